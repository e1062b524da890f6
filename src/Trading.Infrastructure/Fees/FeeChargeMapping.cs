using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Fees;

namespace Trading.Infrastructure.Fees;

public sealed class FeeChargeMapping : IEntityTypeConfiguration<FeeCharge>
{
    public void Configure(EntityTypeBuilder<FeeCharge> builder)
    {
        builder.ToTable("fee_charge", t => t.HasCheckConstraint("ck_fee_charge_amount", "amount > 0 AND received >= 0 AND received <= amount"));
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.ScheduleKey).HasMaxLength(60);
        builder.Property(f => f.Citation).HasMaxLength(200);
        builder.Property(f => f.SubAccount).HasMaxLength(32);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.HasIndex(f => f.SubAccount).IsUnique();
        builder.HasIndex(f => new { f.LotId, f.OrganisationId, f.ScheduleKey }).IsUnique().HasFilter("state <> 'Reversed'");
        builder.HasIndex(f => new { f.CentreId, f.ChargedAtUtc });
    }
}
