using Microsoft.EntityFrameworkCore;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit.Parties;
using Trading.TestKit.Stories;

namespace Trading.Web.Tests.Pages;

/// <summary>A project of several lots for which one deposit may stand, and what bidders do there: bidders are named by their index, lots by their number in the database.</summary>
internal sealed class SiteLots(IServiceProvider services, StoryClock clock, StoryPeople people, StoryBank bank, string name, long firstLot, int lots)
{
    public static readonly Money Asked = Money.Yuan(60_000m);

    private readonly PartyFolk _folk = new(services);
    private DateTime _deadlineUtc;

    public DateTime NowUtc => clock.Now();

    public IReadOnlyList<long> Numbers { get; } = [.. Enumerable.Range(0, lots).Select(i => firstLot + i)];

    /// <summary>All lots are published now, with one deadline.</summary>
    public async Task PublishAsync()
    {
        var owner = new Acting(people.Owner.UserId);
        var facts = new ProjectFacts(name, $"{name} in {lots} lots", "000000", "Approval 2026-9", IsLegallyRequired: true, IsStateFunded: true);
        var project = await _folk.Do((ProjectService s) => s.DraftAsync(
            new EntrustProject(
                people.CentreId, "construction", people.Owner.Id, null, facts,
                [.. Numbers.Select((_, i) => new LotFacts($"{name}, lot {i + 1}", LotCategory.Works, Money.Yuan(10_000_000m), Money.Yuan(9_800_000m), null, Asked, 300))]),
            owner, default));
        await _folk.Do((ProjectService s) => s.SetAsync(project, [new ProjectSetting("construction.deposit-pooled", "true")], default));
        await _folk.Do((ProjectService s) => s.SubmitAsync(project, owner, default));
        await _folk.Do((ProjectService s) => s.AcceptAsync(project, "construction", [], new Acting(people.OperatorId), default));
        Assert.Equal(Numbers, await _folk.Read(db => db.Set<Lot>().Where(l => l.ProjectId == project).OrderBy(l => l.Number).Select(l => l.Id).ToListAsync()));
        _deadlineUtc = clock.Now().AddDays(28);
        foreach (var lot in Numbers)
        {
            using var document = new MemoryStream("%PDF-1.4 document"u8.ToArray());
            await _folk.Do((TenderService s) => s.AddDocumentAsync(lot, "tender-document.pdf", "application/pdf", document, 1_000_000, default));
            await _folk.Do((TenderService s) => s.PublishAsync(
                new PublishTender(lot, name, $"{name} in {lots} lots", new Timetable(clock.Now().AddMinutes(1), clock.Now().AddDays(8), _deadlineUtc)), owner, default));
        }
    }

    public Task TakePartAsync(long lot, int bidder)
    {
        var link = people.Bidder(bidder);
        return _folk.Do((ParticipationService s) => s.TakePartAsync(new BidderLink(lot, link.Id, link.Name, link.AccountNumber, link.BankName), default));
    }

    public async Task<Guid> OfAsync(long lot, int bidder) => (await _folk.Do((ParticipationService s) => s.FindAsync(lot, people.Bidder(bidder).Id, default)))!.Value;

    public async Task PayAsync(long lot, int bidder)
    {
        await TakePartAsync(lot, bidder);
        var participation = await OfAsync(lot, bidder);
        bank.PayIn(clock.Now(), Asked, people.Bidder(bidder), await _folk.Do((DepositSubAccounts s) => Task.FromResult(s.Of(participation))));
    }

    /// <summary>What has been paid in arrives.</summary>
    public Task ImportAsync() => _folk.Do((StatementImportService s) => s.ImportAsync(people.BankAccountId, bank.Statement(clock.Now()), new Acting(people.MakerId), default));

    /// <summary>The bidder stands in a lot on the deposit that it has paid for another.</summary>
    public async Task StandAsync(long lot, long paying, int bidder)
    {
        await TakePartAsync(lot, bidder);
        await _folk.Do((CoverService s) => s.StandOnAsync(lot, paying, people.Bidder(bidder).Id, default));
    }

    public async Task BidAsync(params int[] bidders)
    {
        foreach (var (lot, bidder) in Numbers.SelectMany(l => bidders.Select(b => (l, b))))
        {
            using var file = new MemoryStream("%PDF-1.4 bid"u8.ToArray());
            await _folk.Do((BidService s) => s.SubmitAsync(
                new SubmitBid(lot, people.Bidder(bidder).Id, Money.Yuan(9_300_000m + (bidder * 10_000m)), 280, [new OfferedFile("bid.pdf", file, null)]), default));
        }
    }

    /// <summary>All lots are opened, once their deadline is over.</summary>
    public async Task OpenAsync()
    {
        clock.Be(_deadlineUtc);
        foreach (var lot in Numbers)
        {
            await _folk.Do((OpeningService s) => s.OpenDespiteOutageAsync(lot, new Acting(people.Owner.UserId), default));
        }
    }
}
