using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Fees;
using Trading.Domain.Parties;

namespace Trading.Infrastructure.Fees;

public sealed class CentreFeeScheduleMapping : IEntityTypeConfiguration<CentreFeeSchedule>
{
    public void Configure(EntityTypeBuilder<CentreFeeSchedule> builder)
    {
        builder.ToTable("centre_fee_schedule", t => t.HasCheckConstraint("ck_centre_fee_schedule_dates", "effective_to >= effective_from"));
        builder.Property(s => s.ScheduleKey).HasMaxLength(60);
        builder.Property(s => s.ContentHash).HasMaxLength(64);
        builder.HasIndex(s => new { s.CentreId, s.Occasion, s.EffectiveFrom });
        builder.HasOne<Centre>().WithMany().HasForeignKey(s => s.CentreId).OnDelete(DeleteBehavior.Restrict);
    }
}
