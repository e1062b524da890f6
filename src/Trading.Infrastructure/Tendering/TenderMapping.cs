using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Projects;
using Trading.Domain.Tendering;

namespace Trading.Infrastructure.Tendering;

public sealed class TenderMapping : IEntityTypeConfiguration<Tender>, IEntityTypeConfiguration<Bid>, IEntityTypeConfiguration<BidRefusal>
{
    public void Configure(EntityTypeBuilder<Tender> builder)
    {
        builder.ToTable("tender");
        builder.HasKey(t => t.LotId);
        builder.Property(t => t.LotId).ValueGeneratedNever();
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.Property(t => t.TieChain).HasMaxLength(100).HasConversion(
            chain => string.Join(',', chain),
            text => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<TieStep>).ToList(),
            new ValueComparer<IReadOnlyList<TieStep>>((a, b) => a!.SequenceEqual(b!), c => c.Count, c => c.ToList()));
        builder.HasIndex(t => new { t.State, t.DeadlineUtc });
        builder.HasOne<Lot>().WithOne().HasForeignKey<Tender>(t => t.LotId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Bid> builder)
    {
        builder.ToTable("bid");
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.ReceiptNumber).HasMaxLength(20);
        builder.Property(b => b.RejectedUnder).HasMaxLength(60);
        builder.HasIndex(b => b.ReceiptNumber).IsUnique();
        builder.HasIndex(b => new { b.ParticipationId, b.BidVersion }).IsUnique();
        builder.HasIndex(b => new { b.LotId, b.State });

        // One bid counts for a participation at any time, whatever two browser windows do.
        builder.HasIndex(b => b.ParticipationId, "ux_bid_submitted").IsUnique().HasFilter("state = 'Submitted'");
    }

    public void Configure(EntityTypeBuilder<BidRefusal> builder)
    {
        builder.ToTable("bid_refusal");
        builder.HasKey(r => r.Number);
        builder.Property(r => r.Number).HasMaxLength(20);
        builder.Property(r => r.Rule).HasMaxLength(60);
    }
}
