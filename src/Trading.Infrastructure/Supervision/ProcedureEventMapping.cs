using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Supervision;

namespace Trading.Infrastructure.Supervision;

/// <summary>The place of an event in the second chain of hashes.</summary>
public sealed class EventLink
{
    public long Seq { get; init; }
    public Guid EventId { get; init; }
    public required byte[] PrevHash { get; init; }
    public required byte[] Hash { get; init; }
    public DateTime LinkedAtUtc { get; init; }
}

/// <summary>An event that has no link yet. The database adds the row with the event; <see cref="Ledger.Chainer"/> takes it away with the link.</summary>
public sealed class UnchainedEvent
{
    public Guid EventId { get; init; }
}

public sealed class ProcedureEventMapping : IEntityTypeConfiguration<ProcedureEvent>, IEntityTypeConfiguration<UnchainedEvent>, IEntityTypeConfiguration<EventLink>
{
    public void Configure(EntityTypeBuilder<ProcedureEvent> builder)
    {
        builder.ToTable("procedure_event");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Kind).HasMaxLength(60);
        // The longest is the name of a project that has no number yet.
        builder.Property(e => e.Subject).HasMaxLength(200);
        builder.Property(e => e.Reason).HasMaxLength(2000);
        builder.Property(e => e.RuleKey).HasMaxLength(80);
        builder.Property(e => e.Citation).HasMaxLength(200);
        builder.HasIndex(e => new { e.LotId, e.AtUtc });
        builder.HasIndex(e => new { e.ProjectId, e.AtUtc });
    }

    public void Configure(EntityTypeBuilder<UnchainedEvent> builder)
    {
        builder.ToTable("unchained_event");
        builder.HasKey(u => u.EventId);
        builder.Property(u => u.EventId).ValueGeneratedNever();
        builder.HasOne<ProcedureEvent>().WithOne().HasForeignKey<UnchainedEvent>(u => u.EventId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EventLink> builder)
    {
        builder.ToTable("event_link");
        builder.HasKey(l => l.Seq);
        builder.Property(l => l.Seq).ValueGeneratedNever();
        builder.HasIndex(l => l.EventId).IsUnique();
        builder.HasOne<ProcedureEvent>().WithOne().HasForeignKey<EventLink>(l => l.EventId).OnDelete(DeleteBehavior.Restrict);
    }
}
