using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.Tables;

namespace Trading.Infrastructure.Proceeds;

/// <summary>What the rows of a report of prices are sums of.</summary>
public enum PriceGrouping
{
    Lot,
    Project,
    Line,
}

/// <summary>Where a price belongs. The project's, or the line's, sums have no lot; those of a line no project.</summary>
public sealed record PricePlace(string Line, string ProjectCode, string ProjectName, string LotCode, string LotName, string Buyer);

/// <summary>The prices of a lot, a project or a line in a period of Beijing days, by the days on which the money counts.</summary>
/// <param name="Place">Where it belongs.</param>
/// <param name="Planned">Instalments of the plans in force that fall due in the period.</param>
/// <param name="Received">Price that arrived in it, with what of deposits became price or earnest money.</param>
/// <param name="Late">Of the price, what is past its day and not there at the end of the period.</param>
/// <param name="Penalty">What was paid in it for being late.</param>
/// <param name="Interest">What was paid in it on deferred parts.</param>
/// <param name="PassedOn">What was sent in it to whose it is, less what the bank did not pay.</param>
/// <param name="Opening">Held when the period began.</param>
public sealed record PriceRow(PricePlace Place, Money Planned, Money Received, Money Late, Money Penalty, Money Interest, Money PassedOn, Money Opening)
{
    /// <summary>Of penalties that were paid, what was sent back to the buyer in it, less what the bank did not pay.</summary>
    public Money GivenBack { get; init; }

    /// <summary>Null but for a lot.</summary>
    public long? LotId { get; init; }

    /// <summary>Null but for a lot that has a plan.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>The account on which most of it stands: earnest money where no plan has taken it.</summary>
    public AccountClass Account { get; init; } = AccountClass.SalePrice;

    /// <summary>Held at the end of the period.</summary>
    public Money Held => Opening + Received + Penalty + Interest - GivenBack - PassedOn;

    internal bool IsEmpty => Planned.IsZero && Received.IsZero && Late.IsZero && Penalty.IsZero && Interest.IsZero && PassedOn.IsZero && GivenBack.IsZero && Opening.IsZero;

    internal static PriceRow Sum(PricePlace place, IEnumerable<PriceRow> rows) => rows.Aggregate(
        new PriceRow(place, default, default, default, default, default, default, default),
        (sum, r) => sum with
        {
            Planned = sum.Planned + r.Planned,
            Received = sum.Received + r.Received,
            Late = sum.Late + r.Late,
            Penalty = sum.Penalty + r.Penalty,
            Interest = sum.Interest + r.Interest,
            PassedOn = sum.PassedOn + r.PassedOn,
            GivenBack = sum.GivenBack + r.GivenBack,
            Opening = sum.Opening + r.Opening,
        });
}

/// <summary>
/// The prices that a centre held in a period. Rows come from receipts, conversions and payments; <c>Ledger</c> is what the journal has on 2241.05, 2241.06, 2241.09 and 2241.10 at
/// the end of the last day, summed apart from them.
/// </summary>
public sealed record PriceReport(DateOnly From, DateOnly To, PriceGrouping By, IReadOnlyList<PriceRow> Rows, Money Ledger)
{
    /// <summary>The report as a table; what is held at its end ties to the journal.</summary>
    /// <exception cref="RuleBrokenException"><c>documents.control-total-differs</c></exception>
    public ReportTable ToTable(ReportHeading heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        var held = W("proceeds.report.held");
        return ReportTable.Of(
            heading,
            [
                Text("reports.line"), .. Places(), Total("proceeds.report.opening"), Total("proceeds.report.planned"), Total("proceeds.received"), Total("proceeds.report.late"),
                Total("proceeds.penalty"), Total("proceeds.interest"), Total("proceeds.given-back"), Total("proceeds.passed-on"), new(held, ReportColumnKind.Money, IsTotalled: true),
            ],
            [.. Rows.Select<PriceRow, object?[]>(r =>
                [Words.Get($"line.{r.Place.Line}", heading.Language), .. PlaceOf(r.Place), r.Opening, r.Planned, r.Received, r.Late, r.Penalty, r.Interest, r.GivenBack, r.PassedOn, r.Held])],
            new ReportControl(held, "2241.05 + 2241.06 + 2241.09 + 2241.10", Ledger));

        IEnumerable<ReportColumn> Places() => By switch
        {
            PriceGrouping.Lot => [Text("finance.lot-code"), Text("finance.lot"), Text("proceeds.buyer")],
            PriceGrouping.Project => [Text("proceeds.report.project-code"), Text("proceeds.report.project")],
            PriceGrouping.Line => [],
        };

        IEnumerable<string> PlaceOf(PricePlace place) => By switch
        {
            PriceGrouping.Lot => [place.LotCode, place.LotName, place.Buyer],
            PriceGrouping.Project => [place.ProjectCode, place.ProjectName],
            PriceGrouping.Line => [],
        };

        ReportColumn Text(string key) => new(W(key), ReportColumnKind.Text);

        ReportColumn Total(string key) => new(W(key), ReportColumnKind.Money, IsTotalled: true);

        string W(string key) => Words.Get(key, heading.Language);
    }
}
