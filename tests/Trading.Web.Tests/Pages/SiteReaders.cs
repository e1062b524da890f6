using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Pages;

/// <summary>
/// The people whose pages are looked at, and what they have done so far, in an empty database. Names are in Latin letters: what people enter is
/// shown as it is in both languages, and the English pages are searched for Chinese.
/// </summary>
public static class SiteReaders
{
    public const string Administrator = "administrator";
    public const string Manager = "manager";
    public const string Bidder = "bidder";
    public const string Newcomer = "newcomer";
    public const string HalfWay = "half-way";

    // The people of the stories (SiteWorld).
    public const string Owner = "owner";
    public const string Agency = "agency";
    public const string StoryBidder = "story-bidder";
    public const string Operator = "operator";
    public const string Maker = "maker";
    public const string Checker = "checker";
    public const string Expert = "expert";
    public const string Supervisor = "supervisor";

    // The first rows of their tables.
    public const long CentreId = 1;
    public const long PostId = 1;
    public const long OrganisationId = 1;
    public const long AccountChangeId = 1;
    public const long ManagerId = 2;

    public static async Task<IReadOnlyList<(string Reader, long UserId, SessionKind Session)>> SettleAsync(IServiceProvider services)
    {
        var settled = await SettlePartiesAsync(services);
        return [.. settled, .. StoryReaders(await SiteWorld.TellAsync(services))];
    }

    private static IEnumerable<(string Reader, long UserId, SessionKind Session)> StoryReaders(StoryPeople people) =>
    [
        (Owner, people.Owner.UserId, SessionKind.Fresh),
        (Agency, people.Agency.UserId, SessionKind.Fresh),
        (StoryBidder, people.Bidder(0).UserId, SessionKind.Fresh),
        (Operator, people.OperatorId, SessionKind.Fresh),
        (Maker, people.MakerId, SessionKind.Fresh),
        (Checker, people.CheckerId, SessionKind.Fresh),
        (Expert, people.ExpertId, SessionKind.Fresh),
        (Supervisor, people.SupervisorId, SessionKind.Fresh),
    ];

    private static async Task<IReadOnlyList<(string Reader, long UserId, SessionKind Session)>> SettlePartiesAsync(IServiceProvider services)
    {
        var folk = new PartyFolk(services) { OrganisationName = "Demo Bidder A" };
        await folk.CentreAsync(chinese: "Demo centre");
        await folk.PostAsync(CentreId, chinese: "Intake");
        await folk.Do((RoomService r) => r.OpenAsync(new OpenRoom(CentreId, "301", "Opening room", "Opening room", Capacity: 40), byUserId: 1, default));
        var administrator = await folk.OfficerNamedAsync("Administrator 01", centreId: null, Roles.Administrator);
        var manager = await folk.OfficerNamedAsync("Intake 01", CentreId, Roles.CentreOperator, Roles.CentreManager);
        Assert.Equal(ManagerId, manager);
        return
        [
            (Administrator, administrator, SessionKind.Fresh),
            (Manager, manager, SessionKind.Fresh),
            (Bidder, await BidderAsync(folk, new Officer(manager, CentreId)), SessionKind.Fresh),
            (Newcomer, await NewcomerAsync(folk), SessionKind.Password),
            (HalfWay, await WithSecondFactorAsync(folk), SessionKind.HalfWay),
        ];
    }

    private static async Task<long> BidderAsync(PartyFolk folk, Officer reviewer)
    {
        var bidder = await folk.PersonAsync(name: "Clerk A");
        Assert.Equal(OrganisationId, await folk.OrganisationAsync(bidder));
        Assert.Equal(AccountChangeId, (await folk.AccountChangeAsync(OrganisationId, bidder)).Id);
        await folk.Do((OrganisationReviewService r) => r.StartAsync(OrganisationId, reviewer, default));
        await folk.Do((OrganisationReviewService r) => r.FindDefectsAsync(
            OrganisationId, [new ReviewFinding(PartyFields.Address, ReviewFinding.Sentences[0])], reviewer, default));
        await folk.Do((OrganisationReviewService r) => r.StartAsync(OrganisationId, reviewer, default));
        return bidder;
    }

    private static async Task<long> NewcomerAsync(PartyFolk folk)
    {
        var newcomer = await folk.PersonAsync(name: "Clerk B");
        var input = folk.Registration(newcomer);
        await folk.Do((RegistrationService r) => r.SaveAsync(newcomer, input.Organisation, default));
        await folk.Do((RegistrationService r) => r.SaveAsync(newcomer, input.Representative, default));
        await folk.Do((RegistrationService r) => r.SaveAsync(newcomer, input.Account, default));
        Assert.Empty(await folk.Do((RegistrationService r) => r.SignAsync(newcomer, CommitmentTexts.CurrentVersion, "Clerk B", default)));
        return newcomer;
    }

    private static async Task<long> WithSecondFactorAsync(PartyFolk folk)
    {
        var person = await folk.PersonAsync(name: "Clerk C");
        await folk.SetUpSecondFactorAsync(person);
        return person;
    }
}
