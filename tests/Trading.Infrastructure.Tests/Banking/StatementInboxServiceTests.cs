using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class StatementInboxServiceTests
{
    private static readonly TestBidder Payer = TestBidder.Of(1);
    private static readonly System.Text.Encoding Gb = System.Text.Encoding.GetEncoding("GB18030");

    [Theory, OnEveryDatabase]
    public async Task Import_OfWhatIsWaiting_BooksItOnce_AndLeavesNoStatementInClear(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var file = bank.Statement(bank.In(Payer, Money.Yuan(500m)));
        var inbox = await InboxAsync(site, bank.AccountId);
        await File.WriteAllBytesAsync(Path.Combine(inbox, "a.csv"), file);
        await File.WriteAllBytesAsync(Path.Combine(inbox, "b.csv.part"), file);

        await ImportAsync(site);
        // Delivered again, as after a run that ended between commit and deletion.
        await File.WriteAllBytesAsync(Path.Combine(inbox, "a.csv"), file);
        await ImportAsync(site);
        await ImportAsync(site);

        Assert.Equal(1, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
        Assert.Equal(["b.csv.part"], Directory.GetFiles(inbox).Select(Path.GetFileName));
        Assert.Equal(["a.csv.txt"], Directory.GetFiles(Folder(inbox, "done")).Select(Path.GetFileName));
        Assert.Empty(await OpenActionsAsync(site));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfAnAnswerToNoPaymentOfOurs_IsKeptForFinanceWithTheReason(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = await InboxAsync(site, bank.AccountId);
        await File.WriteAllBytesAsync(Path.Combine(inbox, "status.xml"), BankReplies.OfOne("P222222222222222", "RJCT", "AC04"));

        await ImportAsync(site);

        Assert.Equal("rule.deposits.unknown-payment", await site.DbAsync(db => db.Set<UnreadableFile>().Select(f => f.Reason).SingleAsync()));
        Assert.Empty(Directory.GetFiles(inbox));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfWhatDoesNotTieOut_IsHeldWithTheReason_AndTheNextIsBooked(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = await InboxAsync(site, bank.AccountId);
        var text = Gb.GetString(bank.Statement(bank.In(Payer, Money.Yuan(500m))));
        await File.WriteAllBytesAsync(Path.Combine(inbox, "2-held.csv"), Gb.GetBytes(text.Replace("期末余额,1500.00", "期末余额,1501.00", StringComparison.Ordinal)));
        await File.WriteAllBytesAsync(Path.Combine(inbox, "3-good.csv"), bank.Statement(bank.In(Payer, Money.Yuan(7m))));

        await ImportAsync(site);

        Assert.Empty(Directory.GetFiles(inbox));
        Assert.Equal(["2-held.csv.txt"], Directory.GetFiles(Folder(inbox, "held")).Select(Path.GetFileName));
        var note = await File.ReadAllTextAsync(Path.Combine(Folder(inbox, "held"), "2-held.csv.txt"));
        Assert.Contains("期末余额", note, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]", note);
        Assert.Equal([StatementState.Booked, StatementState.Held], (await site.DbAsync(db => db.Set<BankStatementRow>().Select(s => s.State).ToListAsync())).Order());
        Assert.Equal(1, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfAFileThatCannotBeRead_KeepsItSealed_WithAStepOfFinance_AndNeverTwice(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = await InboxAsync(site, bank.AccountId);
        var broken = BadCell(bank);
        await File.WriteAllBytesAsync(Path.Combine(inbox, "1-bad.csv"), broken);
        await File.WriteAllBytesAsync(Path.Combine(inbox, "2-good.csv"), bank.Statement(bank.In(Payer, Money.Yuan(7m))));

        await ImportAsync(site);
        await File.WriteAllBytesAsync(Path.Combine(inbox, "again.csv"), broken);
        await ImportAsync(site);

        Assert.Empty(Directory.GetFiles(inbox));
        Assert.Equal(1, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
        var kept = await site.DbAsync(db => db.Set<UnreadableFile>().AsNoTracking().SingleAsync());
        Assert.Equal(broken, await site.UseAsync((BankSeal seal) => Task.FromResult(seal.OpenFile(kept.Id, kept.SealedFile))));
        var shown = (await site.UseAsync((UnreadableFileQueries q) => q.FindAsync(TenderBuilder.Centre, kept.Id, CancellationToken.None)))!;
        Assert.Equal(("1-bad.csv", TestBank.Number, UnreadableReasons.Cell), (shown.Name, shown.AccountNumber, shown.Reason));
        Assert.Equal(["贷方发生额"], shown.Values);
        Assert.Null(await site.UseAsync((UnreadableFileQueries q) => q.FindAsync(TenderBuilder.Centre + 1, kept.Id, CancellationToken.None)));
        var step = await site.DbAsync(db => db.Set<ProcedureStep>().AsNoTracking().SingleAsync(s => s.Stage == Stages.UnreadableFile));
        Assert.Equal((Posts.FinanceMaker, kept.Id.ToString("N"), "common.held-statement-workdays"), (step.Post, step.SubjectId, step.RuleKey));
        await AssertNothingInClearAsync(site, inbox, "abcde");
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task End_OfAFileThatCannotBeRead_FinishesItsStep_Once(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        await File.WriteAllTextAsync(Path.Combine(await InboxAsync(site, bank.AccountId), "x.csv"), "no statement");
        await ImportAsync(site);
        var id = await site.DbAsync(db => db.Set<UnreadableFile>().Select(f => f.Id).SingleAsync());

        await EndAsync(site, id);

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => EndAsync(site, id));
        Assert.Equal(BankingRules.FileEnded, refused.Rule);
        var step = await site.DbAsync(db => db.Set<ProcedureStep>().SingleAsync(s => s.Stage == Stages.UnreadableFile));
        Assert.Equal((31L, "ended"), (step.DoneBy!.Value, step.Outcome));
        Assert.Equal("银行已重新发送", (await site.UseAsync((UnreadableFileQueries q) => q.FindAsync(TenderBuilder.Centre, id, CancellationToken.None)))!.EndedBecause);
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfAFileThatCouldNotBeReadAndNowCan_EndsItsStep(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = await InboxAsync(site, bank.AccountId);
        var file = bank.Statement(bank.In(Payer, Money.Yuan(7m)));
        await site.DbAsync(db => db.Set<BankAccount>().ExecuteUpdateAsync(s => s.SetProperty(a => a.Profile, "flagged-fen-utf8")));
        await File.WriteAllBytesAsync(Path.Combine(inbox, "x.csv"), file);
        await ImportAsync(site);
        Assert.Null(await site.DbAsync(db => db.Set<UnreadableFile>().Select(f => f.EndedAtUtc).SingleAsync()));

        await site.DbAsync(db => db.Set<BankAccount>().ExecuteUpdateAsync(s => s.SetProperty(a => a.Profile, TestBank.Profile.Key)));
        await bank.ImportAsync(file);

        Assert.NotNull(await site.DbAsync(db => db.Set<UnreadableFile>().Select(f => f.EndedAtUtc).SingleAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_IntoAnAccountThatThereIsNot_IsTriedAgain_AndLeftWhereItLies(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var inbox = await InboxAsync(site, 99);
        await File.WriteAllTextAsync(Path.Combine(inbox, "x.csv"), "anything");

        await ImportAsync(site);

        var action = Assert.Single(await OpenActionsAsync(site));
        Assert.Equal((BankingRules.NoSuchAccount, 1, 0L), (action.LastError, action.Attempts, action.CentreId));
        Assert.Single(Directory.GetFiles(inbox));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfAFileThatFails_BacksOff_IsParkedInTheEnd_AndKeepsNoOtherWaiting(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = await InboxAsync(site, bank.AccountId);
        // A link to nowhere: listed, and not to be opened.
        File.CreateSymbolicLink(Path.Combine(inbox, "1.csv"), Path.Combine(inbox, "nowhere"));
        await File.WriteAllBytesAsync(Path.Combine(inbox, "2.csv"), bank.Statement(bank.In(Payer, Money.Yuan(7m))));

        await ImportAsync(site);
        Assert.Equal(["1.csv"], Directory.GetFiles(inbox).Select(Path.GetFileName));
        await ImportAsync(site);
        Assert.Equal(1, Assert.Single(await OpenActionsAsync(site)).Attempts);

        for (var attempt = 1; attempt <= BackOff.Attempts; attempt++)
        {
            site.Be(site.NowUtc.AddHours(2));
            await ImportAsync(site);
        }

        var parked = Assert.Single(await OpenActionsAsync(site));
        Assert.Equal((BackOff.Attempts, nameof(FileNotFoundException)), (parked.Attempts, parked.LastError));
        Assert.NotNull(parked.ParkedAtUtc);
        Assert.Equal(TenderBuilder.Centre, parked.CentreId);

        File.Delete(Path.Combine(inbox, "1.csv"));
        await ImportAsync(site);
        Assert.Empty(await OpenActionsAsync(site));
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

        Assert.Equal(2, await site.DbAsync(db => db.Set<UnreadableFile>().CountAsync()));
        Assert.Equal(2, await site.DbAsync(db => db.Set<ProcedureStep>().CountAsync(s => s.Stage == Stages.UnreadableFile && s.DoneAtUtc == null)));
    }

    private static byte[] BadCell(TestBank bank) =>
        Gb.GetBytes(Gb.GetString(bank.Statement(bank.In(Payer, Money.Yuan(500m)))).Replace(",500.00,", ",abcde,", StringComparison.Ordinal));

    /// <summary>Neither what stood in the file nor who paid is anywhere in the data folder.</summary>
    private static async Task AssertNothingInClearAsync(TestSite site, string inbox, string content)
    {
        foreach (var file in Directory.GetFiles(Path.GetFullPath(Path.Combine(inbox, "..", "..")), "*", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file);
            Assert.DoesNotContain(content, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Payer.Account, text, StringComparison.Ordinal);
        }

        var kept = await site.DbAsync(db => db.Set<UnreadableFile>().AsNoTracking().SingleAsync());
        Assert.DoesNotContain(content, Gb.GetString(kept.SealedFile), StringComparison.Ordinal);
        Assert.DoesNotContain("bad", Gb.GetString(kept.SealedName), StringComparison.Ordinal);
    }

    private static Task EndAsync(TestSite site, Guid id) =>
        site.UseAsync((UnreadableFileService s) => s.EndAsync(id, " 银行已重新发送 ", new Acting(31), CancellationToken.None));

    private static Task<List<DueAction>> OpenActionsAsync(TestSite site) =>
        site.DbAsync(db => db.Set<DueAction>().AsNoTracking().Where(d => d.Kind == DueKinds.ImportStatement && d.DoneAtUtc == null).ToListAsync());

    private static Task ImportAsync(TestSite site) => site.UseAsync((ImportStatementsJob job) => job.RunAsync(CancellationToken.None));

    private static Task<string> InboxAsync(TestSite site, long account) =>
        site.UseAsync((StatementInboxService s) => Task.FromResult(Directory.CreateDirectory(s.InboxOf(account)).FullName));

    private static string Folder(string inbox, string name) => inbox.Replace($"{Path.DirectorySeparatorChar}inbox{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}{name}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
