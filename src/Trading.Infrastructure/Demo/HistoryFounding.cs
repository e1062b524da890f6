using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Demo;

/// <summary>An organisation of the history with the account that it pays from.</summary>
internal sealed record HistoryParty(long Id, string Name, string Account);

/// <summary>A centre of the history with its bank account and its two finance officers.</summary>
internal sealed record HistoryCentre(long Id, string Code, BankAccount Account, long MakerId, long CheckerId);

/// <summary>Everybody in the history, and the day on which it ends.</summary>
internal sealed record HistoryWorld(DateOnly Until, HistoryParty Owner, IReadOnlyList<HistoryParty> Bidders, IReadOnlyList<HistoryCentre> Centres)
{
    public const string BankName = "示范银行";

    public HistoryParty PayerOf(HistoryFee fee) => fee.Winner is { } winner ? Bidders[winner] : Owner;
}

/// <summary>Founds the centres, officers and organisations of a history, once; a run that goes on finds them again.</summary>
public sealed class HistoryFounding(TradingDbContext db, CentreService centres, PersonService people, RegisteredAccountProof proof, FeeLibrary fees)
{
    // Statements and replies of the last day are told on the next, and that must be over.
    private const int DaysToNow = 2;
    private const int OwnerNumber = 0;

    internal Task<HistoryWorld> FoundAsync(HistoryOrder order, DateTime nowUtc, CancellationToken ct) => db.InTransactionAsync(
        async () => await FindAsync(order, ct) ?? await AddAsync(order, nowUtc, ct), ct);

    private static string CentreCode(HistoryOrder order, int centre) => string.Create(CultureInfo.InvariantCulture, $"H{HistoryPlanner.NameOf(order)}{centre + 1}");

    // Six digits of the order and two of the party: the codes of two orders differ.
    private static string CreditCode(HistoryOrder order, int number) =>
        UnifiedSocialCreditCode.Compose("91", RegionPrefix.Demo, string.Create(CultureInfo.InvariantCulture, $"{HistoryPlanner.NameOf(order)[..6]}{number:D2}"));

    private static string AccountNumber(HistoryOrder order, int number) => string.Create(CultureInfo.InvariantCulture, $"81{HistoryPlanner.NameOf(order)}{number:D4}");

    private async Task<HistoryWorld?> FindAsync(HistoryOrder order, CancellationToken ct)
    {
        var first = CentreCode(order, 0);
        if (!await db.Set<Centre>().AnyAsync(c => c.Code == first, ct))
        {
            return null;
        }

        var codes = Enumerable.Range(0, HistoryPlanner.Bidders + 1).Select(number => CreditCode(order, number)).ToList();
        var parties = await db.Set<Organisation>().AsNoTracking().Where(o => codes.Contains(o.CreditCode)).ToDictionaryAsync(o => o.CreditCode, ct);
        var found = new List<HistoryCentre>();
        foreach (var code in Enumerable.Range(0, order.Centres).Select(centre => CentreCode(order, centre)))
        {
            var id = await db.Set<Centre>().Where(c => c.Code == code).Select(c => c.Id).SingleAsync(ct);
            found.Add(new HistoryCentre(
                id, code, await db.Set<BankAccount>().AsNoTracking().SingleAsync(a => a.CentreId == id, ct), await PersonAsync(MakerName(code), ct), await PersonAsync(CheckerName(code), ct)));
        }

        // Everybody was registered when the history began.
        var firstDay = Instants.BeijingDay(parties[codes[OwnerNumber]].RegisteredAtUtc);
        var until = firstDay.AddDays((HistoryPlanner.Periods(order) * HistoryPlanner.PeriodDays) - 1);
        return WorldOf(until, [.. codes.Select(code => parties[code])], found);
    }

    private async Task<HistoryWorld> AddAsync(HistoryOrder order, DateTime nowUtc, CancellationToken ct)
    {
        var until = Instants.BeijingDay(nowUtc).AddDays(-DaysToNow);
        var startUtc = HistoryPlanner.At(HistoryPlanner.FirstDay(order, until), 8);
        var founded = new List<HistoryCentre>();
        foreach (var number in Enumerable.Range(0, order.Centres))
        {
            founded.Add(await CentreAsync(order, number, ct));
            db.Add(Tariff(FeeOccasion.VenueUsed, HistoryPlanner.VenueTariff));
            db.Add(Tariff(FeeOccasion.ExpertsSat, HistoryPlanner.ExpertTariff));
        }

        var parties = Enumerable.Range(0, HistoryPlanner.Bidders + 1).Select(number => Party(order, number, founded[0], startUtc)).ToList();
        db.AddRange(parties);
        await db.SaveChangesAsync(ct);
        return WorldOf(until, parties, founded);

        CentreFeeSchedule Tariff(FeeOccasion occasion, string key) => CentreFeeSchedule.Set(founded[^1].Id, occasion, key, fees.HashOf(key), Instants.BeijingDay(startUtc), null, 0, startUtc);
    }

    private static HistoryWorld WorldOf(DateOnly until, IReadOnlyList<Organisation> parties, IReadOnlyList<HistoryCentre> centres)
    {
        var all = parties.Select(p => new HistoryParty(p.Id, p.Name, p.Account.AccountNumber)).ToList();
        return new HistoryWorld(until, all[OwnerNumber], all[(OwnerNumber + 1)..], centres);
    }

    private async Task<HistoryCentre> CentreAsync(HistoryOrder order, int number, CancellationToken ct)
    {
        var code = CentreCode(order, number);
        var id = await centres.FoundAsync(
            new FoundCentre { Code = code, NameZh = $"历史数据交易中心 {code}", NameEn = $"Centre with a history {code}", Kind = CentreKind.City, ParentId = null, ByUserId = 0 }, ct);
        var account = new BankAccount
        {
            CentreId = id,
            Name = $"历史数据交易中心 {code} 保证金专户",
            BankName = HistoryWorld.BankName,
            Number = string.Create(CultureInfo.InvariantCulture, $"91{HistoryPlanner.NameOf(order)}{number:D4}"),
            Currency = BankAccount.Renminbi,
            Profile = "debit-credit-gb18030",
        };
        db.Add(account);
        await db.SaveChangesAsync(ct);
        return new HistoryCentre(id, code, account, await OfficerAsync(MakerName(code), Roles.FinanceMaker, id, ct), await OfficerAsync(CheckerName(code), Roles.FinanceChecker, id, ct));
    }

    private static string MakerName(string centreCode) => $"maker-{centreCode.ToLowerInvariant()}";

    private static string CheckerName(string centreCode) => $"checker-{centreCode.ToLowerInvariant()}";

    private async Task<long> OfficerAsync(string userName, string role, long centre, CancellationToken ct)
    {
        var created = await people.CreateOfficerAsync(
            new CreateOfficer { UserName = userName, DisplayName = Words.Get(RoleWords.Key(role), WordsLanguage.Chinese), Email = null, Password = DemoPeople.Password, CentreId = centre, Roles = [role], ByUserId = 0 }, ct);
        var id = created.Person?.Id ?? throw new InvalidOperationException($"The account {userName} has defects: {string.Join(", ", created.Defects)}");
        await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.IsDemo, true).SetProperty(u => u.MustChangePassword, false), ct);
        return id;
    }

    private Task<long> PersonAsync(string userName, CancellationToken ct) => db.Users.Where(u => u.UserName == userName).Select(u => u.Id).SingleAsync(ct);

    private Organisation Party(HistoryOrder order, int number, HistoryCentre reviewer, DateTime nowUtc)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{(number == OwnerNumber ? "招标人" : "投标单位")} {HistoryPlanner.NameOf(order)}-{number:D2}");
        var party = Organisation.Register(
            new OrganisationStep
            {
                Kinds = number == OwnerNumber ? OrganisationKinds.Owner : OrganisationKinds.Bidder,
                Name = name,
                CreditCode = CreditCode(order, number),
                Address = "示范市示范区示例路 1 号",
                ContactName = "经办人",
                ContactPhone = "13800000000",
                ContactEmail = "history@demo.example",
            },
            new Representative("法定代表人", "", "000***00"),
            new AccountStep { BankName = HistoryWorld.BankName, AccountNumber = AccountNumber(order, number), AccountName = name, IsBasic = true },
            Commitment.Sign(CommitmentTexts.Current, "经办人", reviewer.MakerId, nowUtc),
            nowUtc);
        proof.Keep(party);
        party.StartReview(reviewer.CheckerId, reviewer.Id);
        party.PassReview(reviewer.CheckerId, nowUtc);
        return party;
    }
}
