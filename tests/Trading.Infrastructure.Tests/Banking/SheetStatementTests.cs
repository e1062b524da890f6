using MiniExcelLibs;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>Statements as spreadsheets, by the same profiles as CSV.</summary>
public sealed class SheetStatementTests
{
    private static readonly object?[][] Good =
    [
        ["账户交易明细"],
        ["账号", TestBank.Number],
        ["币种", "人民币"],
        ["期初余额", 1_000.0],
        ["期末余额", 800_987.5],
        [.. BankFiles.Header.Split(',')],
        ["A001", new DateTime(2026, 3, 2), "09:30:15", null, 800_000.0, "801,000.00", "投标单位甲（集团）有限公司", "6222021234567890123", "某某银行", "转账", "投标保证金", "90000000000012"],
        ["A002", "2026-03-02", "16:05:00", 12.5, "0.00", "８００，９８７．５０", "", "", "", "手续费", "", ""],
        ["合计", null, null, 12.5, 800_000.0],
    ];

    [Fact]
    public void Read_ASheet_GivesWhatTheCsvOfTheProfileGives()
    {
        var read = StatementFiles.Read(Sheet(Good), BankFiles.Columns);

        Assert.Equal((BankFileFormat.Xlsx, BankFiles.Columns.Key), (read.Format, read.Profile));
        Assert.Equal(BankFiles.Read(BankFiles.Good).Lines, read.Statements.Single().Lines);
        Assert.True(read.Statements.Single().TiesOut);
    }

    [Fact]
    public void Read_ASheetByNoProfile_FindsIt() => Assert.Equal(BankFiles.Columns.Key, StatementFiles.Read(Sheet(Good)).Profile);

    /// <summary>A spreadsheet keeps 15 digits: the account would be another's.</summary>
    /// <summary>Neither a form that tells itself nor a table of any profile: which profiles there are is said.</summary>
    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("nothing")]
    public void Read_WhatNoProfileKnows_AsksForOne(string text)
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => StatementFiles.Read([.. text.Select(c => (byte)c)]));

        Assert.Equal(BankingRules.ProfileNeeded, refusal.Rule);
        Assert.Contains(BankFiles.Columns.Key, (string)refusal.Limits[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnAccountEnteredAsANumber_IsRefusedWithItsCell()
    {
        object?[][] rows = [.. Good];
        rows[6] = [.. Good[6][..7], 6222021234567890123.0, .. Good[6][8..]];

        var refusal = Assert.Throws<RuleBrokenException>(() => StatementFiles.Read(Sheet(rows), BankFiles.Columns));

        Assert.Equal((BankingRules.MalformedCsv, 7, "8"), (refusal.Rule, refusal.Limits[0], refusal.Limits[1]));
    }

    [Theory]
    [InlineData("PK\u0003\u0004nothing")]
    [InlineData("PK\u0003\u0004")]
    public void Read_WhatOnlyBeginsLikeASheet_IsRefused(string text) => Assert.Equal(
        BankingRules.BadSheet, Assert.Throws<RuleBrokenException>(() => StatementFiles.Read([.. text.Select(c => (byte)c)], BankFiles.Columns)).Rule);

    [Fact]
    public void Read_APackageThatIsNoSheet_IsRefused()
    {
        using var file = new MemoryStream();
        using (var package = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            package.CreateEntry("word/document.xml");
        }

        Assert.Equal(BankingRules.BadSheet, Assert.Throws<RuleBrokenException>(() => StatementFiles.Read(file.ToArray(), BankFiles.Columns)).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Import_ASheet_BooksItOnce(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);

        var first = await bank.ImportAsync(Sheet(Good));
        var asCsv = await bank.ImportAsync(BankFiles.File(BankFiles.Columns, BankFiles.Good).ToArray());

        Assert.Equal((ImportState.Booked, 2), (first.State, first.Booked));
        Assert.Equal((ImportState.Booked, 0, 2), (asCsv.State, asCsv.Booked, asCsv.Duplicates));
        await site.AssertLedgerAsync();
    }

    private static byte[] Sheet(object?[][] rows)
    {
        var width = rows.Max(r => r.Length);
        using var file = new MemoryStream();
        file.SaveAs(rows.Select(row => Enumerable.Range(0, width).ToDictionary(i => $"c{i}", i => row.ElementAtOrDefault(i))), printHeader: false);
        return file.ToArray();
    }
}
