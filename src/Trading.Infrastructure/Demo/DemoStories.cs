using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Replay;

namespace Trading.Infrastructure.Demo;

/// <summary>
/// The demo centre with a past: its people, and tenders at different stages, each told by the same services as the site's own on a simulated clock
/// that starts weeks ago and stops at the present. So the first page of a demonstration has something to show, and each desk something to do.
/// </summary>
/// <param name="services">The use cases on the installation's database and on <paramref name="clock"/>.</param>
/// <param name="clock">The simulated time; it has not started.</param>
public sealed class DemoStories(IServiceProvider services, ReplayClock clock)
{
    private const int DaysBeforeFirstNotice = 5;

    /// <summary>Founds centre, people and tenders; nothing where there is a centre already.</summary>
    public async Task TellAsync(DateTime presentUtc, CancellationToken ct)
    {
        var tenders = DemoTender.All();
        clock.MoveTo(tenders.Min(t => t.NoticeUtc(presentUtc)).AddDays(-DaysBeforeFirstNotice));
        if (await FoundAsync(ct) is not { } people)
        {
            return;
        }

        var bank = new DemoStoryBank(services.GetRequiredService<DemoBank>(), await AccountAsync(people, ct));
        var storyClock = StoryClock.Of(clock);
        var agenda = new PriorityQueue<(TenderStory Story, string Until), DateTime>();
        foreach (var tender in tenders)
        {
            agenda.Enqueue((new TenderStory(services, storyClock, people, bank, tender.Plot(FileOf)), LastStep(tender)), tender.NoticeUtc(presentUtc));
        }

        while (agenda.TryDequeue(out var next, out var whenUtc))
        {
            if (whenUtc > presentUtc)
            {
                continue;
            }

            storyClock.Be(whenUtc);
            if (await next.Story.NextAsync() != next.Until && await next.Story.NextAtUtcAsync() is { } thenUtc)
            {
                agenda.Enqueue(next, thenUtc);
            }
        }

        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Chainer>().RunAsync(ct);
    }

    // A story that ends with the bids ends with the last of them.
    private static string LastStep(DemoTender tender) =>
        tender.Until == StorySteps.Bid ? $"{StorySteps.Bid} {DemoSeed.BidderNames[tender.Prices.Count - 1]}" : tender.Until;

    private async Task<StoryPeople?> FoundAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DemoSeed>().RunAsync(ct);
    }

    private async Task<BankAccount> AccountAsync(StoryPeople people, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TradingDbContext>().FindAsync<BankAccount>([people.BankAccountId], ct)
            ?? throw new InvalidOperationException("The demo centre has no bank account.");
    }

    private byte[] FileOf(string title, string text) =>
        services.GetRequiredService<PdfGenerator>().Generate(new DemoDocument(title, text, clock.GetUtcNow().UtcDateTime));

    /// <summary>The demo bank as the bank of a story: a statement is a day's.</summary>
    private sealed class DemoStoryBank(DemoBank bank, BankAccount account) : IStoryBank
    {
        private BankProfile Profile => BankProfiles.Of(account.Profile);

        public void PayIn(DateTime nowUtc, Money amount, StoryOrganisation from, string subAccount) =>
            bank.PayIn(account.Number, new DemoPayment(subAccount, amount, from.Name, from.AccountNumber, from.BankName));

        public byte[] Statement(DateTime nowUtc) => bank.Statement(account.Number, Profile, Instants.BeijingDay(nowUtc));

        public byte[] Pay(byte[] paymentFile, DateTime nowUtc) => bank.PayOut(account.Number, Profile, paymentFile, closedAccount: null);
    }
}
