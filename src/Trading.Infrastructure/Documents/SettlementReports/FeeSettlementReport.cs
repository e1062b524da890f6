using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.Tables;

namespace Trading.Infrastructure.Documents.SettlementReports;

/// <summary>The fees of a period by line and fee (收费结算报表).</summary>
public sealed record FeeSettlementReport
{
    public required string CentreName { get; init; }
    public required string Number { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last day of the period; it belongs to it.</summary>
    public required DateOnly To { get; init; }

    public required ReportBasis Basis { get; init; }
    public SettlementGrouping Grouping { get; init; }
    public required IReadOnlyList<SettlementRow> Rows { get; init; }

    /// <summary>The ledger account of fees receivable, and its balance at the end of the period.</summary>
    public required string ReceivableAccount { get; init; }

    public required Money ReceivableBalance { get; init; }
    public required DateTime GeneratedAtUtc { get; init; }

    /// <summary>The report as a table, amounts in yuan, its closing total tied to the ledger.</summary>
    /// <exception cref="RuleBrokenException"><see cref="DocumentRules.ControlTotalDiffers"/>: what is left uncollected is not the ledger's balance.</exception>
    public ReportTable ToTable(WordsLanguage language)
    {
        var closing = Words.Get("document.settlement.closing", language);
        ReportColumn[] columns =
        [
            .. Grouping == SettlementGrouping.Payer ? (ReportColumn[])[new(Words.Get("document.settlement.payer", language), ReportColumnKind.Text)] : [],
            new(Words.Get("document.settlement.line", language), ReportColumnKind.Text),
            new(Words.Get("document.settlement.fee", language), ReportColumnKind.Text),
            new(Words.Get("document.settlement.count", language), ReportColumnKind.Integer, IsTotalled: true),
            new(Words.Get("document.settlement.opening", language), ReportColumnKind.Money, IsTotalled: true),
            new(Words.Get("document.settlement.charged", language), ReportColumnKind.Money, IsTotalled: true),
            new(Words.Get("document.settlement.received", language), ReportColumnKind.Money, IsTotalled: true),
            new(Words.Get("document.settlement.waived", language), ReportColumnKind.Money, IsTotalled: true),
            new(closing, ReportColumnKind.Money, IsTotalled: true),
        ];
        var rows = Rows.Select<SettlementRow, object?[]>(r => [.. Grouping == SettlementGrouping.Payer ? (object?[])[r.Payer ?? ""] : [], r.Line, r.Fee, r.Count, r.Opening, r.Charged, r.Received, r.Waived, r.Closing]).ToList();
        return ReportTable.Of(Heading(language), columns, rows, new ReportControl(closing, ReceivableAccount, ReceivableBalance));
    }

    private ReportHeading Heading(WordsLanguage language) => new()
    {
        CentreName = CentreName,
        Title = Words.Get(Grouping switch { SettlementGrouping.Fee => "document.settlement.title", SettlementGrouping.Payer => "document.settlement.title-payers" }, language),
        Number = Number,
        Notes =
        [
            Words.Get("document.settlement.period", language, From, To),
            Words.Get(Basis switch { ReportBasis.BookedDay => "document.settlement.by-booked-day", ReportBasis.ValueDay => "document.settlement.by-value-day" }, language),
            Words.Get("document.settlement.unit", language),
        ],
        Remarks = [Proof(language)],
        GeneratedAtUtc = GeneratedAtUtc,
        Language = language,
    };

    private string Proof(WordsLanguage language) => Words.Get(
        "document.settlement.proof", language,
        Sum(r => r.Opening), Sum(r => r.Charged), Sum(r => r.Received), Sum(r => r.Waived), Sum(r => r.Closing));

    private Money Sum(Func<SettlementRow, Money> amount) => Money.Sum(Rows.Select(amount));
}

/// <summary>One fee of one line of business, or what one payer has to do with it. What is left at the end follows from the rest and cannot be given.</summary>
public sealed record SettlementRow(string LineKey, string Line, string FeeKey, string Fee, long Count, Money Opening, Money Charged, Money Received, Money Waived)
{
    /// <summary>Whose fees they are; null where those of all are added up.</summary>
    public long? PayerId { get; init; }
    public string? Payer { get; init; }

    public Money Closing => Opening + Charged - Received - Waived;
}
