using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Treasury;

namespace Trading.Infrastructure.Treasury;

public sealed class TreasuryMapping : IEntityTypeConfiguration<CentreRevenueModel>, IEntityTypeConfiguration<NonTaxNotice>, IEntityTypeConfiguration<NonTaxReceipt>,
    IEntityTypeConfiguration<Remittance>, IEntityTypeConfiguration<TreasuryReturn>, IEntityTypeConfiguration<TreasuryClaim>
{
    private const int NumberLength = 40;

    public void Configure(EntityTypeBuilder<CentreRevenueModel> builder)
    {
        builder.ToTable("centre_revenue_model", t => t.HasCheckConstraint("ck_centre_revenue_model_dates", "effective_to >= effective_from"));
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.ModelKey).HasMaxLength(60);
        builder.Property(m => m.ContentHash).HasMaxLength(64);
        builder.Property(m => m.TreasuryName).HasMaxLength(200);
        builder.Property(m => m.TreasuryNumber).HasMaxLength(40);
        builder.Property(m => m.TreasuryBank).HasMaxLength(200);
        builder.Property(m => m.TreasuryCheck).HasMaxLength(64);
        builder.Ignore(m => m.Treasury);
        builder.HasIndex(m => new { m.CentreId, m.EffectiveFrom });
        builder.HasOne<Centre>().WithMany().HasForeignKey(m => m.CentreId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<NonTaxNotice> builder)
    {
        builder.ToTable("non_tax_notice", t => t.HasCheckConstraint("ck_non_tax_notice_amount", "amount > 0"));
        builder.HasKey(n => n.ChargeId);
        builder.Property(n => n.ChargeId).ValueGeneratedNever();
        builder.Property(n => n.Number).HasMaxLength(NumberLength);
        builder.HasIndex(n => n.Number).IsUnique();
        builder.HasOne<FeeCharge>().WithMany().HasForeignKey(n => n.ChargeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<NonTaxReceipt> builder)
    {
        builder.ToTable("non_tax_receipt", t =>
        {
            t.HasCheckConstraint("ck_non_tax_receipt_amount", "amount <> 0 AND (amount > 0) = (voids IS NULL)");
            t.HasCheckConstraint("ck_non_tax_receipt_void", "(voids IS NOT NULL OR (claim_id IS NULL AND collected_on = value_on)) AND (voids IS NULL OR forfeiture_id IS NULL) AND (claim_id IS NULL OR remittance_id IS NULL)");
        });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Number).HasMaxLength(NumberLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.ChargeId);
        builder.HasIndex(r => new { r.CentreId, r.ValueOn });
        builder.HasIndex(r => r.ClaimId).IsUnique();
        builder.HasIndex(r => new { r.ForfeitureId, r.ChargeId }).IsUnique();
        builder.HasIndex(r => r.RemittanceId);
        builder.HasIndex(r => r.ReturnId);
        builder.HasOne<FeeCharge>().WithMany().HasForeignKey(r => r.ChargeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<NonTaxReceipt>().WithMany().HasForeignKey(r => r.Voids).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<TreasuryClaim>().WithMany().HasForeignKey(r => r.ClaimId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Remittance>().WithMany().HasForeignKey(r => r.RemittanceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<TreasuryReturn>().WithMany().HasForeignKey(r => r.ReturnId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Remittance> builder)
    {
        builder.ToTable("remittance", t => t.HasCheckConstraint("ck_remittance_amount", "amount > 0"));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.BatchId);
        builder.HasIndex(r => new { r.CentreId, r.Month });
    }

    public void Configure(EntityTypeBuilder<TreasuryReturn> builder)
    {
        builder.ToTable("treasury_return", t =>
        {
            t.HasCheckConstraint("ck_treasury_return_amount", "amount >= 0 AND amount <= collected AND collected > 0");
            t.HasCheckConstraint("ck_treasury_return_received", "(state = 'Received') = (line_id IS NOT NULL)");
        });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Number).HasMaxLength(NumberLength);
        builder.Property(r => r.ModelKey).HasMaxLength(60);
        builder.Property(r => r.Citation).HasMaxLength(200);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.LineId).IsUnique();
        builder.HasIndex(r => new { r.CentreId, r.Month });
    }

    public void Configure(EntityTypeBuilder<TreasuryClaim> builder)
    {
        builder.ToTable("treasury_claim", t =>
        {
            t.HasCheckConstraint("ck_treasury_claim_amount", "amount > 0");
            t.HasCheckConstraint("ck_treasury_claim_paid", "(state = 'Paid') = (line_id IS NOT NULL) AND (line_id IS NULL) = (paid_on IS NULL)");
        });
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Number).HasMaxLength(NumberLength);
        builder.Property(c => c.Ground).HasMaxLength(400);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => c.LineId).IsUnique();
        builder.HasIndex(c => c.RefundId).IsUnique().HasFilter("state <> 'Refused'");
        builder.HasIndex(c => new { c.CentreId, c.FiledAtUtc });
        builder.HasOne<FeeRefund>().WithMany().HasForeignKey(c => c.RefundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<NonTaxReceipt>().WithMany().HasForeignKey(c => c.ReceiptId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Remittance>().WithMany().HasForeignKey(c => c.RemittanceId).OnDelete(DeleteBehavior.Restrict);
    }
}
