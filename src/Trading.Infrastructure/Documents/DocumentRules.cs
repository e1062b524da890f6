namespace Trading.Infrastructure.Documents;

/// <summary>What documents refuse.</summary>
public static class DocumentRules
{
    /// <summary>A report's total must be the ledger's: figures that do not tie are never handed out.</summary>
    public const string ControlTotalDiffers = "documents.control-total-differs";
}
