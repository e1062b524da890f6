using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Deposits;

namespace Trading.Infrastructure.Deposits;

public sealed class DepositMapping : IEntityTypeConfiguration<Deposit>, IEntityTypeConfiguration<Repayment>, IEntityTypeConfiguration<RepaymentBatch>,
    IEntityTypeConfiguration<WaitingRefund>, IEntityTypeConfiguration<FreezeOrder>, IEntityTypeConfiguration<Forfeiture>, IEntityTypeConfiguration<Payout>
{
    public void Configure(EntityTypeBuilder<Deposit> builder)
    {
        builder.ToTable("deposit", t =>
        {
            t.HasCheckConstraint("ck_deposit_parts", "converted >= 0 AND forfeited >= 0 AND converted + forfeited <= received");
            t.HasCheckConstraint("ck_deposit_let_go", "(let_go_by IS NULL) = (let_go_on IS NULL)");
            t.HasCheckConstraint("ck_deposit_held_up", "(state IN ('Frozen', 'ForfeitProposed')) = (state_under IS NOT NULL)");
        });
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
        builder.ToTable("repayment", t => t.HasCheckConstraint("ck_repayment_amounts", "principal >= 0 AND interest >= 0 AND principal + interest > 0 AND late >= 0 AND late <= interest"));
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

    public void Configure(EntityTypeBuilder<FreezeOrder> builder)
    {
        builder.ToTable("freeze_order", t => t.HasCheckConstraint("ck_freeze_order_lifted", "(lifted_by IS NULL) = (lifted_because IS NULL)"));
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Number).HasMaxLength(100);
        builder.Property(o => o.Authority).HasMaxLength(200);
        builder.Property(o => o.Reason).HasMaxLength(400);
        builder.Property(o => o.LiftedBecause).HasMaxLength(400);
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.HasIndex(o => o.ParticipationId, "ux_freeze_order_standing").IsUnique().HasFilter("lifted_by IS NULL");
        builder.HasIndex(o => o.ParticipationId);
        builder.HasOne<Deposit>().WithMany().HasForeignKey(o => o.ParticipationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Forfeiture> builder)
    {
        // Three different people, in the database itself.
        builder.ToTable("forfeiture", t =>
        {
            t.HasCheckConstraint(
                "ck_forfeiture_three_people",
                "(first_approved_by IS NULL OR first_approved_by <> proposed_by) AND (second_approved_by IS NULL OR (first_approved_by IS NOT NULL AND second_approved_by <> proposed_by AND second_approved_by <> first_approved_by)) AND (declined_by IS NULL OR declined_by <> proposed_by)");
            t.HasCheckConstraint(
                "ck_forfeiture_decided",
                "(state = 'Approved') = (second_approved_by IS NOT NULL) AND (state = 'Declined') = (declined_by IS NOT NULL) AND (state <> 'Seconded' OR first_approved_by IS NOT NULL)");
            t.HasCheckConstraint("ck_forfeiture_amounts", "amount > 0 AND fee >= 0 AND fee <= amount");
        });
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.GroundRule).HasMaxLength(80);
        builder.Property(f => f.Citation).HasMaxLength(200);
        builder.Property(f => f.Clause).HasMaxLength(400);
        builder.Property(f => f.HearingNote).HasMaxLength(2000);
        builder.Property(f => f.EvidenceName).HasMaxLength(200);
        builder.Property(f => f.EvidenceBlob).HasMaxLength(64);
        builder.Property(f => f.DestinationRule).HasMaxLength(80);
        builder.Property(f => f.DestinationCitation).HasMaxLength(200);
        builder.Property(f => f.DeclinedBecause).HasMaxLength(400);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.Ignore(f => f.IsOpen);
        builder.HasIndex(f => f.ParticipationId, "ux_forfeiture_open").IsUnique().HasFilter("state IN ('Proposed', 'Seconded')");
        builder.HasIndex(f => f.ParticipationId);
        builder.HasOne<Deposit>().WithMany().HasForeignKey(f => f.ParticipationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Payout> builder)
    {
        builder.ToTable("deposit_payout", t =>
        {
            t.HasCheckConstraint("ck_deposit_payout_amount", "amount > 0");
            t.HasCheckConstraint("ck_deposit_payout_receipt", "(kind = 'PenaltyReturned') = (receipt_id IS NOT NULL) AND (receipt_id IS NULL) = (number IS NULL)");
            t.HasCheckConstraint("ck_deposit_payout_batch", "(state = 'Owed') = (batch_id IS NULL)");
        });
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Citation).HasMaxLength(400);
        builder.Property(p => p.Number).HasMaxLength(40);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => p.Number).IsUnique();
        builder.HasIndex(p => p.ReceiptId);
        builder.HasOne<Domain.Proceeds.PriceReceipt>().WithMany().HasForeignKey(p => p.ReceiptId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.ParticipationId);
        builder.HasIndex(p => new { p.BankAccountId, p.State });
        builder.HasIndex(p => p.BatchId);
        builder.HasOne<Deposit>().WithMany().HasForeignKey(p => p.ParticipationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RepaymentBatch>().WithMany().HasForeignKey(p => p.BatchId).OnDelete(DeleteBehavior.Restrict);
    }
}
