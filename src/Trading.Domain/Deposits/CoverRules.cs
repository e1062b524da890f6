namespace Trading.Domain.Deposits;

/// <summary>What is refused of that which stands in for a deposit's money.</summary>
public static class CoverRules
{
    /// <summary>{0}: the longest name of an issuer, {1}: the longest number. One of them is missing or longer.</summary>
    public const string Incomplete = "deposits.cover-incomplete";

    /// <summary>{0}: the deposit, {1}: what the cover promises.</summary>
    public const string AmountShort = "deposits.cover-amount-short";

    /// <summary>{0}: the last day on which bids bind, {1}: the cover's last day.</summary>
    public const string TooShort = "deposits.cover-too-short";

    /// <summary>{0}: the owner, {1}: whom the cover names.</summary>
    public const string Beneficiary = "deposits.cover-beneficiary";

    /// <summary>The deposit is there, or none is asked: nothing is to be covered.</summary>
    public const string NotNeeded = "deposits.cover-not-needed";

    /// <summary>There is none that could be taken back.</summary>
    public const string Missing = "deposits.cover-missing";

    /// <summary>{0}: its state. What is asked is done with covers of another state only.</summary>
    public const string WrongState = "deposits.cover-wrong-state";

    /// <summary>What was checked, or what the claim rests on, is to be said.</summary>
    public const string ReasonMissing = "deposits.cover-reason-missing";

    /// <summary>{0}: its last day, which has passed.</summary>
    public const string Expired = "deposits.cover-expired";

    /// <summary>Whoever proposed a claim does not approve it.</summary>
    public const string ClaimNeedsAnotherPerson = "deposits.claim-needs-another-person";

    /// <summary>{0}: the kind. The line's rules waive no deposit for it.</summary>
    public const string NotWaived = "deposits.not-waived";

    /// <summary>Of whom no deposit is asked, nobody has promised anything for: there is nothing to claim.</summary>
    public const string WaiverPromisesNothing = "deposits.waiver-promises-nothing";

    /// <summary>{0}: the file. Its envelope was altered or is gone.</summary>
    public const string FileUnreadable = "deposits.cover-file-unreadable";
}
