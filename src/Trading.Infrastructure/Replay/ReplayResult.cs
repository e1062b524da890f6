namespace Trading.Infrastructure.Replay;

/// <summary>A tender whose award is not the recorded one.</summary>
public sealed record ReplayMismatch(string TenderId, string? Expected, string? Actual);

/// <summary>What a replay did, as the ledger and the tables tell it; amounts in fen, deposits are principal only.</summary>
public sealed record ReplayResult
{
    public int Tenders { get; init; }
    public int Bids { get; init; }
    public int WinnersExpected { get; init; }
    public int WinnersMatched { get; init; }
    public IReadOnlyList<ReplayMismatch> Mismatches { get; init; } = [];

    /// <summary>Tenders that ended without an award.</summary>
    public int Failed { get; init; }
    public int RejectedByRule { get; init; }
    public int RejectedByPanel { get; init; }
    public long DepositsInFen { get; init; }
    public long DepositsOutFen { get; init; }
    public long DepositLiabilityFen { get; init; }
    public long FeesChargedFen { get; init; }
    public long FeesReceivedFen { get; init; }
    public long InterestFen { get; init; }

    /// <summary>Entries whose postings do not add up to nothing.</summary>
    public long UnbalancedEntries { get; init; }

    /// <summary>The chains of journal and events hold.</summary>
    public bool ChainOk { get; init; }

    /// <summary>Every check of the verifiers that did not hold, those of the chains included.</summary>
    public IReadOnlyList<string> ChecksFailed { get; init; } = [];
    public int AwardNotices { get; init; }
    public double Seconds { get; init; }
    public long PeakRssMb { get; init; }
}
