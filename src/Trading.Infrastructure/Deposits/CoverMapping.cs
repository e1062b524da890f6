using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Deposits;

namespace Trading.Infrastructure.Deposits;

public sealed class CoverMapping : IEntityTypeConfiguration<DepositCover>
{
    public void Configure(EntityTypeBuilder<DepositCover> builder)
    {
        // Two people in the database itself, and nothing readable in a row that no opening has unsealed.
        builder.ToTable("deposit_cover", t =>
        {
            t.HasCheckConstraint("ck_deposit_cover_two_people", "claim_approved_by IS NULL OR (claimed_by IS NOT NULL AND claim_approved_by <> claimed_by)");
            t.HasCheckConstraint("ck_deposit_cover_claimed", "(state = 'Claimed') = (claim_approved_by IS NOT NULL)");
            t.HasCheckConstraint("ck_deposit_cover_checked", "(checked_by IS NULL) = (checked_how IS NULL) AND (state NOT IN ('Verified', 'Refused', 'Claimed') OR checked_by IS NOT NULL OR kind = 'Pooled')");
            t.HasCheckConstraint("ck_deposit_cover_pooled", "pooled_with IS NULL OR (kind = 'Pooled' AND pooled_with <> participation_id)");
        });
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Issuer).HasMaxLength(CoverTerms.LongestName);
        builder.Property(c => c.Number).HasMaxLength(CoverTerms.LongestNumber);
        builder.Property(c => c.Beneficiary).HasMaxLength(200);
        builder.Property(c => c.FileName).HasMaxLength(200);
        builder.Property(c => c.FileSha256).HasMaxLength(64);
        builder.Property(c => c.CheckedHow).HasMaxLength(2000);
        builder.Property(c => c.ClaimCitation).HasMaxLength(200);
        builder.Property(c => c.ClaimEvidence).HasMaxLength(2000);
        builder.Property(c => c.ReleaseRule).HasMaxLength(80);
        builder.Property(c => c.ReleaseCitation).HasMaxLength(200);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Ignore(c => c.HasOpenClaim);
        builder.Ignore(c => c.IsWaiver);
        builder.Ignore(c => c.BindsThrough);
        builder.HasIndex(c => c.LotId);
        builder.HasIndex(c => c.PooledWith);
        builder.HasOne<Deposit>().WithMany().HasForeignKey(c => c.PooledWith).OnDelete(DeleteBehavior.Restrict);

        // One stands for a participation at any time, whatever two browser windows do.
        builder.HasIndex(c => c.ParticipationId, "ux_deposit_cover_issued").IsUnique().HasFilter("state = 'Issued'");
        builder.HasOne<Deposit>().WithMany().HasForeignKey(c => c.ParticipationId).OnDelete(DeleteBehavior.Restrict);
    }
}
