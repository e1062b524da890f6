namespace Trading.Infrastructure.Documents;

/// <summary>What documents refuse.</summary>
public static class DocumentRules
{
    /// <summary>A report's total must be the ledger's: figures that do not tie are never handed out.</summary>
    public const string ControlTotalDiffers = "documents.control-total-differs";

    /// <summary>A file of a kind that is not taken here: {0} its name, {1} the kinds that are.</summary>
    public const string FileKind = "documents.file-kind";

    /// <summary>A file without content: {0} its name.</summary>
    public const string FileEmpty = "documents.file-empty";

    /// <summary>The content is not what the name says: {0} the name, {1} the kind that it claims.</summary>
    public const string FileContent = "documents.file-content";
}
