using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Supervision;

namespace Trading.Infrastructure.Supervision;

public sealed class ProcedureStepMapping : IEntityTypeConfiguration<ProcedureStep>
{
    public void Configure(EntityTypeBuilder<ProcedureStep> builder)
    {
        builder.ToTable("procedure_step");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Stage).HasMaxLength(40);
        builder.Property(s => s.Post).HasMaxLength(40);
        builder.Property(s => s.RuleKey).HasMaxLength(80);
        builder.Property(s => s.Citation).HasMaxLength(200);
        builder.Property(s => s.Outcome).HasMaxLength(400);
        builder.HasIndex(s => new { s.CentreId, s.DoneAtUtc, s.DueAtUtc });
        // A stage is open once, of a lot or of a project.
        builder.HasIndex(s => new { s.LotId, s.Stage }).IsUnique().HasFilter("done_at_utc IS NULL AND lot_id IS NOT NULL");
        builder.HasIndex(s => new { s.ProjectId, s.Stage }).IsUnique().HasFilter("done_at_utc IS NULL AND lot_id IS NULL");
    }
}
