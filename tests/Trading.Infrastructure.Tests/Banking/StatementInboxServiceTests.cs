using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class StatementInboxServiceTests
{
    private static readonly TestBidder Payer = TestBidder.Of(1);

    [Theory, OnEveryDatabase]
    public async Task Import_OfWhatIsWaiting_BooksItOnce_AndLeavesNoStatementInClear(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var file = bank.Statement(bank.In(Payer, Money.Yuan(500m)));
        var inbox = await InboxAsync(site, bank.AccountId);
        await File.WriteAllBytesAsync(Path.Combine(inbox, "a.csv"), file);
        await File.WriteAllBytesAsync(Path.Combine(inbox, "b.csv.part"), file);

        var first = await ImportAsync(site);
        // Delivered again, as after a run that ended between commit and deletion.
        await File.WriteAllBytesAsync(Path.Combine(inbox, "a.csv"), file);
        var second = await ImportAsync(site);
        var third = await ImportAsync(site);

        Assert.Equal((new InboxOutcome(1, 0), new InboxOutcome(1, 0), new InboxOutcome(0, 0)), (first, second, third));
        Assert.Equal(1, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
        Assert.Equal(["b.csv.part"], Directory.GetFiles(inbox).Select(Path.GetFileName));
        Assert.Equal(["a.csv.txt"], Directory.GetFiles(Folder(inbox, "done")).Select(Path.GetFileName));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfWhatDoesNotTieOutOrCannotBeRead_GoesToHeldWithTheReason_AndTheNextIsBooked(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = await InboxAsync(site, bank.AccountId);
        var text = System.Text.Encoding.GetEncoding("GB18030").GetString(bank.Statement(bank.In(Payer, Money.Yuan(500m))));
        await File.WriteAllTextAsync(Path.Combine(inbox, "1-bad.csv"), "no statement");
        await File.WriteAllBytesAsync(
            Path.Combine(inbox, "2-held.csv"),
            System.Text.Encoding.GetEncoding("GB18030").GetBytes(text.Replace("期末余额,1500.00", "期末余额,1501.00", StringComparison.Ordinal)));
        await File.WriteAllBytesAsync(Path.Combine(inbox, "3-good.csv"), bank.Statement(bank.In(Payer, Money.Yuan(7m))));

        var outcome = await ImportAsync(site);

        Assert.Equal(new InboxOutcome(1, 2), outcome);
        Assert.Empty(Directory.GetFiles(inbox));
        // Only what is stored nowhere else is kept as it came.
        Assert.Equal(["1-bad.csv", "1-bad.csv.txt", "2-held.csv.txt"], Directory.GetFiles(Folder(inbox, "held")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var note = await File.ReadAllTextAsync(Path.Combine(Folder(inbox, "held"), "2-held.csv.txt"));
        Assert.Contains("期末余额", note, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]", note);
        Assert.Equal([StatementState.Booked, StatementState.Held], (await site.DbAsync(db => db.Set<BankStatementRow>().Select(s => s.State).ToListAsync())).Order());
        Assert.Equal(1, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_IntoAnAccountThatThereIsNot_IsHeldWithTheRefusal(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var inbox = await InboxAsync(site, 99);
        await File.WriteAllTextAsync(Path.Combine(inbox, "x.csv"), "anything");

        Assert.Equal(new InboxOutcome(0, 1), await ImportAsync(site));

        var note = await File.ReadAllTextAsync(Path.Combine(Folder(inbox, "held"), "x.csv.txt"));
        Assert.Contains(Words.Refusal(new RuleBrokenException(BankingRules.NoSuchAccount, 99L), WordsLanguage.Chinese), note, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfAFileThatFails_LeavesItForTheNextRun_AndImportsTheOthers(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = await InboxAsync(site, bank.AccountId);
        // A link to nowhere: listed, and not to be opened.
        File.CreateSymbolicLink(Path.Combine(inbox, "1.csv"), Path.Combine(inbox, "nowhere"));
        await File.WriteAllBytesAsync(Path.Combine(inbox, "2.csv"), bank.Statement(bank.In(Payer, Money.Yuan(7m))));

        Assert.Equal(new InboxOutcome(1, 0, Postponed: 1), await ImportAsync(site));

        Assert.Equal(["1.csv"], Directory.GetFiles(inbox).Select(Path.GetFileName));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfTwoUnreadableFilesOfOneName_KeepsBoth(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = await InboxAsync(site, bank.AccountId);
        foreach (var text in (string[])["first", "second"])
        {
            await File.WriteAllTextAsync(Path.Combine(inbox, "x.csv"), text);
            await ImportAsync(site);
        }

        Assert.Equal("first", await File.ReadAllTextAsync(Path.Combine(Folder(inbox, "held"), "x.csv")));
        Assert.Equal("second", await File.ReadAllTextAsync(Path.Combine(Folder(inbox, "held"), "x-2.csv")));
    }

    private static Task<InboxOutcome> ImportAsync(TestSite site) => site.UseAsync((StatementInboxService s) => s.ImportWaitingAsync(CancellationToken.None));

    private static Task<string> InboxAsync(TestSite site, long account) =>
        site.UseAsync((StatementInboxService s) => Task.FromResult(Directory.CreateDirectory(s.InboxOf(account)).FullName));

    private static string Folder(string inbox, string name) => inbox.Replace($"{Path.DirectorySeparatorChar}inbox{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}{name}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
