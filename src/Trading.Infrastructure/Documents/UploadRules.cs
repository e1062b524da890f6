using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Documents;

/// <summary>
/// What may be handed in as a file, by the national rulebook of today: how large one may be (<c>common.upload-max-bytes</c>) and of which kinds
/// (<c>common.upload-types</c>). Tender documents and bids are held to the same.
/// </summary>
public sealed class UploadRules(RulebookLibrary library, TimeProvider clock, TradingOptions options)
{
    private const string MaxBytesKey = "common.upload-max-bytes";
    private const string TypesKey = "common.upload-types";

    /// <summary>A bid consists of at most so many files: its sealed record has room for their names.</summary>
    public const int MostFilesOfABid = 10;

    /// <summary>In bytes; an installation with little room may allow less than the rule, never more.</summary>
    public long LargestFile => Math.Min(Get(MaxBytesKey).Number, options.LargestFile ?? long.MaxValue);

    /// <summary>Refuses a file that is too large before any of it is kept.</summary>
    /// <exception cref="RuleBrokenException"><c>sealing.file-too-large</c></exception>
    public void RequireFits(long length)
    {
        if (length > LargestFile)
        {
            throw SealingRules.TooLarge(LargestFile);
        }
    }

    public IReadOnlyList<FileKind> Kinds => FileKinds.Of(Get(TypesKey).Text);

    private Rule Get(string key) => library.Find(key, Instants.BeijingDay(clock.NowUtc())) ?? throw new KeyNotFoundException(key);
}
