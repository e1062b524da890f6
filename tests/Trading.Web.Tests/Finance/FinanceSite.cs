using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Treasury;
using Trading.TestKit.Parties;
using Trading.TestKit.Stories;

namespace Trading.Web.Tests.Finance;

/// <summary>
/// A centre with a lot whose deposits are due, and one that takes bids and asks for a deposit that nothing else asks for, so that it can be searched
/// for; and a second centre whose finance sees nothing of it.
/// </summary>
public sealed class FinanceSite : TestSite, IAsyncLifetime
{
    public static readonly Money SealedDeposit = Money.Yuan(77_777m);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trading-finance-");

    public StoryPeople People { get; private set; } = null!;
    public StoryBank Bank { get; } = new();

    /// <summary>Contract signed: its deposits are due.</summary>
    public TenderStory Due { get; private set; } = null!;

    /// <summary>Three bidders have paid and bid; it is not opened.</summary>
    public TenderStory Sealed { get; private set; } = null!;

    public HttpClient Maker { get; private set; } = null!;
    public HttpClient Checker { get; private set; } = null!;
    public HttpClient OtherChecker { get; private set; } = null!;
    public HttpClient Supervisor { get; private set; } = null!;
    public HttpClient OtherSupervisor { get; private set; } = null!;
    public HttpClient Bidder { get; private set; } = null!;

    public BusinessClock Clock => (BusinessClock)Services.GetRequiredService<TimeProvider>();

    public async ValueTask InitializeAsync()
    {
        People = await StoryPeople.FoundAsync(Services);
        await new PartyFolk(Services).Do((CentreRevenueModels m) => m.SetAsync(
            People.CentreId, "merged-with-service-centre", new DateOnly(2020, 1, 1), null, new TreasuryAccount("某某财政局", "3602000000000099", "Demo Bank"), 1, default));
        var clock = StoryClock.Of(Clock);
        Due = await new TenderStory(Services, clock, People, Bank, new StoryPlot { Title = "Due works" }).ToAsync(StorySteps.Contract);
        Sealed = await new TenderStory(Services, clock, People, Bank, new StoryPlot { Title = "Sealed works", Deposit = SealedDeposit }).ToAsync(StorySteps.Bid + " Story Bidder C");
        var folk = new PartyFolk(Services);
        var other = await folk.CentreAsync();
        Maker = await VisitorAsync(People.MakerId, SessionKind.Fresh);
        Checker = await VisitorAsync(People.CheckerId, SessionKind.Fresh);
        OtherChecker = await VisitorAsync(await folk.OfficerNamedAsync("other-checker", other, Roles.FinanceChecker), SessionKind.Fresh);
        Supervisor = await VisitorAsync(People.SupervisorId);
        OtherSupervisor = await VisitorAsync(await folk.OfficerNamedAsync("other-supervisor", other, Roles.Supervisor));
        Bidder = await VisitorAsync(People.Bidder(0).UserId);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Data:Folder", _folder.FullName);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
