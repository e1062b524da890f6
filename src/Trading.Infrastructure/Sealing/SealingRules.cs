using Trading.Domain.Shared;

namespace Trading.Infrastructure.Sealing;

/// <summary>Codes of the refusals of sealing and of the file store; the sentences are in Words/sealing.json.</summary>
public static class SealingRules
{
    /// <summary>The file is larger than the stated limit: {0} the limit in MB, {1} the limit in bytes. Nothing was kept.</summary>
    public const string FileTooLarge = "sealing.file-too-large";

    private const int BytesPerMegabyte = 1024 * 1024;

    internal static RuleBrokenException TooLarge(long maxBytes) => new(FileTooLarge, decimal.Round((decimal)maxBytes / BytesPerMegabyte, 2), maxBytes);
}
