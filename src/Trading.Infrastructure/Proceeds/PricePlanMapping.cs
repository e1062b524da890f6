using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;

namespace Trading.Infrastructure.Proceeds;

public sealed class PricePlanMapping : IEntityTypeConfiguration<PricePlan>, IEntityTypeConfiguration<Instalment>, IEntityTypeConfiguration<PriceReceipt>,
    IEntityTypeConfiguration<PricePayout>, IEntityTypeConfiguration<PricePlanChange>
{
    public void Configure(EntityTypeBuilder<PricePlan> builder)
    {
        builder.ToTable("price_plan", t =>
        {
            t.HasCheckConstraint("ck_price_plan_amounts", "price > 0 AND received >= 0 AND received <= price AND penalty_received >= 0 AND penalty_received <= penalty_charged AND penalty_waived >= 0 AND interest_received >= 0 AND interest_received <= interest_charged");
            t.HasCheckConstraint("ck_price_plan_paid", "state <> 'Paid' OR (received = price AND penalty_received + penalty_waived >= penalty_charged AND interest_received = interest_charged)");
            t.HasCheckConstraint("ck_price_plan_payee", "(destination = 'Transferor') = (payee_check IS NOT NULL)");
            t.HasCheckConstraint("ck_price_plan_interest", "(interest_basis_points IS NULL) = (interest_from IS NULL)");
            t.HasCheckConstraint("ck_price_plan_opened", "(state IN ('Open', 'Paid')) = (opened_at_utc IS NOT NULL)");
        });
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.BuyerName).HasMaxLength(200);
        builder.Property(p => p.PayeeName).HasMaxLength(200);
        builder.Property(p => p.PayeeAccount).HasMaxLength(40);
        builder.Property(p => p.PayeeBank).HasMaxLength(200);
        builder.Property(p => p.PayeeCheck).HasMaxLength(64);
        builder.Property(p => p.SubAccount).HasMaxLength(32);
        builder.Property(p => p.LateCitation).HasMaxLength(200);
        builder.Property(p => p.InterestCitation).HasMaxLength(200);
        builder.Property(p => p.Security).HasMaxLength(400);
        builder.Property(p => p.PassOnRule).HasMaxLength(100);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Ignore(p => p.Payee).Ignore(p => p.BesidesLeft).Ignore(p => p.Pinned).Ignore(p => p.Late).Ignore(p => p.Interest).Ignore(p => p.SecurityNow).Ignore(p => p.Unpaid).Ignore(p => p.Next).Ignore(p => p.Instalments);
        builder.HasMany(p => p.AllInstalments).WithOne().HasForeignKey(i => i.PlanId).OnDelete(DeleteBehavior.Restrict);
        // What is owed, and to whom it goes, is never read without them.
        builder.Navigation(p => p.AllInstalments).HasField("_instalments").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.HasMany(p => p.Changes).WithOne().HasForeignKey(c => c.PlanId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(p => p.Changes).HasField("_changes").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.HasIndex(p => p.SubAccount).IsUnique();
        builder.HasIndex(p => p.LotId, "ux_price_plan_lot").IsUnique().HasFilter("state <> 'Declined'");
        builder.HasIndex(p => new { p.CentreId, p.State });
        builder.HasIndex(p => p.BuyerId);
        builder.HasOne<Lot>().WithMany().HasForeignKey(p => p.LotId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Instalment> builder)
    {
        builder.ToTable("instalment", t => t.HasCheckConstraint("ck_instalment_amounts", "amount > 0 AND received >= 0 AND received <= amount"));
        builder.HasKey(i => new { i.PlanId, i.Revision, i.Number });
        builder.Property(i => i.Revision).ValueGeneratedNever();
        builder.Property(i => i.Number).ValueGeneratedNever();
        builder.Ignore(i => i.Unpaid);
    }

    public void Configure(EntityTypeBuilder<PriceReceipt> builder)
    {
        builder.ToTable("price_receipt", t => t.HasCheckConstraint("ck_price_receipt_amounts", "price >= 0 AND penalty >= 0 AND interest >= 0 AND price + penalty + interest > 0 AND penalty_returned >= 0 AND penalty_returned <= penalty"));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Number).HasMaxLength(40);
        builder.Property(r => r.PayerName).HasMaxLength(200);
        builder.Property(r => r.PayerAccount).HasMaxLength(40);
        builder.Property(r => r.PayerBank).HasMaxLength(200);
        builder.Property(r => r.PayerCheck).HasMaxLength(64);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Ignore(r => r.Total).Ignore(r => r.IsFromDeposit).Ignore(r => r.PenaltyLeft);
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.PlanId);
        builder.HasIndex(r => r.PayoutId);
        builder.HasOne<PricePlan>().WithMany().HasForeignKey(r => r.PlanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PricePayout>().WithMany().HasForeignKey(r => r.PayoutId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PricePayout> builder)
    {
        builder.ToTable("price_payout", t => t.HasCheckConstraint("ck_price_payout_amounts", "price >= 0 AND penalty >= 0 AND interest >= 0 AND price + penalty + interest > 0"));
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Ignore(p => p.Total).Ignore(p => p.Parts);
        builder.HasIndex(p => p.BatchId);
        builder.HasIndex(p => p.PlanId);
        builder.HasOne<PricePlan>().WithMany().HasForeignKey(p => p.PlanId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PricePlanChange> builder)
    {
        builder.ToTable("price_plan_change", t =>
        {
            t.HasCheckConstraint("ck_price_plan_change_terms", "(kind = 'Terms') = (agreement_number IS NOT NULL AND agreed_on IS NOT NULL)");
            t.HasCheckConstraint("ck_price_plan_change_interest", "(interest_basis_points IS NULL) = (interest_from IS NULL) AND (interest_basis_points IS NULL OR (interest_basis_points >= 0 AND kind = 'Terms')) AND (security IS NULL OR kind = 'Terms')");
            t.HasCheckConstraint("ck_price_plan_change_payee", "(kind = 'Payee') = (payee_check IS NOT NULL)");
        });
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.AgreementNumber).HasMaxLength(100);
        builder.Property(c => c.InterestCitation).HasMaxLength(200);
        builder.Property(c => c.Security).HasMaxLength(400);
        builder.Property(c => c.PayeeName).HasMaxLength(200);
        builder.Property(c => c.PayeeAccount).HasMaxLength(40);
        builder.Property(c => c.PayeeBank).HasMaxLength(200);
        builder.Property(c => c.PayeeCheck).HasMaxLength(64);
        builder.Ignore(c => c.IsApproved).Ignore(c => c.Payee);
        builder.HasIndex(c => new { c.PlanId, c.Number }).IsUnique();
    }
}
