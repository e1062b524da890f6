namespace Trading.Domain.Treasury;

/// <summary>What the two lines of revenue refuse.</summary>
public static class TreasuryRules
{
    /// <summary>{0}: the key. There is no revenue model of this key.</summary>
    public const string UnknownModel = "treasury.unknown-model";

    /// <summary>{0}: the key. The model is not the one that the centre has set: it has changed since.</summary>
    public const string ModelChanged = "treasury.model-changed";

    /// <summary>The last day lies before the first.</summary>
    public const string DatesOutOfOrder = "treasury.dates-out-of-order";

    /// <summary>{0}: the day. The centre has set no revenue model for it: nobody can say whose an administrative fee is, or where to remit.</summary>
    public const string NoModel = "treasury.no-model";

    /// <summary>{0}: the model, {1}: the kind, {2}: the day. The centre's model does not say whose this kind of income is.</summary>
    public const string NoIncomeRule = "treasury.no-income-rule";

    /// <summary>{0}: the kind, {1}: who collects it. By the centre's model somebody else collects it: it is not charged here.</summary>
    public const string NotCollectedHere = "treasury.not-collected-here";

    /// <summary>{0}: the day. Nothing that was collected on the account up to the day is still to be remitted.</summary>
    public const string NothingToRemit = "treasury.nothing-to-remit";

    /// <summary>{0}: the last day of the last month. Nothing that was collected up to it is still to be reckoned.</summary>
    public const string NothingToReckon = "treasury.nothing-to-reckon";

    /// <summary>{0}: the number, {1}: the state. The treasury has answered the claim.</summary>
    public const string ClaimAnswered = "treasury.claim-answered";

    /// <summary>{0}: the number. A claim is filed anew where the one before was refused alone.</summary>
    public const string ClaimWaits = "treasury.claim-waits";

    /// <summary>{0}: the receipt. It came back to the centre, and is to be remitted before the treasury can give it back.</summary>
    public const string ReceiptNotRemitted = "treasury.receipt-not-remitted";

    /// <summary>The treasury's account in the database is not the one that was set.</summary>
    public const string AccountChanged = "treasury.account-changed";
}
