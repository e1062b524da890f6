using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Ledger;

public sealed class JournalExportTests
{
    [Theory, OnEveryDatabase]
    public async Task Export_BeforeTheOpening_HasNothingOfTheLot_AndAfterItEverything(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 3);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(5), Money.Yuan(5m)));

        var (before, told) = await ExportAsync(scene, JournalFormat.Ledger);
        await scene.OpenAsync();
        var (after, all) = await ExportAsync(scene, JournalFormat.Ledger);

        Assert.Equal((1, 2, 500L), (told.Entries, told.Postings, told.Debits["CNY"]));
        Assert.DoesNotContain("DepositHeld", before, StringComparison.Ordinal);
        Assert.DoesNotContain("60000.00", before, StringComparison.Ordinal);
        Assert.Equal((4, 8, 18_000_500L), (all.Entries, all.Postings, all.Debits["CNY"]));
        Assert.Equal(3, after.Split("deposit-received\n").Length - 1);
    }

    /// <summary>Two programs that know nothing of this platform find the balance of every account that the journal has.</summary>
    [Theory, OnEveryDatabase]
    public async Task Export_OfAWholeLife_AddsUpInLedgerAndHledger(DatabaseKind kind)
    {
        Assert.SkipWhen(AccountingTools.SkipReason is not null, AccountingTools.SkipReason ?? "");
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 3);
        var day = new DateOnly(2026, 5, 1);
        scene.Site.Be(Instants.StartOfBeijingDay(day));

        // Three deposits and the bank; then what is left when all of them are paid back with their interest.
        Assert.Equal(4, await AddUpAsync(scene));
        await scene.PayAsync(day);
        Assert.Equal(2, await AddUpAsync(scene));
    }

    [Theory, OnEveryDatabase]
    public async Task Export_AsCsv_HasARowForEachPosting(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);

        var (csv, told) = await ExportAsync(scene, JournalFormat.Csv);

        var rows = csv.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("key,kind,booked_at_beijing,value_on,posted_on,centre,account,currency,debit,credit,reverses", rows[0].TrimEnd('\r'));
        Assert.Equal(told.Postings, rows.Length - 1);
        Assert.Contains(rows, r => r.Contains(",CNY,60000.00,0.00,", StringComparison.Ordinal));
        var posted = await scene.Site.DbAsync(db => db.Set<JournalEntry>().ToDictionaryAsync(e => e.Key, e => e.PostedOn));
        Assert.All(rows.Skip(1).Select(r => r.Split(',')), r => Assert.Equal(posted[r[0]].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), r[4]));
    }

    [Fact]
    public void Text_OfASubjectThatWouldBeAnAccount_StaysOneAccountAndOneLine()
    {
        var text = new StringBuilder();
        JournalEntryText.Append(text, new ExportedEntry(
            1, "k\n2026-01-01 * x\n  Assets:a  1 CNY", "deposit-received", new DateTime(2026, 3, 1, 17, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1), "k;0",
            [new(AccountClass.Bank, "a:b  9.00 CNY ; c", "CNY", 5), new(AccountClass.FeeIncome, "", "CNY", -5)]));

        Assert.Equal(
            "2026-03-02=2026-03-01 * deposit-received\n    ; key: k_2026-01-01 * x_  Assets:a  1 CNY\n    ; posted: 2026-04-01\n    ; reverses: k_0\n"
            + "    Assets:1002 Bank:1:a_b__9.00_CNY___c  0.05 CNY\n    Revenues:6051 FeeIncome:1  -0.05 CNY\n\n",
            text.ToString());
    }

    /// <summary>The chart of accounts in the document is the one that leaves the platform.</summary>
    [Fact]
    public void Numbers_OfAllClasses_AreThoseOfTheDocument()
    {
        var chart = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "ledger.md"));

        Assert.All(Enum.GetValues<AccountClass>(), c => Assert.Matches($@"\| {c.Number()} \| [^|]+ \| `{c}` \|", chart));
    }

    /// <summary>How many accounts have a balance, each the same in the journal and as both programs reckon it from the exported file.</summary>
    private static async Task<int> AddUpAsync(MoneyScene scene)
    {
        var file = Path.GetTempFileName();
        var expected = await BalancesAsync(scene);
        await File.WriteAllTextAsync(file, (await ExportAsync(scene, JournalFormat.Ledger)).Text);
        Assert.Equal(expected, await AccountingTools.LedgerAsync(file));
        await File.WriteAllTextAsync(file, (await ExportAsync(scene, JournalFormat.Hledger)).Text);
        Assert.Equal(expected, await AccountingTools.HledgerAsync(file));
        File.Delete(file);
        return expected.Count;
    }

    private static async Task<(string Text, ExportedJournal Told)> ExportAsync(MoneyScene scene, JournalFormat format)
    {
        using var file = new MemoryStream();
        var told = await scene.Site.UseAsync((JournalExport e) => e.WriteAsync(format, file, CancellationToken.None));
        return (Encoding.UTF8.GetString(file.ToArray()), told);
    }

    private static Task<SortedDictionary<string, long>> BalancesAsync(MoneyScene scene) => scene.Site.DbAsync(async db =>
    {
        var postings = await (
            from posting in db.Set<Posting>()
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            select new { account.CentreId, account.Class, account.Subject, account.Currency, posting.Amount }).ToListAsync();
        var sums = postings.GroupBy(p => JournalEntryText.AccountOf(p.CentreId, new ExportedPosting(p.Class, p.Subject, p.Currency, 0))).Select(g => (g.Key, Fen: g.Sum(p => p.Amount.Fen)));
        return new SortedDictionary<string, long>(sums.Where(s => s.Fen != 0).ToDictionary(s => s.Key, s => s.Fen), StringComparer.Ordinal);
    });
}
