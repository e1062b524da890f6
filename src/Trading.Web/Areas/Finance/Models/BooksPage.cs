using Trading.Domain.Reports;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Ledger;
using Trading.Web.Shared.Charts;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>What is asked of the books; lists of a day are of the last.</summary>
public sealed record BooksAsked(string Report, JournalDay By, DateOnly From, DateOnly To)
{
    public ReportKind Kind => BooksPage.All.Single(b => b.Report == Report).Kind;

    public string Query => FormattableString.Invariant($"by={By}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}");
}

/// <summary>A list of the books as a table; <c>Links</c>: for each row and column, what the number is made of, or null.</summary>
public sealed record BooksPage(BooksAsked Asked, ReportTable Table, IReadOnlyList<string?[]> Links)
{
    public const string TrialBalance = "trial-balance";
    public const string AgedDeposits = "aged-deposits";
    public const string AgedSuspense = "aged-suspense";
    public const string Unrefunded = "unrefunded";
    public const string PricesByLot = "prices-by-lot";
    public const string PricesByProject = "prices-by-project";
    public const string PricesByLine = "prices-by-line";

    /// <summary>The same for those who would rather look than read; null where the list has none.</summary>
    public Chart? Chart { get; init; }

    public static IReadOnlyList<(string Report, ReportKind Kind)> All { get; } =
    [
        (TrialBalance, ReportKind.TrialBalance), (AgedDeposits, ReportKind.AgedDeposits), (AgedSuspense, ReportKind.AgedSuspense), (Unrefunded, ReportKind.Unrefunded),
        (PricesByLot, ReportKind.PricesByLot), (PricesByProject, ReportKind.PricesByProject), (PricesByLine, ReportKind.PricesByLine),
    ];

    public bool IsOfPeriod => Asked.Report == TrialBalance || IsOfPrices(Asked.Report);

    /// <summary>Whether the reader chooses the day by which it counts.</summary>
    public bool HasBasis => !IsOfPrices(Asked.Report);

    /// <summary>What is owed back is as of now, and stands under no day.</summary>
    public bool IsOfNow => Asked.Report == Unrefunded;

    private static bool IsOfPrices(string report) => report is PricesByLot or PricesByProject or PricesByLine;
}
