using Trading.Domain.Fees;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;

namespace Trading.Infrastructure.Demo;

/// <summary>What is asked of <see cref="FinanceHistory"/>.</summary>
/// <param name="Seed">Decides everything that is made up; the same seed and number tell the same history.</param>
/// <param name="Entries">How many journal entries are made, exactly.</param>
/// <param name="Centres">Among how many centres they are divided.</param>
/// <param name="RefundsDue">One period whose every deposit waits to be paid back: for measuring a mass refund.</param>
public sealed record HistoryOrder(int Seed, int Entries, int Centres = 1, bool RefundsDue = false);

/// <summary>How far a lot has come by the end of the history.</summary>
internal enum HistoryStage
{
    /// <summary>Bids are still taken; the deposits are held.</summary>
    Awaiting,

    /// <summary>The contract is signed; deposits are to be paid back, the fee is not paid.</summary>
    RefundDue,

    /// <summary>The same, and the deposits are in an approved batch that the bank has not answered.</summary>
    Refunding,

    /// <summary>Everything is paid.</summary>
    Finished,
}

/// <summary>A quarter of one centre: whatever happens to its lots begins and ends in it, but for what the last quarter leaves open.</summary>
internal sealed record HistoryPeriod(
    int Centre, int Number, DateOnly First, DateOnly Last, TenderRulebook Rules, IReadOnlyList<HistoryProject> Projects, IReadOnlyList<HistoryStranger> Strangers,
    IReadOnlyList<HistoryBankLine> BankLines, IReadOnlyDictionary<DateOnly, Guid> Batches)
{
    public IEnumerable<HistoryLot> Lots => Projects.SelectMany(p => p.Lots);
}

internal sealed record HistoryProject(int Number, DateTime AcceptedUtc, IReadOnlyList<HistoryLot> Lots);

internal sealed record HistoryLot(
    LotFacts Facts, HistoryStage Stage, HistoryTimes Times, DateOnly DueOn, IReadOnlyList<HistoryDeposit> Deposits, IReadOnlyList<HistoryFee> Fees);

/// <summary>The instants of a tender; those behind the notice count for lots that have come so far.</summary>
internal sealed record HistoryTimes(
    DateTime NoticeUtc, Timetable Timetable, DateTime OpenedUtc, DateTime EvaluatedUtc, DateTime PublicUtc, DateTime DecidedUtc, DateTime ContractedUtc)
{
    public DateTime AwardedUtc => DecidedUtc.AddHours(1);
    public DateOnly ContractedOn => Instants.BeijingDay(ContractedUtc);
}

/// <param name="Id">The participation.</param>
/// <param name="Bidder">Which of the bidders.</param>
/// <param name="TagIndex">How many participations the bidder has before this one.</param>
/// <param name="Line">The bank's line that brought it.</param>
/// <param name="PaidOn">The day on which it arrived.</param>
/// <param name="Amount">All that was asked.</param>
/// <param name="Back">How it goes back; null where it is in no batch.</param>
internal sealed record HistoryDeposit(Guid Id, int Bidder, int TagIndex, Guid Line, DateOnly PaidOn, Money Amount, HistoryRepayment? Back);

/// <param name="Id">The repayment.</param>
/// <param name="PayOn">The day of its batch.</param>
/// <param name="Interest">What goes with the principal.</param>
/// <param name="LineOut">The bank's line that shows it; null while the bank has not answered.</param>
internal sealed record HistoryRepayment(Guid Id, DateOnly PayOn, Money Interest, Guid? LineOut);

/// <param name="Id">The charge.</param>
/// <param name="Winner">Which of the bidders pays; null where the owner does.</param>
/// <param name="EventId">What it is charged for.</param>
/// <param name="Occasion">Which occasion that is.</param>
/// <param name="Case">What the tariff asks of it.</param>
/// <param name="Schedule">The tariff; each that the history charges by has one payer.</param>
/// <param name="Amount">What it comes to.</param>
/// <param name="ChargedUtc">When it is charged.</param>
/// <param name="TakenBackUtc">When it is taken back; null where it is not.</param>
/// <param name="PaidOn">The day on which it is paid; null where it is not.</param>
/// <param name="Line">The bank's line that brings it.</param>
internal sealed record HistoryFee(
    Guid Id, int? Winner, Guid EventId, FeeOccasion Occasion, FeeCase Case, FeeSchedule Schedule, Money Amount, DateTime ChargedUtc, DateTime? TakenBackUtc, DateOnly? PaidOn, Guid Line);

/// <summary>Money that nobody was asked for; null where it still waits.</summary>
internal sealed record HistoryStranger(Guid Line, int Payer, DateOnly PaidOn, Money Amount, HistoryRepayment? Back);

/// <summary>The bank's interest where the amount is positive, its charge where it is negative.</summary>
internal sealed record HistoryBankLine(Guid Line, DateOnly On, Money Amount);
