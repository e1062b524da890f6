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

    /// <summary>The tender document does not let one deposit stand for several lots.</summary>
    public const string NotPooled = "deposits.not-pooled";

    /// <summary>The bidder has not paid the deposit of that lot, or it is on its way back, or is another project's: nothing is there to stand on.</summary>
    public const string NothingToStandOn = "deposits.nothing-to-stand-on";

    /// <summary>What stands on a deposit that was paid is not claimed of anybody: the deposit itself is forfeited.</summary>
    public const string PooledIsForfeited = "deposits.pooled-is-forfeited";

    /// <summary>{0}: the lots. Their bids stand on the deposit: it does not go back, or become something, before they let it go.</summary>
    public const string OtherLotsStand = "deposits.other-lots-stand";

    /// <summary>A lot of the project is not opened: nobody knows yet whether its bids stand on the deposit.</summary>
    public const string OtherLotsSealed = "deposits.other-lots-sealed";

    /// <summary>{0}: the deposit of the first lot, {1}: of this one. One deposit for several lots is of one sum.</summary>
    public const string PoolSumsDiffer = "deposits.pool-sums-differ";

    /// <summary>{0}: the deadline of the lots that are out, {1}: what is asked. Lots on one deposit are opened together.</summary>
    public const string PoolDeadlinesDiffer = "deposits.pool-deadlines-differ";

    /// <summary>Nobody has to decide about the bid: its deposit was not forfeited for another lot, or somebody has decided.</summary>
    public const string BidNotUncovered = "deposits.bid-not-uncovered";

    /// <summary>{0}: what was chosen. The tender document says otherwise of bids whose pooled deposit is forfeited for another lot.</summary>
    public const string UncoveredOutcome = "deposits.uncovered-outcome";

    /// <summary>{0}: the file. Its envelope was altered or is gone.</summary>
    public const string FileUnreadable = "deposits.cover-file-unreadable";
}
