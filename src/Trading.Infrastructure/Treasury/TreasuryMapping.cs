using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Treasury;

namespace Trading.Infrastructure.Treasury;

public sealed class TreasuryMapping : IEntityTypeConfiguration<CentreRevenueModel>, IEntityTypeConfiguration<NonTaxNotice>, IEntityTypeConfiguration<NonTaxReceipt>,
    IEntityTypeConfiguration<Remittance>, IEntityTypeConfiguration<TreasuryReturn>
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
        builder.ToTable("non_tax_receipt", t => t.HasCheckConstraint("ck_non_tax_receipt_amount", "amount <> 0 AND (amount > 0) = (voids IS NULL)"));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Number).HasMaxLength(NumberLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.ChargeId);
        builder.HasIndex(r => new { r.CentreId, r.ValueOn });
        builder.HasIndex(r => r.RemittanceId);
        builder.HasIndex(r => r.ReturnId);
        builder.HasOne<FeeCharge>().WithMany().HasForeignKey(r => r.ChargeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<NonTaxReceipt>().WithMany().HasForeignKey(r => r.Voids).OnDelete(DeleteBehavior.Restrict);
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
}
