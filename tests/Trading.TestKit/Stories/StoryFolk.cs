using Trading.Domain.Parties;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Persistence;
using Trading.TestKit.Parties;

namespace Trading.TestKit.Stories;

/// <summary>
/// Founds the people of a story. Their names are in Latin letters, so that English pages can be searched for Chinese.
/// </summary>
public static class StoryFolk
{
    /// <summary>How many bidders there are to choose from.</summary>
    public const int Bidders = 7;
    private const int Experts = 7;

    extension(StoryPeople)
    {
        /// <summary>Founds them all; <paramref name="centreId"/> joins a centre that is there already.</summary>
        public static async Task<StoryPeople> FoundAsync(IServiceProvider services, long? centreId = null)
        {
            var folk = new PartyFolk(services);
            var centre = centreId ?? await folk.CentreAsync(code: "S00001", chinese: "Story centre");
            var bank = new BankAccount
            {
                CentreId = centre,
                Name = "Story centre deposits",
                BankName = "Demo Bank",
                Number = StoryBank.AccountNumber,
                Currency = "CNY",
                Profile = StoryBank.Profile.Key,
            };
            await folk.Do(async (TradingDbContext db) =>
            {
                db.Add(bank);
                await db.SaveChangesAsync();
            });
            var people = new StoryPeople
            {
                ExpertIds = [],
                CentreId = centre,
                BankAccountId = bank.Id,
                OperatorId = await OfficerAsync(folk, "story-operator", centre, Roles.CentreOperator),
                MakerId = await OfficerAsync(folk, "story-maker", centre, Roles.FinanceMaker),
                CheckerId = await OfficerAsync(folk, "story-checker", centre, Roles.FinanceChecker),
                SupervisorId = await OfficerAsync(folk, "story-supervisor", centre, Roles.Supervisor),
                ExpertId = await OfficerAsync(folk, "story-expert", centre, Roles.Expert),
                Owner = await OrganisationAsync(folk, "Story Owner", OrganisationKinds.Owner, 90),
                Agency = await OrganisationAsync(folk, "Story Agency", OrganisationKinds.Agency, 91),
                BiddersByLetter = await BiddersAsync(folk),
            };
            return people with { ExpertIds = [people.ExpertId, .. await MoreExpertsAsync(folk, centre)] };
        }
    }

    private static async Task<List<StoryOrganisation>> BiddersAsync(PartyFolk folk)
    {
        var bidders = new List<StoryOrganisation>();
        for (var index = 0; index < Bidders; index++)
        {
            bidders.Add(await OrganisationAsync(folk, $"Story Bidder {(char)('A' + index)}", OrganisationKinds.Bidder, index + 1));
        }

        return bidders;
    }

    private static async Task<List<long>> MoreExpertsAsync(PartyFolk folk, long centre)
    {
        var experts = new List<long>();
        for (var number = 2; number <= Experts; number++)
        {
            experts.Add(await OfficerAsync(folk, $"story-expert-{number}", centre, Roles.Expert));
        }

        return experts;
    }

    private static async Task<long> OfficerAsync(PartyFolk folk, string name, long centre, string role)
    {
        var id = await folk.OfficerNamedAsync(name, centre, role);
        return id;
    }

    private static async Task<StoryOrganisation> OrganisationAsync(PartyFolk folk, string name, OrganisationKinds kinds, int number)
    {
        var userId = await folk.PersonAsync(email: $"story-{number}@example.com", name: name + " clerk");
        var account = $"6222000000009{number:D3}";
        var input = folk.Registration(userId, body: $"WT{number:D6}");
        input = input with
        {
            Organisation = input.Organisation with { Name = name, Kinds = kinds },
            Account = folk.Account(account) with { AccountName = name },
        };
        var registered = await folk.RegisterAsync(input);
        Xunit.Assert.Empty(registered.Defects);
        return new StoryOrganisation(registered.OrganisationId, userId, name, account, "Demo Bank");
    }
}
