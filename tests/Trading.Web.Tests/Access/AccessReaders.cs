using Trading.Domain.Parties;
using Trading.TestKit.Parties;
using Trading.Web.Tests.Pages;

namespace Trading.Web.Tests.Access;

/// <summary>Everybody who may knock: the people of the world's tenders, and for each of them one who has no business with them.</summary>
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

    public static async Task<IReadOnlyList<(string Name, HttpClient Client)>> SettleAsync(SettledSite site)
    {
        var readers = new List<(string Name, HttpClient Client)> { (Stranger, site.Visitor()) };
        foreach (var (reader, userId, session) in site.Readers.Where(r => r.Reader != SiteReaders.HalfWay))
        {
            readers.Add((reader == SiteReaders.Bidder ? OtherOwner : reader, await site.VisitorAsync(userId, session)));
        }

        foreach (var (name, userId) in await OthersAsync(site))
        {
            readers.Add((name, await site.VisitorAsync(userId, SessionKind.Fresh)));
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
        ];
    }
}
