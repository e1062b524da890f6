namespace Trading.Domain.Deposits;

/// <summary>Refusals of interest tables.</summary>
public static class InterestRules
{
    /// <summary>{0}: the table's key, {1}: the day. The table has no rate for the day.</summary>
    public const string NoRate = "deposits.no-interest-rate";
}
