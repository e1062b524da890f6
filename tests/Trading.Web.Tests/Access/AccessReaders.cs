using Trading.Domain.Parties;
using Trading.TestKit.Parties;
using Trading.Web.Tests.Pages;

namespace Trading.Web.Tests.Access;

/// <summary>
/// Everybody who may knock: the people of the world's tenders, for each of them one who has no business with them, those whose proof of presence is
/// old, and somebody whose password was right and whose code is still to come.
/// </summary>
internal static class AccessReaders
{
    public const string Stranger = "stranger";
    public const string Rival = "rival";
    public const string OtherOwner = "other-owner";
    public const string OtherOperator = "other-operator";
    public const string OtherMaker = "other-maker";
    public const string OtherChecker = "other-checker";
    public const string OtherExpert = "other-expert";
    public const string OtherSupervisor = "other-supervisor";
    public const string OtherAdministrator = "other-administrator";

    /// <summary>Before the name of a reader who signed in long ago and has not proved presence since.</summary>
    public const string Stale = "stale-";

    // Whoever does something that asks for a fresh proof.
    private static readonly string[] AlsoStale =
        [SiteReaders.Administrator, SiteReaders.Manager, SiteReaders.Owner, SiteReaders.StoryBidder, SiteReaders.Operator, SiteReaders.Checker];

    public static async Task<IReadOnlyList<AccessReader>> SettleAsync(AccessSite site)
    {
        var people = new List<(string Name, long? UserId, SessionKind Session)> { (Stranger, null, SessionKind.Password) };
        people.AddRange(site.Readers.Select(r => (r.Reader == SiteReaders.Bidder ? OtherOwner : r.Reader, (long?)r.UserId, r.Session)));
        people.AddRange(site.Readers.Where(r => AlsoStale.Contains(r.Reader)).Select(r => (Stale + r.Reader, (long?)r.UserId, SessionKind.Password)));
        people.AddRange((await OthersAsync(site)).Select(o => (o.Name, (long?)o.UserId, SessionKind.Fresh)));
        var readers = new List<AccessReader>();
        foreach (var (name, userId, session) in people)
        {
            readers.Add(await AccessReader.OpenAsync(site, name, userId, session));
        }

        return readers;
    }

    private static async Task<List<(string Name, long UserId)>> OthersAsync(TestSite site)
    {
        var folk = new PartyFolk(site.Services) { OrganisationName = "Rival" };
        var centre = await folk.CentreAsync(code: "OTHER1", chinese: "Other centre");
        var rival = await folk.PersonAsync(email: "rival@example.com", name: "Rival clerk");
        var input = folk.Registration(rival, body: "WTX00001");
        Assert.Empty((await folk.RegisterAsync(input with { Organisation = input.Organisation with { Kinds = OrganisationKinds.Bidder } })).Defects);
        return
        [
            (Rival, rival),
            (OtherOperator, await folk.OfficerNamedAsync("other-operator", centre, Roles.CentreOperator, Roles.CentreManager)),
            (OtherMaker, await folk.OfficerNamedAsync("other-maker", centre, Roles.FinanceMaker)),
            (OtherChecker, await folk.OfficerNamedAsync("other-checker", centre, Roles.FinanceChecker)),
            (OtherExpert, await folk.OfficerNamedAsync("other-expert", centre, Roles.Expert)),
            (OtherSupervisor, await folk.OfficerNamedAsync("other-supervisor", centre, Roles.Supervisor)),
            (OtherAdministrator, await folk.OfficerNamedAsync("other-administrator", centre, Roles.Administrator)),
        ];
    }
}
