using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>Files that tell their own form, and may hold statements of several accounts: each is judged and booked for itself.</summary>
public sealed class StatementFileImportTests
{
    private const string Euros = "DE89370400440532013000";

    [Theory, OnEveryDatabase]
    public async Task Import_StatementsOfSeveralAccounts_BooksTheGood_HoldsTheBad_AndKeepsNothingOfStrangers(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var euros = await RegisterAsync(site, Euros, "EUR");
        var file = File(
            Statement(TestBank.Number, "CNY", "260227", 100m, 150.5m, Entry("260227", 50.5m, "A1")),
            Statement("DE89 3704-0044 0532 0130 00", "EUR", "260227", 0m, -3m, Entry("260227", -3m, "A2")),
            Statement(TestBank.Number, "CNY", "260301", 150.5m, 160m, Entry("260301", 9m, "A3")),
            Statement("99990000", "CNY", "260301", 0m, 1m, Entry("260301", 1m, "A4")));

        var outcome = await bank.ImportFileAsync(file);

        Assert.Equal([ImportState.Booked, ImportState.Booked, ImportState.Held, ImportState.NoSuchAccount], outcome.Statements.Select(s => s.Import.State));
        Assert.Equal(new Money(50), outcome.Statements[2].Import.Difference);
        Assert.Equal((BankingRules.AccountNotRegistered, "99990000"), (outcome.Refusal!.Rule, outcome.Refusal.Limits[0]));
        Assert.Equal(new Money(5_050), await PostedAsync(site, bank.AccountId, "CNY"));
        Assert.Equal(new Money(-300), await PostedAsync(site, euros, "EUR"));
        await site.AssertLedgerAsync();

        await RegisterAsync(site, "99990000", "CNY");
        var again = await bank.ImportFileAsync(file);

        Assert.Equal([ImportState.AlreadyImported, ImportState.AlreadyImported, ImportState.AlreadyImported, ImportState.Booked], again.Statements.Select(s => s.Import.State));
        Assert.Equal(3, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
        Assert.Equal([1, 2, 3, 4], await site.DbAsync(db => db.Set<BankStatementRow>().OrderBy(s => s.Place).Select(s => s.Place).ToListAsync()));
        await site.AssertLedgerAsync();
    }

    /// <summary>Number and currency, and of the centre that the file was handed in for.</summary>
    [Theory]
    [OnEveryDatabase(TestBank.Number, "USD", 0, ImportState.NoSuchAccount)]
    [OnEveryDatabase("36020000000000012", "CNY", 0, ImportState.NoSuchAccount)]
    [OnEveryDatabase(Euros, "EUR", 1, ImportState.NoSuchAccount)]
    [OnEveryDatabase(Euros, "EUR", 0, ImportState.Booked)]
    public async Task Import_IntoAnAccount_OnlyByNumberCurrencyAndCentre(DatabaseKind kind, string number, string currency, int centre, ImportState expected)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        await RegisterAsync(site, Euros, "EUR", TenderBuilder.Centre + centre);

        var outcome = await bank.ImportAsync(File(Statement(number, currency, "260227", 0m, 1m, Entry("260227", 1m, "A1"))));

        Assert.Equal(expected, outcome.State);
        Assert.Equal(expected == ImportState.Booked ? 1 : 0, await site.DbAsync(db => db.Set<BankStatementRow>().CountAsync()));
    }

    [Theory]
    [OnEveryDatabase(150.5, "260228", Succession.Follows, 0)]
    [OnEveryDatabase(170.5, "260301", Succession.Gap, 2_000)]
    [OnEveryDatabase(100, "260226", Succession.First, 0)]
    [OnEveryDatabase(160, "260227", Succession.Gap, 950)]
    public async Task Import_AfterAnother_TellsHowItFollows_AndBooksItAllTheSame(DatabaseKind kind, double opening, string day, Succession expected, int missing)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        await bank.ImportAsync(File(Statement(TestBank.Number, "CNY", "260227", 100m, 150.5m, Entry("260227", 50.5m, "A1"))));

        var second = (await bank.ImportFileAsync(File(Statement(TestBank.Number, "CNY", day, (decimal)opening, (decimal)opening + 1m, Entry(day, 1m, "B1"))))).Statements.Single();

        Assert.Equal((ImportState.Booked, expected), (second.Import.State, second.Follows!.Kind));
        Assert.Equal(expected == Succession.Gap ? new Money(missing) : null, second.Follows.Missing);
        Assert.Contains(expected, await site.DbAsync(db => db.Set<BankStatementRow>().Select(s => s.Succession).ToListAsync()));
    }

    /// <summary>A line is known by the bank's reference, in whatever order the later file brings it.</summary>
    [Theory, OnEveryDatabase]
    public async Task Import_OfDaysAgain_NamesTheOverlap_AndBooksOnlyWhatIsNew(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        await bank.ImportAsync(File(Statement(TestBank.Number, "CNY", "260227", 100m, 160.5m, Entry("260227", 10m, "A0"), Entry("260227", 50.5m, "A1"))));

        var longer = (await bank.ImportFileAsync(File(
            Statement(TestBank.Number, "CNY", "260228", 93m, 162.5m, Entry("260226", 7m, "A9"), Entry("260227", 50.5m, "A1"), Entry("260227", 10m, "A0"), Entry("260228", 2m, "A1")))))
            .Statements.Single();

        Assert.Equal((ImportState.Booked, 2, 2), (longer.Import.State, longer.Import.Booked, longer.Import.Duplicates));
        Assert.Equal((Succession.Overlap, (new DateOnly(2026, 2, 26), new DateOnly(2026, 2, 27))), (longer.Follows!.Kind, longer.Follows.Days!.Value));
        Assert.Equal(new Money(6_950), await PostedAsync(site, bank.AccountId, "CNY"));
        await site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase("BkToCstmrAcctRpt", "Rpt")]
    [OnEveryDatabase("BkToCstmrDbtCdtNtfctn", "Ntfctn")]
    public async Task Import_ReportWithinTheDayOrNotification_IsProvedAndNeverBooked(DatabaseKind kind, string message, string report)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);

        var outcome = await bank.ImportFileAsync(Camt(message, report, 0m, 5m, CamtEntry(5m, "CRDT", "")));

        Assert.Equal((ImportState.NotBookable, Money.Zero), outcome.Statements.Single().Import is var import ? (import.State, import.Difference!.Value) : default);
        Assert.Equal(BankingRules.NotBookable, outcome.Refusal!.Rule);
        Assert.Equal((0, 0), await site.DbAsync(async db => (await db.Set<BankStatementRow>().CountAsync(), await db.Set<JournalEntry>().CountAsync())));
    }

    /// <summary>The bank names the virtual account that was paid into, and our payments by the number that we gave them.</summary>
    [Theory, OnEveryDatabase]
    public async Task Import_Camt053_MatchesDepositsByTheVirtualAccount(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        var bidder = TestBidder.Of(1);
        var participation = await TenderBuilder.TakePartAsync(site, lot, bidder);
        var parties = $"<RltdPties><Dbtr><Nm>{bidder.Name}</Nm></Dbtr><DbtrAcct><Id><Othr><Id>{bidder.Account}</Id></Othr></Id></DbtrAcct>"
            + $"<CdtrAcct><Id><Othr><Id>{await bank.SubAccountOfAsync(participation)}</Id></Othr></Id></CdtrAcct></RltdPties>";

        var outcome = await bank.ImportAsync(Camt("BkToCstmrStmt", "Stmt", 0m, 60_000m, CamtEntry(60_000m, "CRDT", $"<NtryDtls><TxDtls>{parties}</TxDtls></NtryDtls>")));

        Assert.Equal((ImportState.Booked, 0), (outcome.State, outcome.Suspense));
        Assert.Equal(DepositState.Confirmed, await site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == participation).Select(d => d.State).SingleAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task SuspenseOfAnotherCurrency_GoesIntoNoBatch_AndIsSaidWhy(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var euros = await RegisterAsync(site, Euros, "EUR");
        var payer = "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Payer GmbH</Nm></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct></RltdPties></TxDtls></NtryDtls>";
        await bank.ImportAsync(Camt("BkToCstmrStmt", "Stmt", 0m, 5m, CamtEntry(5m, "CRDT", payer, "EUR"), Euros, "EUR"));

        var left = await site.UseAsync((DueRepayments due) => due.LeftOutAsync(euros, new DateOnly(2026, 3, 3), CancellationToken.None));

        Assert.Equal(BankingRules.NotRenminbi, Assert.Single(left).Refusal.Rule);
    }

    /// <summary>What no row keeps must not be lost with the plain file: it is kept sealed with a step of finance.</summary>
    [Theory, OnEveryDatabase]
    public async Task Inbox_WithAStatementOfNoAccount_BooksTheOther_AndKeepsTheFile(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = site.Services.GetService(typeof(StatementInboxService)) as StatementInboxService;
        Directory.CreateDirectory(inbox!.InboxOf(bank.AccountId));
        await System.IO.File.WriteAllBytesAsync(Path.Combine(inbox.InboxOf(bank.AccountId), "both.sta"), File(
            Statement(TestBank.Number, "CNY", "260227", 100m, 150.5m, Entry("260227", 50.5m, "A1")), Statement("99990000", "CNY", "260227", 0m, 0m)));

        await site.UseAsync((ImportStatementsJob job) => job.RunAsync(CancellationToken.None));

        var kept = await site.DbAsync(db => db.Set<UnreadableFile>().SingleAsync());
        Assert.Equal(("rule.banking.account-not-registered", "99990000\nCNY"), (kept.Reason, kept.ReasonValues));
        Assert.Equal(1, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
        Assert.Empty(Directory.GetFiles(inbox.InboxOf(bank.AccountId)));
        await site.AssertLedgerAsync();
    }

    /// <summary>What cannot be read is kept with neither the line nor what stands there.</summary>
    [Theory]
    [OnEveryDatabase(":20:X\n:25:3602000000000001\n:60F:C260227CNY1,00\n:61:260227C1,005NTRF\n:62F:C260227CNY2,00\n-", "banking.unreadable.field")]
    [OnEveryDatabase("<!DOCTYPE x><Document/>", "banking.unreadable.xml")]
    public async Task Inbox_WithAFileThatCannotBeRead_KeepsItWithItsReason(DatabaseKind kind, string text, string reason)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var inbox = site.Services.GetService(typeof(StatementInboxService)) as StatementInboxService;
        Directory.CreateDirectory(inbox!.InboxOf(bank.AccountId));
        await System.IO.File.WriteAllTextAsync(Path.Combine(inbox.InboxOf(bank.AccountId), "bad.txt"), text);

        await site.UseAsync((ImportStatementsJob job) => job.RunAsync(CancellationToken.None));

        var kept = await site.DbAsync(db => db.Set<UnreadableFile>().SingleAsync());
        Assert.Equal(reason, kept.Reason);
        Assert.DoesNotContain("1,005", kept.ReasonValues, StringComparison.Ordinal);
    }

    private static byte[] File(params string[] statements) => Encoding.ASCII.GetBytes(string.Concat(statements));

    private static string Statement(string account, string currency, string day, decimal opening, decimal closing, params string[] entries) =>
        $":20:S\n:25:{account}\n:28C:1/1\n:60F:{Balance(opening, currency, day)}\n{string.Concat(entries)}:62F:{Balance(closing, currency, day)}\n-\n";

    private static string Balance(decimal amount, string currency, string day) => $"{(amount < 0 ? 'D' : 'C')}{day}{currency}{Figure(amount)}";

    private static string Entry(string day, decimal amount, string reference) =>
        $":61:{day}{day[2..]}{(amount < 0 ? 'D' : 'C')}{Figure(amount)}NTRFNONREF//{reference}\n:86:payment\n";

    private static string Figure(decimal amount) => Math.Abs(amount).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');

    private static byte[] Camt(string message, string report, decimal opening, decimal closing, string entries, string account = TestBank.Number, string currency = "CNY")
    {
        string Balance(string code, decimal amount) => string.Create(
            CultureInfo.InvariantCulture,
            $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"{currency}\">{amount:0.00}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-02-27</Dt></Dt></Bal>");

        return Encoding.UTF8.GetBytes(
            $"<Document><{message}><{report}><Id>1</Id><Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>{currency}</Ccy></Acct>"
            + $"{Balance("OPBD", opening)}{Balance("CLBD", closing)}{entries}</{report}></{message}></Document>");
    }

    private static string CamtEntry(decimal amount, string mark, string details, string currency = "CNY") => string.Create(
        CultureInfo.InvariantCulture,
        $"<Ntry><Amt Ccy=\"{currency}\">{amount:0.00}</Amt><CdtDbtInd>{mark}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-02-27</Dt></BookgDt>{details}</Ntry>");

    private static Task<long> RegisterAsync(TestSite site, string number, string currency, long centre = TenderBuilder.Centre) => site.DbAsync(async db =>
    {
        var account = new BankAccount
        {
            CentreId = centre,
            Name = "某某公共资源交易中心",
            BankName = "某某银行",
            Number = number,
            Currency = currency,
            Profile = TestBank.Profile.Key,
        };
        db.Add(account);
        await db.SaveChangesAsync();
        return account.Id;
    });

    private static Task<Money> PostedAsync(TestSite site, long bankAccount, string currency) => site.DbAsync(async db =>
    {
        var name = AccountName.Bank(bankAccount);
        var amounts = await (
            from posting in db.Set<Posting>()
            join account in db.Set<Account>() on posting.AccountId equals account.Id
            where account.Class == name.Class && account.Subject == name.Subject && account.Currency == currency
            select posting.Amount).ToListAsync();
        return amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);
    });
}
