using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Domain.Closing;

public enum PeriodState
{
    /// <summary>Waits for another person; the month is open.</summary>
    Proposed,

    /// <summary>Nothing posts into the month any more.</summary>
    Closed,

    /// <summary>Another person said no; the month is open and may be proposed anew.</summary>
    Declined,
}

/// <summary>How one bank account stands at the end of a month.</summary>
/// <param name="BankAccountId">The account.</param>
/// <param name="Difference">The bank's balance less the ledger's, in minor units of the account's currency.</param>
/// <param name="IsCovered">A booked statement reaches to the last day.</param>
public sealed record MonthProof(long BankAccountId, Money Difference, bool IsCovered)
{
    public bool Holds => Difference.IsZero && IsCovered;
}

/// <summary>What the journal has of a month when it is closed. Secret while a lot of the month is not opened: a count of entries counts bidders.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="Debits">The sum of their debits in each currency, in minor units.</param>
/// <param name="LastEntryId">The highest number of an entry at the close: whatever has a higher one came later.</param>
public sealed record PeriodTotals(long Entries, IReadOnlyDictionary<string, long> Debits, long LastEntryId)
{
    /// <summary><c>CNY=6000000,USD=100</c>, the currencies in their order; <c>-</c> where there is none.</summary>
    public string DebitsText => Debits.Count == 0
        ? "-"
        : string.Join(',', Debits.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key}={d.Value}")));
}

/// <summary>
/// The books of a centre for one month: one person proposes to close them, another closes them, and from then on nothing posts into the month. The
/// database refuses a closer who is the proposer, a month out of its turn, and any change of what is decided.
/// </summary>
public sealed class AccountingPeriod
{
    private AccountingPeriod()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }

    /// <summary>The first day of the month.</summary>
    public DateOnly Month { get; private set; }

    /// <summary>The first day of the next month: where the books are open once this one is closed.</summary>
    public DateOnly NextMonth { get; private set; }
    public PeriodState State { get; private set; }

    /// <summary>How each bank account stood when it was proposed: <c>account:difference:covered</c>, parted by a semicolon.</summary>
    public string Proofs { get; private set; } = "";

    /// <summary>Why the month may be closed although an account does not tie, in the proposer's words.</summary>
    public string? Reason { get; private set; }
    public long ProposedBy { get; private set; }
    public DateTime ProposedAtUtc { get; private set; }

    /// <summary>HMAC over everything proposed under a key outside the database: compared again at the decision.</summary>
    public byte[] ContentHash { get; private set; } = [];
    public long? DecidedBy { get; private set; }
    public DateTime? DecidedAtUtc { get; private set; }
    public string? DeclinedBecause { get; private set; }

    /// <summary>Control totals, reckoned at the close; null before.</summary>
    public long? Entries { get; private set; }
    public string? Debits { get; private set; }
    public long? LastEntryId { get; private set; }
    public long Version { get; private set; }

    /// <summary>The first day of a day's month.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>A proposal that somebody else has to decide.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="centreId">The centre.</param>
    /// <param name="month">The first day of the month.</param>
    /// <param name="proofs">How each bank account stands at its end.</param>
    /// <param name="reason">Why it may be closed where one does not tie.</param>
    /// <param name="proposedBy">The person.</param>
    /// <param name="nowUtc">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>closing.not-ended</c>, <c>closing.unexplained</c></exception>
    public static AccountingPeriod Propose(
        Guid id, long centreId, DateOnly month, IReadOnlyCollection<MonthProof> proofs, string? reason, long proposedBy, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(proofs);
        var next = MonthOf(month).AddMonths(1);
        if (Instants.BeijingDay(nowUtc) < next)
        {
            throw new RuleBrokenException(ClosingRules.NotEnded, next.AddDays(-1));
        }

        var why = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        if (why is null && proofs.Any(p => !p.Holds))
        {
            throw new RuleBrokenException(ClosingRules.Unexplained);
        }

        return new AccountingPeriod
        {
            Id = id,
            CentreId = centreId,
            Month = MonthOf(month),
            NextMonth = next,
            State = PeriodState.Proposed,
            Proofs = TextOf(proofs),
            Reason = why,
            ProposedBy = proposedBy,
            ProposedAtUtc = nowUtc,
        };
    }

    /// <summary>The last step of a proposal: from here on it is what <paramref name="contentHash"/> says.</summary>
    public void Seal(byte[] contentHash) => ContentHash = contentHash;

    /// <summary>Closes the month with what the journal has of it, if the accounts stand as they stood when it was proposed.</summary>
    /// <exception cref="RuleBrokenException"><c>closing.decided</c>, <c>shared.maker-is-checker</c>, <c>closing.changed</c></exception>
    public void Close(IReadOnlyCollection<MonthProof> proofs, PeriodTotals totals, long checker, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(totals);
        Decide(PeriodState.Closed, checker, nowUtc);
        if (TextOf(proofs) != Proofs)
        {
            throw new RuleBrokenException(ClosingRules.Changed);
        }

        (Entries, Debits, LastEntryId) = (totals.Entries, totals.DebitsText, totals.LastEntryId);
    }

    /// <exception cref="RuleBrokenException"><c>closing.decided</c>, <c>shared.maker-is-checker</c></exception>
    public void Decline(long checker, string because, DateTime nowUtc)
    {
        Decide(PeriodState.Declined, checker, nowUtc);
        DeclinedBecause = because;
    }

    private void Decide(PeriodState state, long checker, DateTime nowUtc)
    {
        if (State != PeriodState.Proposed)
        {
            throw new RuleBrokenException(ClosingRules.Decided, State);
        }

        FourEyes.RequireAnother(checker, ProposedBy);

        (State, DecidedBy, DecidedAtUtc) = (state, checker, nowUtc);
        Version++;
    }

    private static string TextOf(IEnumerable<MonthProof> proofs) => string.Join(
        ';', proofs.OrderBy(p => p.BankAccountId).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.BankAccountId}:{p.Difference.Fen}:{(p.IsCovered ? "covered" : "open")}")));
}
