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
        builder.HasIndex(s => new { s.LotId, s.Stage }).IsUnique().HasFilter("done_at_utc IS NULL AND lot_id IS NOT NULL");
    }
}
