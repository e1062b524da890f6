using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Trading.Web.Tests.Finance;

/// <summary>The settlement report on the page and in its files.</summary>
public sealed class SettlementPagesTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    private const string All = "from=2020-01-01&to=2040-12-31";

    [Fact]
    public async Task Files_HaveTheTotalsOfThePage()
    {
        var page = await site.Maker.PageAsync("/finance/settlement?" + All);
        var totals = page.QuerySelectorAll("article tfoot td").Select(t => t.TextContent.Trim().Replace(",", "", StringComparison.Ordinal)).ToArray();
        var csv = await site.Maker.TextAsync("/finance/settlement/summary.csv?" + All);
        var last = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[^1].Split(',');

        Assert.Equal(["1", "0.00"], totals[..2]);
        Assert.Equal(totals, last[2..]);
        Assert.Contains("与总账 1122 科目余额", page.Body!.TextContent, StringComparison.Ordinal);
        // By the booked day the bank's lines have nothing to say.
        Assert.Equal(["相符", "相符", "相符"], page.QuerySelectorAll("section[aria-labelledby=controls] tbody .tag").Select(t => t.TextContent));
        page = await site.Maker.PageAsync($"/finance/settlement?{All}&by=ValueDay");
        Assert.Equal(["相符", "相符", "相符", "相符"], page.QuerySelectorAll("section[aria-labelledby=controls] tbody .tag").Select(t => t.TextContent));
        var sheet = Sheet(await site.Maker.GetByteArrayAsync(new Uri("/finance/settlement/summary.xlsx?" + All, UriKind.Relative)));
        Assert.All(totals[2..4], total => Assert.Contains(total.TrimEnd('0').TrimEnd('.'), sheet, StringComparison.Ordinal));
        var pdf = await site.Maker.GetByteArrayAsync(new Uri("/finance/settlement/summary.pdf?" + All, UriKind.Relative));
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(pdf[..4]), StringComparison.Ordinal);
    }

    /// <summary>Each figure of the report leads to the entries whose sum it is.</summary>
    [Theory]
    [InlineData("Fee", "ValueDay")]
    [InlineData("Payer", "BookedDay")]
    public async Task Numbers_LeadToTheEntriesThatTheyAreMadeOf(string group, string by)
    {
        var page = await site.Maker.PageAsync($"/finance/settlement?{All}&group={group}&by={by}");
        var links = page.QuerySelectorAll("table a[href^='/finance/ledger']").Select(a => (Number: a.TextContent.Trim(), Address: a.GetAttribute("href")!)).Where(l => l.Number.Contains('.', StringComparison.Ordinal)).ToList();

        Assert.True(links.Count >= 8, $"{links.Count} links");
        foreach (var (number, address) in links)
        {
            var proof = (await site.Maker.PageAsync(address)).QuerySelectorAll(".proof b").Select(b => decimal.Parse(b.TextContent, CultureInfo.InvariantCulture)).ToList();
            // Opening, debit, credit, closing of an account; debit and credit of some kinds of entries.
            var sum = proof is [var opening, var debit, var credit, _] ? opening + debit - credit : proof[0] - proof[1];
            Assert.Equal((address, Math.Abs(decimal.Parse(number, CultureInfo.InvariantCulture))), (address, Math.Abs(sum)));
        }
    }

    [Fact]
    public async Task Lists_AreNarrowedToDays_ByValueAndBooking()
    {
        foreach (var list in new[] { "fees", "suspense", "statements", "refunds", "proceeds" })
        {
            foreach (var by in new[] { "ValueDay", "BookedDay" })
            {
                var all = await RowsAsync($"/finance/{list}?by={by}&from=2020-01-01&to=2040-12-31");
                Assert.Equal(all, await RowsAsync($"/finance/{list}"));
                Assert.Equal(0, await RowsAsync($"/finance/{list}?by={by}&to=2020-01-01"));
            }
        }

        // Of the refunds page, the batches alone.
        async Task<int> RowsAsync(string address) =>
            (await site.Maker.PageAsync(address)).QuerySelectorAll(address.Contains("refunds", StringComparison.Ordinal) ? "main section:last-of-type tbody tr" : "main tbody tr").Length;
    }

    [Fact]
    public async Task BankProof_LaysTheBankBesideTheLedger_AndTies()
    {
        var page = await site.Maker.PageAsync("/finance/bank-proof");

        Assert.Contains("相符", page.QuerySelector("section .tag")?.TextContent, StringComparison.Ordinal);
        var rows = page.QuerySelectorAll("section table tr").Skip(1).Select(r => r.QuerySelectorAll("td").Select(d => d.TextContent.Trim()).ToArray()).ToList();
        Assert.True(rows.Count >= 2, $"{rows.Count} rows");
        Assert.All(rows, r => Assert.Equal((r[0], "0.00"), (r[1], r[2])));
    }

    [Fact]
    public async Task Journal_OfOneAccount_RunsToItsClosingBalance()
    {
        var page = await site.Maker.PageAsync("/finance/ledger?account=FeeReceivable&by=Value");

        var figures = page.QuerySelectorAll(".proof b").Select(b => b.TextContent).ToArray();
        Assert.Equal(figures[^1], page.QuerySelectorAll("tbody tr")[^1].QuerySelectorAll("td")[^1].TextContent.Trim());
        Assert.Equal(403, await site.Supervisor.StatusAsync("/finance/ledger"));
    }

    private static string Sheet(byte[] xlsx)
    {
        using var zip = new ZipArchive(new MemoryStream(xlsx));
        using var reader = new StreamReader(zip.Entries.First(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Open());
        return reader.ReadToEnd();
    }
}
