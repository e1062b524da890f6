using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.Tables;

namespace Trading.Infrastructure.Settlement;

/// <summary>The lists of a settlement report as tables that go out as spreadsheet, CSV and PDF, their totals tied to the journal.</summary>
public static class SettlementTables
{
    /// <summary>Each fee of the period.</summary>
    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c></exception>
    public static ReportTable Fees(SettlementReport report, ReportHeading heading)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(heading);
        var net = W("finance.settlement.net");
        var columns = new ReportColumn[]
        {
            new(W("finance.lot-code"), ReportColumnKind.Text), new(W("finance.lot"), ReportColumnKind.Text), new(W("finance.payer"), ReportColumnKind.Text),
            new(W("finance.fee.base"), ReportColumnKind.Money), new(W("document.settlement.charged"), ReportColumnKind.Money, IsTotalled: true),
            new(W("document.settlement.waived"), ReportColumnKind.Money, IsTotalled: true), new(net, ReportColumnKind.Money, IsTotalled: true),
            new(W("document.settlement.received"), ReportColumnKind.Money, IsTotalled: true), new(W("finance.state"), ReportColumnKind.Text),
        };
        var rows = report.Fees.Select<FeeRow, object?[]>(f =>
            [f.LotCode, f.LotName, f.OrganisationName, f.Base, f.Charged, f.Reversed, f.Charged - f.Reversed, f.Received, Words.Of(f.State, heading.Language)]).ToList();
        var control = report.Controls.Single(c => c.Name == "settlement.control.fees-charged");
        return ReportTable.Of(heading, columns, rows, new ReportControl(net, "6051 + 2103.02", control.Ledger));

        string W(string key) => Words.Get(key, heading.Language);
    }

    /// <summary>The deposits of each opened lot.</summary>
    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c></exception>
    public static ReportTable Deposits(SettlementReport report, ReportHeading heading)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(heading);
        var net = W("finance.deposits.net");
        var columns = new ReportColumn[]
        {
            new(W("finance.lot-code"), ReportColumnKind.Text), new(W("finance.lot"), ReportColumnKind.Text),
            new(W("finance.deposits.in"), ReportColumnKind.Money, IsTotalled: true), new(W("finance.deposits.out"), ReportColumnKind.Money, IsTotalled: true),
            new(W("finance.deposits.ended"), ReportColumnKind.Money, IsTotalled: true),
            new(W("finance.interest"), ReportColumnKind.Money, IsTotalled: true), new(net, ReportColumnKind.Money, IsTotalled: true),
        };
        var rows = report.Deposits.Select<DepositRow, object?[]>(d => [d.LotCode, d.LotName, d.In, d.Out, d.Ended, d.Interest, d.Net]).ToList();
        var control = report.Controls.Single(c => c.Name == "settlement.control.deposits");
        return ReportTable.Of(heading, columns, rows, new ReportControl(net, "2241.01", control.Ledger));

        string W(string key) => Words.Get(key, heading.Language);
    }
}
