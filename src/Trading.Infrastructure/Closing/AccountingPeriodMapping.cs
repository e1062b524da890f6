using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Closing;

namespace Trading.Infrastructure.Closing;

public sealed class AccountingPeriodMapping : IEntityTypeConfiguration<AccountingPeriod>
{
    public void Configure(EntityTypeBuilder<AccountingPeriod> builder)
    {
        // Four eyes in the database itself; that months follow one another, and that what is decided stays, in Persistence/Guards.
        builder.ToTable("accounting_period", t =>
        {
            t.HasCheckConstraint("ck_accounting_period_four_eyes", "decided_by IS NULL OR decided_by <> proposed_by");
            t.HasCheckConstraint("ck_accounting_period_decided", "(state = 'Proposed') = (decided_by IS NULL)");
            t.HasCheckConstraint(
                "ck_accounting_period_totals", "(state = 'Closed') = (entries IS NOT NULL AND debits IS NOT NULL AND last_entry_id IS NOT NULL)");
        });
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Proofs).HasMaxLength(2000);
        builder.Property(p => p.Reason).HasMaxLength(400);
        builder.Property(p => p.DeclinedBecause).HasMaxLength(400);
        builder.Property(p => p.Debits).HasMaxLength(1000);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => new { p.CentreId, p.Month }, "ux_accounting_period_month").IsUnique().HasFilter("state <> 'Declined'");
        builder.HasIndex(p => new { p.CentreId, p.NextMonth });
    }
}
