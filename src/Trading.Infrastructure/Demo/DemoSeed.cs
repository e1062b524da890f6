using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Treasury;

namespace Trading.Infrastructure.Demo;

/// <summary>
/// The demo centre: one centre with its bank account, two officers for each post (A and B), an owner and bidders. People and organisations are called by role and
/// letter; codes pass their check digits and use the region 000000. Run again, it adds nothing.
/// </summary>
public sealed class DemoSeed(TradingDbContext db, TimeProvider clock, CentreService centres, PersonService people, OrganisationService organisations,
    OrganisationReviewService reviews, CentreRevenueModels models, CentreFeeSchedules schedules)
{
    private const string BankName = "示范银行";

    private static readonly (string UserName, string Name, string Role)[] Officers =
    [
        ("operator", "受理员01", Roles.CentreOperator), ("manager", "中心主任01", Roles.CentreManager), ("maker", "财务经办01", Roles.FinanceMaker),
        ("checker", "财务复核01", Roles.FinanceChecker), ("operator-b", "受理员02", Roles.CentreOperator), ("manager-b", "中心主任02", Roles.CentreManager),
        ("maker-b", "财务经办02", Roles.FinanceMaker), ("checker-b", "财务复核02", Roles.FinanceChecker), ("supervisor", "监督员01", Roles.Supervisor), ("expert", "专家01", Roles.Expert),
        ("expert-2", "专家02", Roles.Expert), ("expert-3", "专家03", Roles.Expert), ("expert-4", "专家04", Roles.Expert), ("expert-5", "专家05", Roles.Expert),
    ];

    private static readonly (string UserName, string Name, OrganisationKinds Kind)[] Parties =
    [
        ("owner", "招标人甲", OrganisationKinds.Owner), ("agency", "代理机构甲", OrganisationKinds.Agency), ("bidder-a", "投标单位甲", OrganisationKinds.Bidder),
        ("bidder-b", "投标单位乙", OrganisationKinds.Bidder), ("bidder-c", "投标单位丙", OrganisationKinds.Bidder),
    ];

    // An award is charged for by the rulebook's.
    private static readonly (FeeOccasion Occasion, string Key)[] Tariffs =
        [(FeeOccasion.VenueUsed, "demo-venue"), (FeeOccasion.DocumentSold, "document-fee"), (FeeOccasion.ExpertsSat, "demo-expert-fee")];

    /// <summary>The bidders, in the order of their letters.</summary>
    internal static IReadOnlyList<string> BidderNames => [.. Parties.Where(p => p.Kind == OrganisationKinds.Bidder).Select(p => p.Name)];

    /// <summary>The people of the centre; null where there is a centre already.</summary>
    public async Task<StoryPeople?> RunAsync(CancellationToken ct)
    {
        if (await db.Set<Centre>().AnyAsync(ct))
        {
            return null;
        }

        var administrator = await OfficerAsync("admin", "系统管理员01", Roles.Administrator, null, 0, ct);
        var centre = await centres.FoundAsync(
            new FoundCentre { Code = "000000", NameZh = "示范市公共资源交易中心", NameEn = "Demo City Public Resources Trading Centre", Kind = CentreKind.City, ParentId = null, ByUserId = administrator }, ct);
        var account = new BankAccount
        {
            CentreId = centre,
            Name = "示范市公共资源交易中心保证金专户",
            BankName = BankName,
            Number = "900000000000000001",
            Currency = "CNY",
            Profile = "debit-credit-gb18030",
        };
        db.Add(account);
        await db.SaveChangesAsync(ct);
        var inForce = new DateOnly(clock.NowUtc().Year - 1, 1, 1);
        await models.SetAsync(centre, "demo-centre", inForce, null, new TreasuryAccount("示范市财政局非税收入汇缴专户", "900000000000000099", BankName), administrator, ct);
        foreach (var (occasion, key) in Tariffs)
        {
            await schedules.SetAsync(centre, occasion, key, inForce, null, administrator, ct);
        }

        var officers = new List<(string Role, long Id)>();
        foreach (var (userName, name, role) in Officers)
        {
            officers.Add((role, await OfficerAsync(userName, name, role, centre, administrator, ct)));
        }

        var byRole = officers.ToLookup(o => o.Role, o => o.Id);
        await PostsAsync(centre, byRole, administrator, ct);
        var parties = new List<(OrganisationKinds Kind, StoryOrganisation Organisation)>();
        foreach (var (index, (userName, name, kind)) in Parties.Index())
        {
            parties.Add((kind, await PartyAsync(index + 1, userName, name, kind, ct)));
        }

        await ReviewAsync(parties.Select(p => p.Organisation.Id), new Officer(byRole[Roles.CentreOperator].First(), centre), ct);
        return PeopleOf(centre, account.Id, byRole, parties.ToLookup(p => p.Kind, p => p.Organisation));
    }

    // Long ago, as in any centre that works: what is due in the demonstration is what its visitors do.
    private async Task ReviewAsync(IEnumerable<long> organisations, Officer officer, CancellationToken ct)
    {
        foreach (var id in organisations)
        {
            await reviews.StartAsync(id, officer, ct);
            await reviews.PassAsync(id, officer, ct);
        }
    }

    private static StoryPeople PeopleOf(
        long centre, long account, ILookup<string, long> officers, ILookup<OrganisationKinds, StoryOrganisation> parties) => new()
        {
            CentreId = centre,
            BankAccountId = account,
            OperatorId = officers[Roles.CentreOperator].First(),
            MakerId = officers[Roles.FinanceMaker].First(),
            CheckerId = officers[Roles.FinanceChecker].First(),
            SupervisorId = officers[Roles.Supervisor].First(),
            ExpertId = officers[Roles.Expert].First(),
            ExpertIds = [.. officers[Roles.Expert]],
            Owner = parties[OrganisationKinds.Owner].First(),
            Agency = parties[OrganisationKinds.Agency].First(),
            BiddersByLetter = [.. parties[OrganisationKinds.Bidder]],
        };

    /// <summary>Every post of the centre, each with its two people: the first with the role holds it, the second stands in.</summary>
    private async Task PostsAsync(long centre, ILookup<string, long> officers, long by, CancellationToken ct)
    {
        foreach (var key in Posts.OfCentre)
        {
            var post = await centres.CreatePostAsync(
                new CreatePost
                {
                    CentreId = centre,
                    Key = key,
                    NameZh = Words.Get($"post.{key}", WordsLanguage.Chinese),
                    NameEn = Words.Get($"post.{key}", WordsLanguage.English),
                    ByUserId = by,
                }, ct);
            var people = officers[key].ToList();
            await centres.AssignPostAsync(new AssignPost { PostId = post, HolderUserId = people[0], DeputyUserId = people[1], Version = 0, ByUserId = by }, ct);
            db.ChangeTracker.Clear();
        }
    }

    private async Task<long> OfficerAsync(string userName, string name, string role, long? centre, long by, CancellationToken ct)
    {
        var created = await people.CreateOfficerAsync(
            new CreateOfficer { UserName = userName, DisplayName = name, Email = null, Password = DemoPeople.Password, CentreId = centre, Roles = [role], ByUserId = by }, ct);
        return await MarkAsync(Required(created, name), ct);
    }

    private async Task<StoryOrganisation> PartyAsync(int number, string userName, string name, OrganisationKinds kind, CancellationToken ct)
    {
        var opened = await people.OpenAsync(
            new OpenAccount { DisplayName = name + "经办人", Email = $"{userName}@demo.example", Password = DemoPeople.Password }, ct);
        var person = await MarkAsync(Required(opened, name), ct);
        var digits = number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
        var account = "80000000" + digits[4..];
        var registered = await organisations.RegisterAsync(
            new RegisterOrganisation
            {
                UserId = person,
                Organisation = new OrganisationStep
                {
                    Kinds = kind,
                    Name = name,
                    CreditCode = UnifiedSocialCreditCode.Compose("91", "000000", digits),
                    Address = "示范市示范区示例路 1 号",
                    ContactName = name + "经办人",
                    ContactPhone = "13800000000",
                    ContactEmail = $"{userName}@demo.example",
                },
                Representative = new RepresentativeStep { RepresentativeName = name + "法定代表人", RepresentativeId = DemoPeople.ResidentId(number) },
                Account = new AccountStep { BankName = BankName, AccountNumber = account, AccountName = name, IsBasic = true },
                Commitment = Commitment.Sign(CommitmentTexts.Current, name + "经办人", person, clock.NowUtc()),
            },
            ct);
        if (registered.Outcome != RegistrationOutcome.Registered)
        {
            throw new InvalidOperationException($"The demo organisation {name} has defects: {string.Join(", ", registered.Defects)}");
        }

        return new StoryOrganisation(registered.OrganisationId, person, name, account, BankName);
    }

    /// <summary>Demo accounts are listed on the sign-in page and keep the password that it shows.</summary>
    private async Task<long> MarkAsync(long userId, CancellationToken ct)
    {
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(
            s => s.SetProperty(u => u.IsDemo, true).SetProperty(u => u.MustChangePassword, false), ct);
        db.ChangeTracker.Clear();
        return userId;
    }

    private static long Required(PersonResult result, string name) =>
        result.Person?.Id ?? throw new InvalidOperationException($"The demo account {name} has defects: {string.Join(", ", result.Defects)}");
}
