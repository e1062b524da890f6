using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Fees;
using Trading.Domain.Projects;

namespace Trading.Infrastructure.Fees;

public sealed class FeeChargeMapping : IEntityTypeConfiguration<FeeCharge>, IEntityTypeConfiguration<ChargedEvent>, IEntityTypeConfiguration<FeeRefund>
{
    public void Configure(EntityTypeBuilder<FeeCharge> builder)
    {
        builder.ToTable("fee_charge", t =>
        {
            t.HasCheckConstraint("ck_fee_charge_amount", "amount > 0 AND received >= 0 AND received <= amount");
            t.HasCheckConstraint("ck_fee_charge_carried", "carried >= 0 AND carried <= received AND given_back >= 0 AND given_back <= received AND (given_back = 0 OR state = 'Reversed')");
        });
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.ScheduleKey).HasMaxLength(60);
        builder.Property(f => f.Citation).HasMaxLength(200);
        builder.Property(f => f.SubAccount).HasMaxLength(32);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.HasIndex(f => f.SubAccount).IsUnique();
        builder.HasIndex(f => new { f.EventId, f.Payer }).IsUnique().HasFilter("state <> 'Reversed'");
        builder.HasIndex(f => f.LotId);
        builder.HasIndex(f => new { f.CentreId, f.ChargedAtUtc });
        builder.HasOne<ChargedEvent>().WithMany().HasForeignKey(f => f.EventId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<FeeRefund> builder)
    {
        builder.ToTable("fee_refund", t =>
        {
            t.HasCheckConstraint("ck_fee_refund_amount", "amount > 0");
            t.HasCheckConstraint("ck_fee_refund_batch", "(state IN ('Claimed', 'Owed', 'PassedOn')) = (batch_id IS NULL)");
            t.HasCheckConstraint("ck_fee_refund_source", "(line_id IS NULL) <> (forfeiture_id IS NULL) AND (state <> 'PassedOn' OR forfeiture_id IS NOT NULL) AND (state IN ('Claimed', 'Owed', 'PassedOn') OR line_id IS NOT NULL)");
        });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.ChargeId);
        builder.HasIndex(r => r.LineId);
        builder.HasIndex(r => r.ForfeitureId);
        builder.HasIndex(r => r.BatchId);
        builder.HasIndex(r => new { r.BankAccountId, r.State });
        builder.HasOne<FeeCharge>().WithMany().HasForeignKey(r => r.ChargeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ChargedEvent> builder)
    {
        builder.ToTable("fee_event", t => t.HasCheckConstraint("ck_fee_event_charged", "charged >= 0"));
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Key).HasMaxLength(100);
        builder.Property(e => e.ScheduleKey).HasMaxLength(60);
        builder.Property(e => e.Category).HasMaxLength(60);
        builder.Property(e => e.Facts).HasConversion(
            facts => JsonSerializer.Serialize(facts, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<FeeFact, long>>(json, JsonSerializerOptions.Default) ?? new Dictionary<FeeFact, long>(),
            new ValueComparer<IReadOnlyDictionary<FeeFact, long>>((a, b) => a!.SequenceEqual(b!), f => f.Count, f => f));
        builder.HasIndex(e => new { e.CentreId, e.Occasion, e.Key }).IsUnique();
        builder.HasOne<Lot>().WithMany().HasForeignKey(e => e.LotId).OnDelete(DeleteBehavior.Restrict);
    }
}
