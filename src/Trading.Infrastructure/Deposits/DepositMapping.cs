using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Deposits;

namespace Trading.Infrastructure.Deposits;

public sealed class DepositMapping : IEntityTypeConfiguration<Deposit>, IEntityTypeConfiguration<Repayment>, IEntityTypeConfiguration<RepaymentBatch>,
    IEntityTypeConfiguration<WaitingRefund>
{
    public void Configure(EntityTypeBuilder<Deposit> builder)
    {
        builder.ToTable("deposit");
        builder.HasKey(d => d.ParticipationId);
        builder.Property(d => d.ParticipationId).ValueGeneratedNever();
        builder.Property(d => d.SubAccountTag).HasMaxLength(64);
        builder.Property(d => d.PayerCheck).HasMaxLength(64);
        builder.Property(d => d.RefundRule).HasMaxLength(80);
        builder.Property(d => d.RefundCitation).HasMaxLength(200);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasIndex(d => d.SubAccountTag).IsUnique();
        builder.HasIndex(d => d.LotId);
        builder.HasIndex(d => new { d.CentreId, d.State, d.RefundDueOn });
    }

    public void Configure(EntityTypeBuilder<Repayment> builder)
    {
        builder.ToTable("repayment", t => t.HasCheckConstraint("ck_repayment_amounts", "principal >= 0 AND interest >= 0 AND principal + interest > 0"));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.PayeeName).HasMaxLength(200);
        builder.Property(r => r.PayeeAccount).HasMaxLength(40);
        builder.Property(r => r.PayeeBank).HasMaxLength(200);
        builder.Property(r => r.EndToEndId).HasMaxLength(35);
        builder.Property(r => r.RejectedBecause).HasMaxLength(200);
        builder.Ignore(r => r.Total);
        builder.HasIndex(r => r.EndToEndId).IsUnique();
        builder.HasIndex(r => r.BatchId);
        builder.HasOne<RepaymentBatch>().WithMany().HasForeignKey(r => r.BatchId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RepaymentBatch> builder)
    {
        // Four eyes in the database itself: no code path, and no hand on the SQL prompt, lets a maker approve.
        builder.ToTable("repayment_batch", t =>
        {
            t.HasCheckConstraint("ck_repayment_batch_four_eyes", "approved_by IS NULL OR approved_by <> made_by");
            t.HasCheckConstraint("ck_repayment_batch_approved", "(state = 'Approved') = (approved_by IS NOT NULL)");
        });
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<WaitingRefund> builder)
    {
        builder.ToTable("waiting_refund", t => t.HasCheckConstraint("ck_waiting_refund_amount", "amount > 0"));
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.PayeeName).HasMaxLength(200);
        builder.Property(w => w.PayeeAccount).HasMaxLength(40);
        builder.Property(w => w.PayeeBank).HasMaxLength(200);
        builder.Property(w => w.Citation).HasMaxLength(200);
        builder.HasIndex(w => new { w.CentreId, w.BatchId });
        builder.HasOne<RepaymentBatch>().WithMany().HasForeignKey(w => w.BatchId).OnDelete(DeleteBehavior.Restrict);
    }
}
