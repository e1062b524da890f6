using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Infrastructure.Sealing;

namespace Trading.Web.Tests.Finance;

/// <summary>The money of a lot that is not opened, looked for on every page and in every file of finance and supervision.</summary>
public sealed class SealedMoneyTests(FinanceSite site) : IClassFixture<FinanceSite>
{
    public static readonly TheoryData<string> FinancePages =
    [
        "/finance", "/finance/statements", "/finance/suspense", "/finance/suspense.csv", "/finance/refunds", "/finance/fees", "/finance/fees.csv", "/finance/ledger",
        "/finance/ledger?account=Bank", "/finance/ledger?account=DepositHeld", "/finance/ledger.csv", "/finance/ledger.csv?account=Bank", "/finance/bank-proof",
        "/finance/settlement?from=2020-01-01&to=2040-12-31", "/finance/settlement/deposits.csv?from=2020-01-01&to=2040-12-31",
        "/finance/settlement/summary.csv?from=2020-01-01&to=2040-12-31", "/finance/settlement/fees.csv?from=2020-01-01&to=2040-12-31",
    ];

    public static readonly TheoryData<string> SupervisorPages = ["/supervisor", "/supervisor/steps.csv", "/supervisor/lots", "/supervisor/lots/2", "/supervisor/lots/2/trail.csv"];

    [Theory, MemberData(nameof(FinancePages))]
    public async Task FinancePage_ShowsNothingOfASealedLotsMoney(string url)
    {
        var text = await site.Maker.TextAsync(url);

        Assert.All(await SecretsAsync(), secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        var code = await site.Sealed.ReadAsync(db => db.Set<Lot>().Where(l => l.Id == site.Sealed.LotId).Select(l => l.Code!).SingleAsync());
        Assert.DoesNotContain(code, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statements_ShowNoLineOfADeposit()
    {
        foreach (var link in (await site.Maker.PageAsync("/finance/statements")).QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")!))
        {
            var text = await site.Maker.TextAsync(link);
            Assert.All(await SecretsAsync(), secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Journal_AskedForASealedLot_IsEmpty() =>
        Assert.Contains("没有符合条件的分录", await site.Maker.TextAsync($"/finance/ledger?lot={site.Sealed.LotId}"), StringComparison.Ordinal);

    [Theory, MemberData(nameof(SupervisorPages))]
    public async Task SupervisorPage_ShowsNothingOfThoseWhoTakePart(string url)
    {
        Assert.Equal(2, site.Sealed.LotId);
        var text = await site.Supervisor.TextAsync(url);

        Assert.All(await SecretsAsync(), secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("收到投标文件", text, StringComparison.Ordinal);
        Assert.DoesNotContain("参与投标", text, StringComparison.Ordinal);
    }

    private Task<List<string>> SecretsAsync() => site.Sealed.ReadAsync(async db =>
    {
        var deposits = await db.Set<Deposit>().AsNoTracking().Where(d => d.LotId == site.Sealed.LotId).ToListAsync();
        Assert.Equal(3, deposits.Count);
        var numbers = site.Services.GetRequiredService<DepositSubAccounts>();
        return deposits.SelectMany(d => new[] { numbers.Of(d.ParticipationId), d.ParticipationId.ToString("N"), d.ParticipationId.ToString("N")[..8] })
            .Append(FinanceSite.SealedDeposit.ToString()).Append("77777.00").Append("233,331.00").ToList();
    });
}
