using Trading.Domain.Calendar;
using Trading.Domain.Projects;
using Trading.Domain.Shared;

namespace Trading.Domain.Tendering;

public enum TenderState
{
    /// <summary>The tender document and the timetable are being prepared.</summary>
    Preparing,

    /// <summary>The notice is out: documents are offered and, until the closing time, bids are taken.</summary>
    Bidding,

    /// <summary>The closing time has passed; nobody has opened yet.</summary>
    Closed,

    /// <summary>The site could not take bids shortly before the deadline; the owner decides to open or to set a later time.</summary>
    OpeningHeld,

    /// <summary>Opened: the panel evaluates.</summary>
    Opened,

    /// <summary>The panel's report is complete and confirmed by each member.</summary>
    Evaluated,

    /// <summary>The candidates are public.</summary>
    Publicity,

    /// <summary>The owner has decided on the winner.</summary>
    Decided,

    /// <summary>The award notice is out.</summary>
    Awarded,

    /// <summary>The contract is signed and recorded; deposits fall due.</summary>
    Contracted,

    /// <summary>Failed: too few bidders, or none left after evaluation.</summary>
    Failed,

    /// <summary>The owner decided, with reasons, to award to nobody.</summary>
    NotAwarded,
}

/// <summary>How bids that are equal by evaluated price are told apart, in this order, until one is first.</summary>
public enum TieStep
{
    LowerBidPrice,
    OwnersReasonedChoice,

    /// <summary>A draw by the system that anyone can repeat.</summary>
    Draw,

    /// <summary>A draw held outside the system, whose recorded outcome is entered with the report.</summary>
    RecordedDraw,
}

/// <summary>
/// The tendering procedure of one lot. Every change of state is asked of it with the present instant; it decides, the service writes.
/// The window closes when the clock says so: <see cref="TakesBids"/> compares times and never asks whether a job has run.
/// </summary>
public sealed class Tender
{
    private Tender()
    {
    }

    public long LotId { get; private set; }
    public long ProjectId { get; private set; }
    public long CentreId { get; private set; }
    public TenderState State { get; private set; }
    public DateTime? NoticeAtUtc { get; private set; }
    public DateTime? DocumentsFromUtc { get; private set; }
    public DateTime? DocumentsUntilUtc { get; private set; }
    public DateTime? DeadlineUtc { get; private set; }
    public DateTime? OpenedAtUtc { get; private set; }
    public DateTime? EvaluatedAtUtc { get; private set; }
    public DateTime? PublicityFromUtc { get; private set; }
    public DateTime? PublicityUntilUtc { get; private set; }
    public DateTime? DecidedAtUtc { get; private set; }
    public DateTime? AwardedAtUtc { get; private set; }
    public DateTime? ContractedAtUtc { get; private set; }
    public DateTime? EndedAtUtc { get; private set; }
    public IReadOnlyList<TieStep> TieChain { get; private set; } = [];

    /// <summary>SHA-256 of the secret from which every draw of this lot is seeded, public before any bid can be known.</summary>
    public byte[] DrawCommitment { get; private set; } = [];

    /// <summary>The secret itself, wrapped; revealed by the opening.</summary>
    public byte[] SealedDrawSecret { get; private set; } = [];

    public byte[]? DrawSecret { get; private set; }
    public long Version { get; private set; }

    public static Tender Prepare(Lot lot, IReadOnlyList<TieStep> tieChain, byte[] drawCommitment, byte[] sealedDrawSecret) => new()
    {
        LotId = lot.Id,
        ProjectId = lot.ProjectId,
        CentreId = lot.CentreId,
        State = TenderState.Preparing,
        TieChain = tieChain,
        DrawCommitment = drawCommitment,
        SealedDrawSecret = sealedDrawSecret,
    };

    /// <summary>Everything that stands between this lot and its notice, with limits and citations; empty where it may be published.</summary>
    public static IReadOnlyList<RuleBrokenException> PublicationBreaches(
        Lot lot, Timetable timetable, TenderRulebook rules, WorkCalendar calendar, DateTime nowUtc)
    {
        return [.. timetable.Breaches(rules, calendar, nowUtc), .. LotBreaches(lot, rules)];
    }

    /// <summary>
    /// What of <see cref="PublicationBreaches"/> needs no timetable: the lot's own figures. Whoever hands a project in mends them, for once it is
    /// accepted nobody can change them any more.
    /// </summary>
    public static IReadOnlyList<RuleBrokenException> LotBreaches(Lot lot, TenderRulebook rules)
    {
        var breaches = new List<RuleBrokenException>();
        if (!lot.Ceiling.IsPositive)
        {
            breaches.Add(new RuleBrokenException(TenderingRules.CeilingMissing));
        }

        if (lot.Floor is not null && !rules.FloorAllowed.Flag)
        {
            breaches.Add(RuleBrokenException.Cited(TenderingRules.FloorNotAllowed, rules.FloorAllowed.Citation));
        }

        if (rules.Deposits.FaultOf(lot.Deposit, lot.Estimate, lot.Category) is { } fault)
        {
            breaches.Add(fault);
        }

        return breaches;
    }

    /// <summary>Publishes the notice.</summary>
    /// <exception cref="RuleBrokenException">the first of <see cref="PublicationBreaches"/></exception>
    public void Publish(Lot lot, Timetable timetable, TenderRulebook rules, WorkCalendar calendar, DateTime nowUtc)
    {
        RequireState(TenderState.Preparing);
        if (PublicationBreaches(lot, timetable, rules, calendar, nowUtc) is [var first, ..])
        {
            throw first;
        }

        (State, NoticeAtUtc) = (TenderState.Bidding, nowUtc);
        (DocumentsFromUtc, DocumentsUntilUtc, DeadlineUtc) = (timetable.DocumentsFromUtc, timetable.DocumentsUntilUtc, timetable.DeadlineUtc);
        Version++;
    }

    /// <summary>True while a bid or a withdrawal received at the instant counts: strictly before the closing time.</summary>
    public bool TakesBids(DateTime receivedUtc) => State == TenderState.Bidding && receivedUtc < DeadlineUtc;

    /// <summary>
    /// True where a bid or a withdrawal that was complete at the instant counts, whenever its turn comes to be written: it was complete strictly
    /// before the closing time, and no bid of the lot has been opened. Whether the job that closes the window was quicker does not matter.
    /// </summary>
    public bool Counts(DateTime completeUtc) =>
        State is TenderState.Bidding or TenderState.Closed or TenderState.OpeningHeld && completeUtc < DeadlineUtc;

    /// <summary>
    /// Announces a clarification or amendment. Where fewer days than the law wants are left, a later deadline must come with it.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>tendering.amendment-too-late</c> with the earliest lawful deadline; <c>tendering.deadline-moves-later</c>; <c>tendering.window-closed</c></exception>
    public void Amend(DateTime? newDeadlineUtc, bool affectsBids, TenderRulebook rules, WorkCalendar calendar, DateTime nowUtc)
    {
        if (!TakesBids(nowUtc))
        {
            throw new RuleBrokenException(TenderingRules.WindowClosed, DeadlineUtc ?? nowUtc, nowUtc);
        }

        if (newDeadlineUtc <= DeadlineUtc)
        {
            throw new RuleBrokenException(TenderingRules.DeadlineMovesLater, DeadlineUtc!.Value, newDeadlineUtc.Value);
        }

        var deadline = newDeadlineUtc ?? DeadlineUtc!.Value;
        var latest = rules.Rulebook.Period(rules.Clarification.Key, calendar, Instants.BeijingDay(deadline));
        if (affectsBids && Instants.BeijingDay(nowUtc) > latest.Date)
        {
            var earliest = Instants.BeijingDay(nowUtc).AddDays(rules.Clarification.Count);
            throw RuleBrokenException.Cited(TenderingRules.AmendmentTooLate, latest.Citation, latest.Date, earliest);
        }

        DeadlineUtc = deadline;
        Version++;
    }

    /// <summary>Moves the state along once the closing time has passed; running it again, or early, changes nothing.</summary>
    public bool Close(DateTime nowUtc)
    {
        if (State != TenderState.Bidding || nowUtc < DeadlineUtc)
        {
            return false;
        }

        State = TenderState.Closed;
        Version++;
        return true;
    }

    /// <summary>Holds the opening back: the site could not take bids shortly before the deadline.</summary>
    public void HoldOpening()
    {
        RequireState(TenderState.Closed);
        State = TenderState.OpeningHeld;
        Version++;
    }

    /// <summary>
    /// The owner, after an outage, gives bidders more time: the window is open again until the new deadline. The time before that deadline in which the
    /// site must have been there begins with the reopening at the earliest: else the same outage would hold the opening once more.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <c>tendering.wrong-state</c>; <c>tendering.deadline-moves-later</c>; <c>tendering.deferred-into-outage</c> with the earliest time, what was given
    /// and the length of that window (<c>heartbeat-window-minutes</c> of the pinned rulebook)
    /// </exception>
    public void Reopen(DateTime newDeadlineUtc, TenderRulebook rules, DateTime nowUtc)
    {
        RequireState(TenderState.OpeningHeld);
        if (newDeadlineUtc <= nowUtc)
        {
            throw new RuleBrokenException(TenderingRules.DeadlineMovesLater, nowUtc, newDeadlineUtc);
        }

        var window = rules.OutageWindow;
        var earliestUtc = nowUtc.AddMinutes(window.Count);
        if (newDeadlineUtc < earliestUtc)
        {
            throw RuleBrokenException.Cited(TenderingRules.DeferredIntoOutage, window.Citation, NextMinute(earliestUtc), newDeadlineUtc, window.Count);
        }

        (State, DeadlineUtc) = (TenderState.Bidding, newDeadlineUtc);
        Version++;
    }

    /// <summary>
    /// Opens the bids, or ends the tender where there are fewer than the minimum (then nothing is opened).
    /// </summary>
    /// <returns>true where it is opened, false where it failed</returns>
    public bool Open(int bids, byte[] drawSecret, TenderRulebook rules, DateTime nowUtc)
    {
        RequireState(TenderState.Closed, TenderState.OpeningHeld);
        if (nowUtc < DeadlineUtc)
        {
            throw new RuleBrokenException(TenderingRules.TooEarlyToOpen, DeadlineUtc.Value, nowUtc);
        }

        DrawSecret = drawSecret;
        if (bids < rules.MinimumBidders.Count)
        {
            Fail(nowUtc);
            return false;
        }

        (State, OpenedAtUtc) = (TenderState.Opened, nowUtc);
        Version++;
        return true;
    }

    public void Evaluated(DateTime nowUtc)
    {
        RequireState(TenderState.Opened);
        (State, EvaluatedAtUtc) = (TenderState.Evaluated, nowUtc);
        Version++;
    }

    /// <summary>No bid is left after evaluation, or the tender ends without opening.</summary>
    public void Fail(DateTime nowUtc)
    {
        RequireState(TenderState.Closed, TenderState.OpeningHeld, TenderState.Opened, TenderState.Evaluated);
        (State, EndedAtUtc) = (TenderState.Failed, nowUtc);
        Version++;
    }

    /// <summary>Puts the candidates before the public for the statutory time, through 24:00 of its last day.</summary>
    public void PublishCandidates(TenderRulebook rules, WorkCalendar calendar, DateTime nowUtc)
    {
        RequireState(TenderState.Evaluated);
        var until = rules.Rulebook.Period(rules.Publicity.Key, calendar, Instants.BeijingDay(nowUtc));
        (State, PublicityFromUtc, PublicityUntilUtc) = (TenderState.Publicity, nowUtc, Instants.EndOfBeijingDay(until.Date));
        Version++;
    }

    /// <summary>True once the publicity has run its full time.</summary>
    public bool PublicityOver(DateTime nowUtc) => State == TenderState.Publicity && nowUtc >= PublicityUntilUtc;

    public void Decide(DateTime nowUtc)
    {
        if (!PublicityOver(nowUtc))
        {
            throw new RuleBrokenException(TenderingRules.WrongState, State);
        }

        (State, DecidedAtUtc) = (TenderState.Decided, nowUtc);
        Version++;
    }

    public void Award(DateTime nowUtc)
    {
        RequireState(TenderState.Decided);
        (State, AwardedAtUtc) = (TenderState.Awarded, nowUtc);
        Version++;
    }

    public void Contract(DateTime nowUtc)
    {
        RequireState(TenderState.Awarded);
        (State, ContractedAtUtc, EndedAtUtc) = (TenderState.Contracted, nowUtc, nowUtc);
        Version++;
    }

    /// <summary>
    /// The owner's recorded decision, after evaluation, to award to nobody. Where no bid is acceptable the panel's report says so first: nobody but
    /// the panel rejects bids.
    /// </summary>
    public void DeclineToAward(DateTime nowUtc)
    {
        RequireState(TenderState.Evaluated, TenderState.Publicity);
        (State, EndedAtUtc) = (TenderState.NotAwarded, nowUtc);
        Version++;
    }

    // A deadline is entered in minutes: the one before would be refused again.
    private static DateTime NextMinute(DateTime utc) => utc.AddTicks((TimeSpan.TicksPerMinute - (utc.Ticks % TimeSpan.TicksPerMinute)) % TimeSpan.TicksPerMinute);

    private void RequireState(params TenderState[] allowed)
    {
        if (!allowed.Contains(State))
        {
            throw new RuleBrokenException(TenderingRules.WrongState, State);
        }
    }
}
