using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents.SettlementReports;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Web.Shared;
using Trading.Web.Shared.Charts;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>A thing to be done, whatever kind it is; its name is data, such as a payer.</summary>
public sealed record WorkItem(StepItem Step, string Title, string Name, string Href, string Hint, Money? Amount);

/// <summary>Due work of finance.</summary>
public sealed record FinanceHomePage(IReadOnlyList<WorkItem> Work, int Refunds, int Suspense, int Batches, int Held, DateOnly Today);

public sealed record StatementsPage(StatementForm Form, DayFilter Days, IReadOnlyList<BankAccountItem> Accounts, IReadOnlyList<StatementItem> Statements, Paging Paging,
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
    IReadOnlyList<(FeeItem Fee, FeeRefundItem Refund)> Fees, DayFilter Days, IReadOnlyList<BatchItem> Batches, Paging Paging, IReadOnlyList<LeftOut> LeftOut,
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
    DateOnly From, DateOnly To, ReportBasis By, SettlementGrouping Group, FeeSettlementReport Fees,
    SettlementReport Detail, Chart Chart, Chart? LinesChart)
{
    public string Query => FormattableString.Invariant($"from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}&by={By}");

    /// <summary>Kinds of entries by which a fee is received, and by which that is undone.</summary>
    private static readonly string[] Receipts = [.. EntryKinds.FeeReceipts.Select(k => $"&kind={k}&undone={k}")];

    /// <summary>The entries that a figure of the period is made of.</summary>
    private string Entries(AccountClass account, params IEnumerable<string> which) => Ledger(account, From, To, which);

    /// <summary>The entries of a row's charges, before anything was taken back.</summary>
    public string Charges(SettlementRow row) => Of(row, Ledger(AccountClass.FeeReceivable, From, To, [$"&kind={EntryKinds.FeeCharged}"]));

    /// <summary>The entries that took charges of a row back.</summary>
    public string TakenBack(SettlementRow row) => Of(row, Ledger(AccountClass.FeeReceivable, From, To, [$"&undone={EntryKinds.FeeCharged}"]));

    public string Received(SettlementRow row) => Of(row, Ledger(AccountClass.FeeReceivable, From, To, Receipts));

    /// <summary>The entries up to the end of a day, of which a row's balance is made.</summary>
    public string Balance(SettlementRow row, DateOnly on) => Of(row, Ledger(AccountClass.FeeReceivable, null, on, []));

    public string Charges(FeeRow fee) => Of(fee, $"&kind={EntryKinds.FeeCharged}");

    public string TakenBack(FeeRow fee) => Of(fee, $"&undone={EntryKinds.FeeCharged}");

    public string Received(FeeRow fee) => Of(fee, Receipts);

    private string Of(FeeRow fee, params IEnumerable<string> which) => Ledger(AccountClass.FeeReceivable, From, To, which) + $"&about={fee.ChargeId}";

    /// <summary>The entries of the period about the deposits of a lot.</summary>
    public string Entries(DepositRow row, AccountClass account, params IEnumerable<string> kinds)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Ledger(account, From, To, kinds.Select(k => k == EntryKinds.DepositReceived ? $"&kind={k}&undone={k}" : $"&kind={k}")) + FormattableString.Invariant($"&lot={row.LotId}");
    }

    /// <summary>Where the rows are that a control's total is made of.</summary>
    public static string Reported(ControlTotal control) => control?.Name switch
    {
        "settlement.control.deposits" => "#deposits",
        "settlement.control.fees-banked" => "/finance/statements",
        _ => "#fees",
    };

    /// <summary>The entries that the journal's figure beside it is made of; of what is charged, the charges and what was taken back of them.</summary>
    public string Journal(ControlTotal control) => control?.Name switch
    {
        "settlement.control.deposits" => Entries(AccountClass.DepositHeld),
        "settlement.control.fees-banked" => Entries(AccountClass.Bank, $"&kind={EntryKinds.FeeReceived}&undone={EntryKinds.FeeReceived}"),
        "settlement.control.fees-received" => Entries(AccountClass.FeeReceivable, Receipts),
        _ => Entries(AccountClass.FeeReceivable, $"&kind={EntryKinds.FeeCharged}&undone={EntryKinds.FeeCharged}"),
    };

    private string Ledger(AccountClass account, DateOnly? from, DateOnly to, IEnumerable<string> which) => FormattableString.Invariant(
        $"/finance/ledger?by={(By == ReportBasis.BookedDay ? JournalDay.Booked : JournalDay.Value)}&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&account={account}{string.Concat(which)}");

    private static string Of(SettlementRow row, string ledger) =>
        FormattableString.Invariant($"{ledger}&line={row.LineKey}&fee={row.FeeKey}") + (row.PayerId is { } payer ? FormattableString.Invariant($"&payer={payer}") : "");

    public Money Sum(Func<SettlementRow, Money> of) => Money.Sum(Fees.Rows.Select(of));
}

public sealed record BankProofPage(DateOnly Day, DateOnly Today, IReadOnlyList<(BankAccountItem Account, DayProof? Proof)> Proofs)
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

public sealed record LedgerPage(LedgerAsked Asked, string? PayerName, JournalPage Page, IReadOnlyList<JournalLot> Lots, Paging Paging)
{
    public IEnumerable<JournalLot> Projects => Lots.DistinctBy(l => l.ProjectId);

    /// <summary>What the address asks for beyond the form, in words: the number that was followed.</summary>
    public IReadOnlyList<(string Text, string? Language)> Narrowed
    {
        get
        {
            var found = new List<(string, string?)>();
            found.AddRange(Asked.IsOfSeveral ? Asked.Kinds.Select(k => (PageWords.W($"finance.entry.{k}"), (string?)null)) : []);
            found.AddRange(Asked.Undoing.Select(k => (PageWords.W("finance.ledger.undone", PageWords.W($"finance.entry.{k}")), (string?)null)));
            if (Asked.Line is { } line && Words.Has($"line.{line}"))
            {
                found.Add((PageWords.W($"line.{line}"), null));
            }

            if (Asked.Fee is { } fee && Words.Has($"finance.schedule.{fee}"))
            {
                found.Add((PageWords.W($"finance.schedule.{fee}"), null));
            }

            if (PayerName is { } name)
            {
                found.Add((name, WordsLanguage.Chinese.Tag()));
            }

            if (Asked.About is { } about)
            {
                found.Add((about.ToString("N")[..8], null));
            }

            return found;
        }
    }

    /// <summary>The page of what a posting's account is about; null where it has none, or its lot may not be named.</summary>
    public static string? SubjectOf(JournalLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Class switch
        {
            AccountClass.FeeReceivable or AccountClass.FeeRefundable or AccountClass.FeeClaimed => $"/finance/fees/{Guid.Parse(line.Subject)}",
            AccountClass.DepositHeld or AccountClass.InterestPayable => line.Label is null ? null : $"/finance/deposits/{Guid.Parse(line.Subject)}",
            AccountClass.Suspense => $"/finance/suspense/{Guid.Parse(line.Subject)}",
            AccountClass.RepaymentInTransit => $"/finance/refunds/{Guid.Parse(line.Subject)}",
            AccountClass.Bank => "/finance/bank-proof",
            _ => null,
        };
    }
}

public sealed record FeesPage(FeeFilter Filter, IReadOnlyList<FeeItem> Fees, Paging Paging);
