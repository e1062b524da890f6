using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Replay;

/// <summary>The centre, owner, bank account and officers of a replay.</summary>
public sealed record ReplayWorld(long CentreId, long OwnerId, long BankAccountId, string BankAccountNumber, string Profile, long OperatorId, long MakerId, long CheckerId,
    IReadOnlyList<long> ExpertIds)
{
    private const int Experts = 4;
    private const string Profile1 = "debit-credit-gb18030";

    public static async Task<ReplayWorld> FoundAsync(TradingDbContext db, CentreService centres, OrganisationService organisations, DateTime nowUtc, CancellationToken ct)
    {
        User[] people = [Person("replay-operator"), Person("replay-maker"), Person("replay-checker"), Person("replay-owner")];
        User[] experts = [.. Enumerable.Range(1, Experts).Select(i => Person($"专家{i:D2}"))];
        Array.ForEach([.. people, .. experts], p => db.Add(p));
        await db.SaveChangesAsync(ct);
        var role = await db.Roles.Where(r => r.Name == Roles.Expert).Select(r => r.Id).SingleAsync(ct);
        Array.ForEach(experts, e => db.Add(new IdentityUserRole<long> { UserId = e.Id, RoleId = role }));
        var centre = await centres.FoundAsync(
            new FoundCentre { Code = "000000", NameZh = "重放中心", NameEn = "Replay centre", Kind = CentreKind.City, ParentId = null, ByUserId = people[0].Id }, ct);
        var owner = await RegisterAsync(organisations, people[3].Id, 0, "招标人", OrganisationKinds.Owner, nowUtc, ct);
        var account = new BankAccount
        {
            CentreId = centre,
            Name = "重放中心保证金专户",
            BankName = "模拟银行",
            Number = "900000000000000001",
            Currency = "CNY",
            Profile = Profile1,
        };
        db.Add(account);
        await db.SaveChangesAsync(ct);
        return new ReplayWorld(centre, owner.Id, account.Id, account.Number, account.Profile, people[0].Id, people[1].Id, people[2].Id, [.. experts.Select(e => e.Id)]);
    }

    /// <summary>A person who never signs in.</summary>
    public static User Person(string name) => new()
    {
        UserName = name,
        NormalizedUserName = name.ToUpperInvariant(),
        DisplayName = name,
        SecurityStamp = name,
    };

    /// <summary>Registers an organisation through the same service as the site, with made-up codes that pass their checks.</summary>
    public static async Task<ReplayOrganisation> RegisterAsync(
        OrganisationService organisations, long userId, int number, string name, OrganisationKinds kinds, DateTime nowUtc, CancellationToken ct)
    {
        var account = string.Create(CultureInfo.InvariantCulture, $"8{number:D11}");
        var result = await organisations.RegisterAsync(
            new RegisterOrganisation
            {
                UserId = userId,
                Organisation = new OrganisationStep
                {
                    Kinds = kinds,
                    Name = name,
                    CreditCode = CreditCode(number),
                    Address = "重放",
                    ContactName = "重放",
                    ContactPhone = "13800000000",
                    ContactEmail = "replay@example.com",
                },
                Representative = new RepresentativeStep { RepresentativeName = "重放", RepresentativeId = DemoPeople.ResidentId(number) },
                Account = new AccountStep { BankName = "模拟银行", AccountNumber = account, AccountName = name, IsBasic = true },
                Commitment = Commitment.Sign(CommitmentTexts.Current, "重放", userId, nowUtc),
            },
            ct);
        return result.Outcome == RegistrationOutcome.Registered
            ? new ReplayOrganisation(result.OrganisationId, name, account, "模拟银行")
            : throw new InvalidOperationException($"{name}: {string.Join(", ", result.Defects.Select(d => d.ToString()))}");
    }

    private static string CreditCode(int number)
    {
        var digits = number.ToString("D8", CultureInfo.InvariantCulture);
        return UnifiedSocialCreditCode.Compose("91", "000000", digits);
    }
}

/// <summary>A registered organisation and the account that it pays from.</summary>
public sealed record ReplayOrganisation(long Id, string Name, string AccountNumber, string BankName);
