using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Treasury;

namespace Trading.Infrastructure.Reports;

/// <summary>Each report as a table that goes out as spreadsheet, CSV and PDF: the same tables as on the pages, refused where they do not tie to the journal.</summary>
public sealed class ReportTables(
    FeeSettlements fees, SettlementQueries settlement, TreasuryQueries treasury, RefundTimelinessQueries refunds, DayProofs proofs, StatementQueries banks,
    AccountQueries accounts, BookQueries books, OwedBackQueries owed, PriceReportQueries prices, ReportHeadings headings)
{
    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c></exception>
    public async Task<ReportTable> OfAsync(ReportOrder order, DateTime nowUtc, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        var (centre, from, to, day) = (order.CentreId, order.From, order.To, order.Basis == ReportBasis.BookedDay ? JournalDay.Booked : JournalDay.Value);
        var heading = await HeadingAsync(order, nowUtc, ct);
        return order.Kind switch
        {
            ReportKind.FeeSettlement => (await fees.ReportAsync(centre, from, to, order.Basis, heading.Language, ct)).ToTable(heading.Language),
            ReportKind.FeeSettlementByPayer => (await fees.ReportAsync(centre, from, to, order.Basis, SettlementGrouping.Payer, heading.Language, ct)).ToTable(heading.Language),
            ReportKind.FeeDetail => SettlementTables.Fees(await settlement.ReportAsync(centre, from, to, order.Basis, ct), heading),
            ReportKind.DepositMovement => SettlementTables.Deposits(await settlement.ReportAsync(centre, from, to, order.Basis, ct), heading),
            ReportKind.TreasuryStatement => (await treasury.ReportAsync(centre, from, to, ct)).ToTable(heading),
            ReportKind.RefundTimeliness => (await refunds.ReadAsync(centre, from, to, Instants.BeijingDay(nowUtc), ct)).ToTable(heading),
            ReportKind.BankReconciliation => await BankAsync(centre, to, heading, ct),
            ReportKind.TrialBalance => BookTables.TrialBalance(await accounts.TrialBalanceAsync(centre, day, from, to, ct), heading),
            ReportKind.AgedDeposits => BookTables.Deposits(await books.DepositsAsync(centre, day, to, ct), heading),
            ReportKind.AgedSuspense => BookTables.Suspense(await books.SuspenseAsync(centre, day, to, ct), heading),
            ReportKind.Unrefunded => BookTables.Unrefunded(await owed.ListAsync(centre, Instants.BeijingDay(nowUtc), ct), heading),
            ReportKind.PricesByLot => (await prices.ReadAsync(centre, PriceGrouping.Lot, from, to, ct)).ToTable(heading),
            ReportKind.PricesByProject => (await prices.ReadAsync(centre, PriceGrouping.Project, from, to, ct)).ToTable(heading),
            ReportKind.PricesByLine => (await prices.ReadAsync(centre, PriceGrouping.Line, from, to, ct)).ToTable(heading),
        };
    }

    /// <summary>The day's parts of each bank account, its closing balance by the bank less the ledger's as the total of the differences.</summary>
    private async Task<ReportTable> BankAsync(long centre, DateOnly day, ReportHeading heading, CancellationToken ct)
    {
        var rows = new List<object?[]>();
        foreach (var account in await banks.AccountsAsync(centre, ct))
        {
            if (await proofs.OfAsync(account.Id, day, ct) is not { } proof)
            {
                continue;
            }

            rows.Add([account.Number, W("finance.proof.opening"), proof.BankOpening, proof.LedgerOpening, proof.BankOpening - proof.LedgerOpening]);
            rows.AddRange(proof.Rows.Select<ProofRow, object?[]>(r => [account.Number, Words.Of(r.Part, heading.Language), r.Bank, r.Ledger, r.Difference]));
            rows.Add([account.Number, W("finance.proof.closing"), proof.BankClosing, proof.LedgerClosing, proof.BankClosing - proof.LedgerClosing]);
        }

        return ReportTable.Of(
            heading,
            [
                new(W("finance.account"), ReportColumnKind.Text), new(W("finance.proof.part"), ReportColumnKind.Text), new(W("finance.proof.bank"), ReportColumnKind.Money),
                new(W("finance.proof.ledger"), ReportColumnKind.Money), new(W("finance.difference"), ReportColumnKind.Money),
            ],
            rows);

        string W(string key) => Words.Get(key, heading.Language);
    }

    private Task<ReportHeading> HeadingAsync(ReportOrder order, DateTime nowUtc, CancellationToken ct)
    {
        var language = WordsLanguages.Of(System.Globalization.CultureInfo.GetCultureInfo(order.Language));
        var basis = Words.Of(HasBasis(order.Kind) ? order.Basis : ReportBasis.ValueDay, language);
        var today = Instants.BeijingDay(nowUtc);
        return headings.OfAsync(
            order.CentreId, order.Kind == ReportKind.Unrefunded ? new ReportScope(order.Kind, today, today, null) : new ReportScope(order.Kind, order.From, order.To, basis), language,
            nowUtc, ct);
    }

    /// <summary>Whether the report can be had by the booking day too; the others count by the day on which the money does.</summary>
    public static bool HasBasis(ReportKind kind) => kind is ReportKind.FeeSettlement or ReportKind.FeeSettlementByPayer or ReportKind.FeeDetail or ReportKind.DepositMovement or ReportKind.TrialBalance or ReportKind.AgedDeposits or ReportKind.AgedSuspense;
}
