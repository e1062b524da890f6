using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>Every statement file of tests/data/bank-files, with an account registered in its currency: what ties out is booked, and the books hold.</summary>
public sealed class BankFilesImportTests
{
    private static readonly string Folder = Checkout.Of("tests", "data", "bank-files");

    [Theory, OnEveryDatabase]
    public async Task Import_EveryFile_BooksWhatTiesOut_AndHoldsOrRefusesTheRest(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        site.Be(new DateTime(2026, 11, 2, 1, 0, 0, DateTimeKind.Utc));
        var (lines, seen) = (0, new HashSet<string>());
        foreach (var (file, outcome) in Outcomes())
        {
            var expected = outcome.Split(',');
            if (expected[0] == "refused")
            {
                Assert.Equal(expected[1].Split(' ')[0], Assert.Throws<RuleBrokenException>(() => Read(file)).Rule);
                continue;
            }

            await RegisterAsync(site, Read(file));
            var imported = await ImportAsync(site, file);

            // Two of the files are the same to the byte.
            var isKnown = !seen.Add(Convert.ToHexString(SHA256.HashData(Content(file))));
            var states = expected[3].Split('/').Select(s => expected[0] is not ("Camt053" or "Mt940") ? ImportState.NotBookable
                : isKnown ? ImportState.AlreadyImported
                : s == "ties" ? ImportState.Booked : ImportState.Held);
            Assert.Equal($"{file}: {string.Join('/', states)}", $"{file}: {string.Join('/', imported.Statements.Select(s => s.Import.State))}");
            Assert.All(imported.Statements.Where(s => s.Import.State == ImportState.Booked), s => Assert.Equal(s.Statement.Lines.Count, s.Import.Booked + s.Import.Duplicates));
            lines += imported.Statements.Sum(s => s.Import.Booked);
        }

        Assert.True(lines > 50, $"{lines} lines");
        Assert.Equal(lines, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
        await site.AssertLedgerAsync();

        foreach (var (file, outcome) in Outcomes().Where(o => o.Outcome.StartsWith("Camt053", StringComparison.Ordinal) || o.Outcome.StartsWith("Mt940", StringComparison.Ordinal)))
        {
            Assert.All((await ImportAsync(site, file)).Statements, s => Assert.Equal((outcome, ImportState.AlreadyImported), (outcome, s.Import.State)));
        }

        Assert.Equal(lines, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfAnotherCurrency_PostsInItAlone(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        const string File = "pain-camt-iso20022js/nordea__example_camt.xml";
        site.Be(new DateTime(2026, 11, 2, 1, 0, 0, DateTimeKind.Utc));
        await RegisterAsync(site, Read(File));

        var statement = (await ImportAsync(site, File)).Statements.Single().Statement;

        var accounts = await site.DbAsync(db => db.Set<Account>().Select(a => a.Currency).Distinct().ToListAsync());
        Assert.Equal([statement.Currency], accounts);
        Assert.NotEqual("CNY", statement.Currency);
        Assert.All(await site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).ToListAsync()), l => Assert.Equal(SuspenseReasons.OtherCurrency, l.Reason));
        await site.AssertLedgerAsync();
    }

    private static IEnumerable<(string File, string Outcome)> Outcomes() =>
        File.ReadLines(Path.Combine(Folder, "outcomes.csv")).Skip(1).Select(row => row.Split(',', 2)).Select(cells => (cells[0], cells[1]));

    private static byte[] Content(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    private static BankFile Read(string file) => StatementFiles.Read(Content(file), TestBank.Profile);

    private static Task<FileOutcome> ImportAsync(TestSite site, string file) =>
        site.UseAsync((StatementImportService s) => s.ImportAsync(Read(file), Content(file), Acting.Clock, CancellationToken.None));

    private static Task RegisterAsync(TestSite site, BankFile file) => site.DbAsync(async db =>
    {
        foreach (var (number, currency) in file.Statements.Select(s => (s.Account, s.Currency)).Distinct())
        {
            if (!await db.Set<BankAccount>().AnyAsync(a => a.Number == number && a.Currency == currency))
            {
                db.Add(new BankAccount
                {
                    CentreId = TenderBuilder.Centre,
                    Name = "某某公共资源交易中心",
                    BankName = "某某银行",
                    Number = number,
                    Currency = currency,
                    Profile = TestBank.Profile.Key,
                });
            }
        }

        return await db.SaveChangesAsync();
    });
}
