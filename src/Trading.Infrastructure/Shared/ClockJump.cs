using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trading.Infrastructure.Shared;

/// <summary>
/// A jump of the demo clock: what business time it was, what it became, and how far it runs ahead of the system's since. The last row is the offset
/// in force after a restart; together they are the record of which time never was.
/// </summary>
public sealed class ClockJump
{
    public long Id { get; init; }
    public DateTime FromUtc { get; init; }
    public DateTime ToUtc { get; init; }
    public long OffsetMs { get; init; }

    /// <summary>Who jumped; null for somebody who was not signed in.</summary>
    public long? ByUserId { get; init; }
}

public sealed class ClockJumpMapping : IEntityTypeConfiguration<ClockJump>
{
    public void Configure(EntityTypeBuilder<ClockJump> builder)
    {
        builder.ToTable("clock_jump");
        builder.HasIndex(j => j.OffsetMs);
    }
}
