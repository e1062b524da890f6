using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trading.Domain.Closing;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Shared;
using Trading.TestKit.Stories;

namespace Trading.Browser.Tests;

/// <summary>
/// A week of the two people of finance through their pages, from the bank's statement to the settlement report: deposits arrive, and money that fits
/// nothing; it goes back, and so do the deposits when the tender is over; a fee comes in; the books are proved against the bank, the month is closed,
/// and the report ties to the ledger. What everybody else does meanwhile is told by the services.
/// </summary>
public sealed class FinanceWeekTests(Browser browser, LiveSite site) : PageStory(browser, site), IClassFixture<LiveSite>
{
    private static readonly string[] Printed = [StorySteps.TakePart, StorySteps.PayFee];

    [Fact]
    public async Task AWeek_FromTheStatementToTheSettlementReport_IsWorkedThroughByTwo()
    {
        var people = await StoryPeople.FoundAsync(Site.Services);
        var (maker, checker) = (await OpenAsync(people.MakerId), await OpenAsync(people.CheckerId));
        var bank = new StrayBank(people);
        var story = new TenderStory(Site.Services, StoryClock.Of(Site.Services.GetRequiredService<BusinessClock>()), people, bank, new StoryPlot { PaysTogether = true });
        var steps = new Queue<StoryStep>(story.Steps);

        await TellAsync(steps, StorySteps.TakePart, maker, bank);
        await SeeInBothAsync(maker, "/finance", "week-1-home");
        await SeeInBothAsync(maker, "/finance/suspense", "week-1-suspense");
        Assert.Equal(2, await ReadAsync(db => db.Set<BankLine>().CountAsync(l => l.State == BankLineState.Suspense)));
        await PayOutAsync(maker, checker, bank, "week-2");
        Assert.Equal(0, await ReadAsync(db => db.Set<BankLine>().CountAsync(l => l.State == BankLineState.Suspense)));

        await TellAsync(steps, StorySteps.PayFee, maker, bank);
        await TellAsync(steps, StorySteps.Contract, maker, bank);
        await SeeInBothAsync(maker, "/finance/fees", "week-3-fees");
        await PayOutAsync(maker, checker, bank, "week-3");
        Assert.All(await ReadAsync(db => db.Set<Deposit>().Select(d => d.State).ToListAsync()), s => Assert.Equal(DepositState.Refunded, s));

        await SeeInBothAsync(maker, "/finance/bank-proof", "week-4-proof");
        await CloseMonthAsync(maker, checker);
        await ReportAsync(maker);
    }

    /// <summary>The story up to a step; what the bank prints for it is imported by the maker through the page.</summary>
    private async Task TellAsync(Queue<StoryStep> steps, string last, IPage maker, StrayBank bank)
    {
        for (var told = ""; told != last;)
        {
            var step = steps.Dequeue();
            await step.PrepareAsync();
            await (Printed.Contains(step.Name) ? ImportAsync(maker, bank) : step.ActAsync());
            told = step.Name;
        }
    }

    private async Task ImportAsync(IPage maker, StrayBank bank)
    {
        await GoAsync(maker, "/finance/statements");
        await maker.SetInputFilesAsync("main input[type=file]", new FilePayload { Name = "statement.csv", MimeType = "text/csv", Buffer = bank.Print(NowUtc()) });
        await PressAsync(maker, "form[action='/finance/statements'] button.main");
        await Pictures.TakeAsync(maker, "week-1-statement");
        Assert.Equal(StatementState.Booked, await ReadAsync(db => db.Set<BankStatementRow>().OrderByDescending(s => s.ImportedAtUtc).Select(s => s.State).FirstAsync()));
    }

    /// <summary>Whatever is due or waits in suspense: a batch by one, approved by another, its file taken to the bank, and the bank's reply and statement brought back.</summary>
    private async Task PayOutAsync(IPage maker, IPage checker, StrayBank bank, string picture)
    {
        await SeeInBothAsync(maker, "/finance/refunds", picture + "-due");
        await PressAsync(maker);
        var batch = new Uri(maker.Url).AbsolutePath;
        await SeeAsync(checker, batch + "/approve", picture + "-approve");
        await PressAsync(checker);
        await GoAsync(maker, batch);
        var download = await maker.RunAndWaitForDownloadAsync(() => maker.Locator($"a[href='{batch}/payment-file']").ClickAsync());
        var reply = bank.Pay(await ReadAsync(download), NowUtc());
        await maker.SetInputFilesAsync("main input[type=file]", new FilePayload { Name = "reply.csv", MimeType = "text/csv", Buffer = reply });
        await PressAsync(maker, "form[action$='/reply'] button");
        await SeeInBothAsync(maker, batch, picture + "-paid");
        await ImportAsync(maker, bank);
        Assert.All(await ReadAsync(db => db.Set<Repayment>().Select(r => r.State).ToListAsync()), s => Assert.Equal(RepaymentState.Paid, s));
    }

    /// <summary>The month of the first statement: proposed by one, closed by the other.</summary>
    private async Task CloseMonthAsync(IPage maker, IPage checker)
    {
        await SeeInBothAsync(maker, "/finance/closing", "week-5-closing");
        await maker.FillAsync("#Form_Reason", "月末无收支，银行未出对账单");
        await PressAsync(maker);
        var id = await ReadAsync(db => db.Set<AccountingPeriod>().Select(p => p.Id).SingleAsync());
        await SeeInBothAsync(checker, $"/finance/closing/{id}", "week-5-period");
        await PressAsync(checker, "form[action$='/close'] button");
        Assert.Equal(PeriodState.Closed, await ReadAsync(db => db.Set<AccountingPeriod>().Select(p => p.State).SingleAsync()));
    }

    private async Task ReportAsync(IPage maker)
    {
        var fee = await ReadAsync(db => db.Set<FeeCharge>().SingleAsync());
        var period = string.Create(CultureInfo.InvariantCulture, $"from={Today().AddYears(-1):yyyy-MM-dd}&to={Today():yyyy-MM-dd}");
        await SeeInBothAsync(maker, "/finance/settlement?" + period, "week-5-settlement");
        Assert.Equal(Money.Zero.ToString(), (await maker.Locator("#closing-total").InnerTextAsync()).Trim());
        Assert.DoesNotContain(Words.Get("finance.ties-not", WordsLanguage.Chinese), await maker.InnerTextAsync("main"), StringComparison.Ordinal);
        foreach (var (format, begins) in new[] { ("xlsx", "PK"), ("pdf", "%PDF"), ("csv", null) })
        {
            var download = await maker.RunAndWaitForDownloadAsync(() => maker.Locator($"a[href^='/finance/settlement/fees.{format}']").ClickAsync());
            var file = Encoding.UTF8.GetString(await ReadAsync(download));
            Assert.Contains(begins ?? (fee.Amount.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture), file, StringComparison.Ordinal);
        }
    }

    private static async Task<byte[]> ReadAsync(IDownload download)
    {
        await using var stream = await download.CreateReadStreamAsync();
        using var file = new MemoryStream();
        await stream.CopyToAsync(file);
        return file.ToArray();
    }

    private DateTime NowUtc() => Site.Services.GetRequiredService<BusinessClock>().NowUtc();

    /// <summary>With the first deposit come another organisation's money for the same sub-account, and money without any.</summary>
    private sealed class StrayBank(StoryPeople people) : IStoryBank
    {
        private readonly StoryBank _bank = new();
        private bool _strayed;

        public void PayIn(DateTime nowUtc, Money amount, StoryOrganisation from, string subAccount)
        {
            _bank.PayIn(nowUtc, amount, from, subAccount);
            if (!_strayed)
            {
                _strayed = true;
                _bank.PayIn(nowUtc, amount, people.Bidder(3), subAccount);
                _bank.PayIn(nowUtc, Money.Yuan(120m), people.Bidder(4), "");
            }
        }

        // The story's own look at the bank: here finance fetches the statement when it comes to it.
        public byte[] Statement(DateTime nowUtc) => [];

        public byte[] Print(DateTime nowUtc) => _bank.Statement(nowUtc);

        public byte[] Pay(byte[] paymentFile, DateTime nowUtc) => _bank.Pay(paymentFile, nowUtc);
    }
}
