using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Participation;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Bidder.Models;

/// <summary>The bidder's statement of one deposit: what arrived, what went back, and what became something else or was forfeited, day by day, as the journal has it.</summary>
internal static class DepositStatement
{
    public static ReportTable Of(OwnLot own, DateTime nowUtc) => ReportTable.Of(
        new ReportHeading
        {
            CentreName = own.Deposit.AccountName,
            Title = PageWords.W("deposit.statement"),
            Number = own.Lot.Code,
            Notes = [own.Link.Name, own.Lot.Name, $"{PageWords.W("deposit.sub-account")} {own.Deposit.SubAccount}", PageWords.W("document.settlement.unit")],
            Remarks = [PageWords.W("deposit.statement.state", PageWords.W(own.DepositKey()), own.Deposit.Due)],
            GeneratedAtUtc = nowUtc,
            Language = WordsLanguages.Current,
        },
        [
            new ReportColumn(PageWords.W("deposit.statement.day"), ReportColumnKind.Date),
            new ReportColumn(PageWords.W("deposit.what"), ReportColumnKind.Text),
            new ReportColumn(PageWords.W("deposit.arrived"), ReportColumnKind.Money, IsTotalled: true),
            new ReportColumn(PageWords.W("deposit.refunds"), ReportColumnKind.Money, IsTotalled: true),
            new ReportColumn(PageWords.W("deposit.ended"), ReportColumnKind.Money, IsTotalled: true),
        ],
        [
            .. own.Receipts.Select(r => new Row(r.ValueOn, "deposit.principal", r.Amount, null))
                .Concat(own.Refunds.Select(r => new Row(r.PayOn, KeyOf(r), null, r.Amount)))
                .Concat(own.Endings.Select(e => new Row(e.On, e.IsForfeited ? "deposit.forfeited-part" : "deposit.converted-part", null, null, e.Amount)))
                .OrderBy(r => r.Day).Select(r => (IReadOnlyList<object?>)[r.Day, PageWords.W(r.Key), r.In, r.Out, r.Ended]),
        ]);

    /// <summary>The words for a line of the way back.</summary>
    public static string KeyOf(OwnRefund refund) => refund.IsRejected ? "deposit.rejected" : refund.IsInterest ? "deposit.interest" : "deposit.principal";

    private sealed record Row(DateOnly Day, string Key, Money? In, Money? Out, Money? Ended = null);
}
