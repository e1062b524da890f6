using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Ledger;

namespace Trading.Infrastructure.Ledger;

/// <summary>
/// That a checkpoint was made: the database remembers its digest, so that a file that is gone, shortened or exchanged is missed. What it says stands
/// in the file alone.
/// </summary>
public sealed class CheckpointRow
{
    public Chain Chain { get; init; }
    public long Number { get; init; }
    public long Seq { get; init; }
    public required byte[] Digest { get; init; }

    /// <summary>The system's time.</summary>
    public DateTime MadeAtUtc { get; init; }
}

public sealed class CheckpointMapping : IEntityTypeConfiguration<CheckpointRow>
{
    public void Configure(EntityTypeBuilder<CheckpointRow> builder)
    {
        builder.ToTable("chain_checkpoint");
        builder.HasKey(c => new { c.Chain, c.Number });
        builder.Property(c => c.Number).ValueGeneratedNever();
    }
}
