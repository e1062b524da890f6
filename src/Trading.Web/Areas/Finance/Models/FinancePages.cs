using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Fees;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Supervision;
using Trading.Web.Shared;
using Trading.Web.Shared.Charts;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>A thing to be done, whatever kind it is; its name is data, such as a payer.</summary>
public sealed record WorkItem(StepItem Step, string Title, string Name, string Href, string Hint, Money? Amount);

/// <summary>Due work of finance.</summary>
public sealed record FinanceHomePage(IReadOnlyList<WorkItem> Work, int Refunds, int Suspense, int Batches, int Held, DateOnly Today);

public sealed record StatementsPage(StatementForm Form, IReadOnlyList<BankAccountItem> Accounts, IReadOnlyList<StatementItem> Statements, Paging Paging,
    IReadOnlyList<UnreadableRow> Unreadable)
{
    public IEnumerable<SelectListItem> AccountChoices => Choices(Accounts);

    internal static IEnumerable<SelectListItem> Choices(IEnumerable<BankAccountItem> accounts) => accounts.Select(a =>
        new SelectListItem($"{a.Number}　{a.Name}", a.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}

/// <summary>A file that could not be read, with its open step.</summary>
public sealed record UnreadableRow(UnreadableFileItem File, StepItem Step);

public sealed record UnreadablePage(UnreadableFileItem File, EndFileForm Form, bool IsMaker);

/// <summary>A statement; of a held one, where each fault lies, for whoever has just uploaded the file: nothing for anybody else.</summary>
public sealed record StatementPage(StatementDetail Detail, IReadOnlyDictionary<StatementFaultKind, string> Rows, HeldForm Held, bool IsMaker)
{
    public IEnumerable<SelectListItem> Ends =>
    [
        .. Detail.MayBeReleased ? (SelectListItem[])[new SelectListItem(PageWords.W("finance.held.release"), HeldForm.Release)] : [],
        new SelectListItem(PageWords.W("finance.held.refuse"), HeldForm.Refuse),
    ];
}

public sealed record DueRow(DueDeposit Deposit, StepLight Light);

public sealed record RefundsPage(
    BatchForm Form, IReadOnlyList<BankAccountItem> Accounts, IReadOnlyList<DueRow> Due, IReadOnlyList<WaitingItem> Waiting, IReadOnlyList<SuspenseItem> Suspense, IReadOnlyList<PayoutItem> Owed,
    IReadOnlyList<(FeeItem Fee, FeeRefundItem Refund)> Fees, IReadOnlyList<BatchItem> Batches, Paging Paging, IReadOnlyList<LeftOut> LeftOut,
    IReadOnlyList<FailedRefund> Failed)
{
    /// <summary>Why a row goes into no batch; null where it does.</summary>
    public string? WhyLeftOut(Guid id) =>
        LeftOut.FirstOrDefault(l => l.Id == id) is { } left ? Words.Refusal(left.Refusal, WordsLanguages.Current) : null;

    public Money DueTotal => Money.Sum(Due.Where(d => d.Deposit.State == Domain.Deposits.DepositState.RefundDue).Select(d => d.Deposit.Amount));
    public Money WaitingTotal => Money.Sum(Waiting.Select(w => w.Amount));
    public Money OwedTotal => Money.Sum(Owed.Where(p => p.State == Domain.Deposits.PayoutState.Owed && p.Kind != Domain.Deposits.PayoutKind.ForfeitedToTreasury).Select(p => p.Amount));
    public Money FeesTotal => Money.Sum(Fees.Where(f => f.Refund.State == FeeRefundState.Owed).Select(f => f.Refund.Amount));
    public Money SuspenseTotal => Money.Sum(Suspense.Select(s => s.Amount));
    public bool IsAnythingDue => DueTotal.IsPositive || WaitingTotal.IsPositive || SuspenseTotal.IsPositive || OwedTotal.IsPositive || FeesTotal.IsPositive;

    public IEnumerable<SelectListItem> AccountChoices => StatementsPage.Choices(Accounts);
}

/// <summary>A payment that failed, with the form by which a maker names another account of its payer.</summary>
public sealed record FailedRefundPage(FailedRefundDetail Detail, RefundAccountForm Form, bool IsMaker, string Accepts);

/// <summary>A batch, and what the reader may do with it.</summary>
public sealed record BatchPage(BatchView View, ReplyForm Form, bool IsOwn, bool IsChecker);

public sealed record CancelPage(BatchView View, CancelForm Form);

public sealed record SettlementPage(
    DateOnly From, DateOnly To, ReportBasis By, Infrastructure.Documents.SettlementReports.FeeSettlementReport Fees,
    Infrastructure.Settlement.SettlementReport Detail, Chart Chart)
{
    public string Query => FormattableString.Invariant($"from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}&by={By}");

    public Money Sum(Func<Infrastructure.Documents.SettlementReports.SettlementRow, Money> of) => Money.Sum(Fees.Rows.Select(of));
}

public sealed record BankProofPage(DateOnly Day, DateOnly Today, IReadOnlyList<(BankAccountItem Account, Infrastructure.Settlement.DayProof? Proof)> Proofs)
{
    /// <summary>The postings of the bank's account that a figure of the ledger is made of.</summary>
    public static string Ledger(DateOnly? from, DateOnly to) => FormattableString.Invariant($"/finance/ledger?account=Bank&by=Value&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");

    /// <summary>Where the lines are that a figure of the bank is made of.</summary>
    public static string Bank(ProofPart part, DateOnly day) => part switch
    {
        ProofPart.Fees => "/finance/fees",
        ProofPart.Prices => "/finance/proceeds",
        ProofPart.Suspense => "/finance/suspense",
        ProofPart.OwnPayments => "/finance/refunds",
        ProofPart.TreasuryReturn => "/finance/treasury",
        ProofPart.Deposits => Ledger(day, day),
        ProofPart.Interest or ProofPart.Other => "/finance/statements",
    };
}

public sealed record LedgerPage(JournalFilter Filter, JournalPage Page, IReadOnlyList<JournalLot> Lots, Paging Paging);

public sealed record FeesPage(FeeChargeState? State, IReadOnlyList<FeeItem> Fees, Paging Paging);
