using System.ComponentModel.DataAnnotations;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Participation;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.Lots;

namespace Trading.Web.Areas.Bidder.Models;

/// <summary>One thing to do, until when, and where.</summary>
public sealed record BidderTask(string Key, string LotName, string Href, DateTime? DueUtc);

/// <summary>A notice of one of the organisation's lots; the name is left out on the lot's own page.</summary>
public sealed record LotNews(string? LotName, OwnNotice Notice);

/// <summary>The desk: what is to do first, then the lots, from the organisation's own copies.</summary>
public sealed record DashboardPage(Organisation Organisation, IReadOnlyList<OwnLot> Lots, IReadOnlyList<OwnSuspense> Suspense, DateTime NowUtc)
{
    public IEnumerable<BidderTask> Tasks() => Lots.SelectMany(TasksOf).OrderBy(t => t.DueUtc ?? DateTime.MaxValue);

    /// <summary>What was published on lots whose procedure is not over, the latest first.</summary>
    public IEnumerable<LotNews> News() => Lots.Where(own => own.Lot.State is not (TenderState.Contracted or TenderState.Failed or TenderState.NotAwarded))
        .SelectMany(own => own.Notices.Select(n => new LotNews(own.Lot.Name, n))).OrderByDescending(n => n.Notice.PublishedAtUtc);

    private IEnumerable<BidderTask> TasksOf(OwnLot own)
    {
        var at = $"/bidder/lots/{own.Lot.LotId}";
        if (own.Lot.TakesBids(NowUtc) && own.Deposit.State is DepositState.Awaited or DepositState.Short && !own.HasDeposit)
        {
            yield return new BidderTask(own.Deposit.State == DepositState.Short ? "bidder.task.top-up" : "bidder.task.pay", own.Lot.Name, at + "/deposit", own.Lot.DeadlineUtc);
        }

        if (own.Lot.TakesBids(NowUtc) && own.HasDeposit && own.Standing is null)
        {
            yield return new BidderTask("bidder.task.bid", own.Lot.Name, at + "/bid", own.Lot.DeadlineUtc);
        }

        if (own.Lot.TakesBids(NowUtc) && own.Notices.Any(n => n.IsNew))
        {
            yield return new BidderTask("bidder.task.news", own.Lot.Name, at + "#news", own.Lot.DeadlineUtc);
        }

        if (own.Result?.Fees.Any(f => f.State == FeeChargeState.Charged) == true)
        {
            yield return new BidderTask("bidder.task.fee", own.Lot.Name, at, null);
        }
    }
}

/// <summary>A lot for a bidder; <see cref="Own"/> is null while the organisation does not take part, whoever else does.</summary>
public sealed record LotPage(LotFace Lot, OwnLot? Own, Organisation Organisation, CoverTerms Terms, DateTime NowUtc)
{
    public TakePartForm Form { get; } = new();
}

public sealed class TakePartForm
{
    /// <summary>The other members of the consortium, one a line; empty for a bidder by itself.</summary>
    [Display(Name = "bidder.members"), RuleField(ParticipationRules.TooManyMembers, ParticipationRules.MemberNameTooLong, ParticipationRules.MemberTwice)]
    public string? Members { get; set; }
}

/// <summary>The organisation's own deposit or bid of a lot.</summary>
public sealed record OwnLotPage(OwnLot Own, CoverTerms Terms, DateTime NowUtc, IReadOnlyList<OwnSuspense> Suspense)
{
    public LotFace Lot => Own.Lot;
    public Money Missing => Own.Deposit.Due - Own.Deposit.Received;
    public bool TakesBids => Lot.TakesBids(NowUtc);

    /// <summary>What becomes of the bid since its deposit was forfeited for another lot; null where it was not.</summary>
    public UncoveredState? Uncovered { get; init; }
}

/// <summary>The bid that is about to be withdrawn, and what becomes of its deposit.</summary>
public sealed record WithdrawPage(OwnLot Own, WithdrawalTerms Terms, DateTime NowUtc)
{
    public LotFace Lot => Own.Lot;
    public bool TakesBids => Lot.TakesBids(NowUtc);
    public bool HasPaid => Own.Deposit.Received.IsPositive;
}

public sealed record BidPage(OwnLot Own, BidForm Form, BidDraft? Draft, UploadRules Uploads, DateTime NowUtc)
{
    public bool TakesBids => Own.Lot.TakesBids(NowUtc);
    public bool IsPaid => Own.HasDeposit;
    public bool CanBid => TakesBids && IsPaid;
}

/// <summary>What is about to be handed in.</summary>
public sealed record BidCheckPage(OwnLot Own, BidDraft Draft, BidCheckForm Form, DateTime NowUtc)
{
    public LotFace Lot => Own.Lot;
    public Money Price => Money.Yuan(Draft.Price!.Value);
}

public sealed record RefusedBidPage(LotFace Lot, BidRefusedException Refusal);

public sealed record ReceiptPage(OwnLot Own, OwnBid Bid, Organisation Organisation, DateTime NowUtc);

/// <summary>The way of a bidder through a lot.</summary>
internal static class BidderSteps
{
    public static IEnumerable<PageStep> Of(OwnLot own, DateTime nowUtc)
    {
        var lot = own.Lot;
        (string Key, bool IsDone, string? Note)[] steps =
        [
            ("take-part", true, null),
            ("documents", true, PageWords.W("bidder.step.any-time")),
            ("deposit", own.HasDeposit || own.Cover is not null || own.Deposit.State is not (DepositState.Awaited or DepositState.Short or DepositState.Void), PageWords.W(own.DepositKey())),
            ("bid", own.Standing is not null || own.Opened is not null, At(own.Standing?.ReceivedAtUtc ?? own.Opened?.ReceivedAtUtc ?? lot.DeadlineUtc)),
            ("opening", lot.OpenedAtUtc is not null, At(lot.OpenedAtUtc ?? lot.DeadlineUtc)),
            ("result", lot.State is TenderState.Awarded or TenderState.Contracted or TenderState.Failed or TenderState.NotAwarded, NoticeWords.Stage(lot.State, lot.DeadlineUtc, nowUtc)),
        ];
        // A tender that ended unopened has no opening.
        steps = lot.OpenedAtUtc is null && !lot.IsSecret ? [.. steps.Where(s => s.Key != "opening")] : steps;
        var present = Array.FindIndex(steps, s => !s.IsDone);
        return steps.Select((s, i) => new PageStep(
            PageWords.W($"bidder.step.{s.Key}"), s.IsDone ? StepState.Done : i == present ? StepState.Now : StepState.Todo, s.Note));
    }

    /// <summary>The words that say where the deposit stands: what stands in for the money where there is something.</summary>
    public static string DepositKey(this OwnLot own) => own.Deposit.State is DepositState.Awaited or DepositState.Short or DepositState.Void
        && own.Cover is { } cover
        ? cover.State.KeyOf(cover.Record.Kind)
        : $"enum.DepositState.{own.Deposit.State}";

    public static Status DepositMeans(this OwnLot own) =>
        own.HasDeposit ? Status.Ok : own.Deposit.State is DepositState.Awaited or DepositState.Short or DepositState.Void && own.Cover is { } cover ? cover.State.Kind() : own.Deposit.State.Means();

    public static Status Means(this DepositState state) => state switch
    {
        DepositState.Awaited or DepositState.Short => Status.Warn,
        DepositState.Confirmed or DepositState.Locked or DepositState.Refunded or DepositState.Converted => Status.Ok,
        DepositState.Frozen or DepositState.ForfeitProposed => Status.Warn,
        DepositState.Forfeited => Status.Bad,
        DepositState.RefundDue or DepositState.Refunding => Status.Info,
        DepositState.Void => Status.Neutral,
    };

    private static string At(DateTime utc) => Instants.ToBeijing(utc).ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The price of a lot as its buyer sees it.</summary>
public sealed record PricePage(long LotId, PriceItem Item, BankAccountItem Account, IReadOnlyList<PriceReceipt> Receipts, DateOnly Today)
{
    /// <summary>Late penalties that went back.</summary>
    public IReadOnlyList<Payout> Returns { get; init; } = [];
}
