using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trading.Infrastructure.Jobs;

public sealed class DueActionMapping : IEntityTypeConfiguration<DueAction>
{
    public void Configure(EntityTypeBuilder<DueAction> builder)
    {
        builder.ToTable("due_action");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Kind).HasMaxLength(40);
        builder.Property(d => d.Subject).HasMaxLength(64);
        builder.Property(d => d.LastError).HasMaxLength(120);
        builder.HasIndex(d => new { d.Kind, d.Subject }).IsUnique().HasFilter("done_at_utc IS NULL");
        builder.HasIndex(d => d.NextTryAtUtc).HasFilter("done_at_utc IS NULL AND parked_at_utc IS NULL");
    }
}
