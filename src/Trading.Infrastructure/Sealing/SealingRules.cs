namespace Trading.Infrastructure.Sealing;

/// <summary>Codes of the refusals of sealing and of the file store; the sentences are in Words/sealing.json.</summary>
public static class SealingRules
{
    /// <summary>The file is larger than the stated limit: {0} the limit in MB, {1} the limit in bytes. Nothing was kept.</summary>
    public const string FileTooLarge = "sealing.file-too-large";
}
