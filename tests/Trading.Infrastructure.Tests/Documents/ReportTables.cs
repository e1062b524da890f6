using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.Tables;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>A list of deposits, small or long, with every kind of column.</summary>
internal static class ReportTables
{
    public static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("投标单位", ReportColumnKind.Text),
        new("保证金", ReportColumnKind.Money, IsTotalled: true),
        new("笔数", ReportColumnKind.Integer, IsTotalled: true),
        new("入账日", ReportColumnKind.Date),
        new("到账时间", ReportColumnKind.Instant),
    ];

    public static ReportTable Of(IReadOnlyList<IReadOnlyList<object?>> rows, ReportControl? control = null) => ReportTable.Of(Heading, Columns, rows, control);

    public static ReportTable Long(int rows) => Of([.. Enumerable.Range(1, rows).Select(n => Row($"示例建设集团第{n}有限责任公司", new Money(n * 1_000_01L)))]);

    public static object?[] Row(string name, Money amount) =>
        [name, amount, 1L, new DateOnly(2026, 3, 31), new DateTime(2026, 3, 31, 16, 30, 5, DateTimeKind.Utc)];

    private static ReportHeading Heading => new()
    {
        CentreName = "示例市公共资源交易中心",
        Title = "保证金明细",
        Number = "BZ-202603-01",
        Notes = ["期间 2026-03-01 至 2026-03-31", "单位：元"],
        Remarks = [],
        GeneratedAtUtc = new DateTime(2026, 4, 17, 8, 52, 30, DateTimeKind.Utc),
        Language = WordsLanguage.Chinese,
    };
}
