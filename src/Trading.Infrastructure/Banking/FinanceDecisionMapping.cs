using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Banking;

namespace Trading.Infrastructure.Banking;

public sealed class FinanceDecisionMapping : IEntityTypeConfiguration<FinanceDecision>
{
    internal const int ReasonLength = 400;

    public void Configure(EntityTypeBuilder<FinanceDecision> builder)
    {
        // Four eyes in the database itself, as for repayments.
        builder.ToTable("finance_decision", t =>
        {
            t.HasCheckConstraint("ck_finance_decision_four_eyes", "decided_by IS NULL OR decided_by <> proposed_by");
            t.HasCheckConstraint("ck_finance_decision_decided", "(state = 'Proposed') = (decided_by IS NULL)");
            t.HasCheckConstraint("ck_finance_decision_paper", "kind <> 'RefundPayeeCorrected' OR (payer_check IS NOT NULL AND paper_blob IS NOT NULL AND paper_sha256 IS NOT NULL)");
        });
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Reason).HasMaxLength(ReasonLength);
        builder.Property(d => d.DeclinedBecause).HasMaxLength(ReasonLength);
        builder.Property(d => d.PayerName).HasMaxLength(200);
        builder.Property(d => d.PayerAccount).HasMaxLength(40);
        builder.Property(d => d.PayerBank).HasMaxLength(200);
        builder.Property(d => d.PayerCheck).HasMaxLength(64);
        builder.Property(d => d.EndToEndId).HasMaxLength(35);
        builder.Property(d => d.MatchTag).HasMaxLength(64);
        builder.Property(d => d.Agreement).HasMaxLength(ReasonLength);
        builder.Property(d => d.PaperName).HasMaxLength(200);
        builder.Property(d => d.PaperBlob).HasMaxLength(64);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.Ignore(d => d.Payer);
        builder.HasIndex(d => d.SubjectId, "ux_finance_decision_waiting").IsUnique().HasFilter("state = 'Proposed'");
        builder.HasIndex(d => d.SubjectId);
        builder.HasIndex(d => new { d.CentreId, d.State });
        builder.HasOne<BankAccount>().WithMany().HasForeignKey(d => d.BankAccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
