using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Supervision;

namespace Trading.Infrastructure.Supervision;

public sealed class ProcedureStepMapping : IEntityTypeConfiguration<ProcedureStep>
{
    public void Configure(EntityTypeBuilder<ProcedureStep> builder)
    {
        // A step of a lot or a project names it, and no other does: money in suspense must not stand beside a lot.
        builder.ToTable("procedure_step", t => t.HasCheckConstraint(
            "ck_procedure_step_subject",
            "(subject_kind IN ('Project', 'Lot')) = (project_id IS NOT NULL) AND (subject_kind = 'Lot') = (lot_id IS NOT NULL)"));
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.SubjectId).HasMaxLength(32);
        builder.Property(s => s.About).HasMaxLength(AboutLength);
        builder.Property(s => s.Stage).HasMaxLength(40);
        builder.Property(s => s.Post).HasMaxLength(40);
        builder.Property(s => s.RuleKey).HasMaxLength(80);
        builder.Property(s => s.Citation).HasMaxLength(200);
        builder.Property(s => s.Outcome).HasMaxLength(400);
        builder.HasIndex(s => new { s.CentreId, s.DoneAtUtc, s.DueAtUtc });
        builder.HasIndex(s => s.LotId);
        builder.HasIndex(s => s.ProjectId);
        builder.HasIndex(s => new { s.SubjectKind, s.SubjectId, s.Stage }, "ux_procedure_step_open").IsUnique().HasFilter("done_at_utc IS NULL");
        builder.HasIndex(s => new { s.SubjectKind, s.SubjectId });
    }

    internal const int AboutLength = 200;
}
