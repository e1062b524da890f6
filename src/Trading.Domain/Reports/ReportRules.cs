namespace Trading.Domain.Reports;

/// <summary>What the making of reports refuses.</summary>
public static class ReportRules
{
    /// <summary>{0}: how many. So many reports of one person are not made yet.</summary>
    public const string TooMany = "reports.too-many";
}
