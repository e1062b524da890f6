using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Treasury;

/// <summary>The model under which a centre works on a day, with the row by which it was set.</summary>
public sealed record ModelInForce(CentreRevenueModel Row, RevenueModel Model);

/// <summary>Under which institutional model a centre works on which day: whose each kind of income is, which share comes back, and where to remit.</summary>
public sealed class CentreRevenueModels(TradingDbContext db, TimeProvider clock, RevenueLibrary library, PayerCheck check)
{
    /// <summary>What has been set for a centre, the latest first.</summary>
    public Task<List<CentreRevenueModel>> OfCentreAsync(long centreId, CancellationToken ct) => db.Set<CentreRevenueModel>().AsNoTracking()
        .Where(m => m.CentreId == centreId).OrderByDescending(m => m.EffectiveFrom).ThenByDescending(m => m.SetAtUtc).ToListAsync(ct);

    /// <exception cref="RuleBrokenException"><see cref="TreasuryRules.UnknownModel"/>, <see cref="TreasuryRules.DatesOutOfOrder"/></exception>
    public async Task SetAsync(long centreId, string key, DateOnly from, DateOnly? to, TreasuryAccount treasury, long byUserId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(treasury);
        var nowUtc = clock.NowUtc();
        var id = Guid.NewGuid();
        db.Add(CentreRevenueModel.Set(
            id, centreId, library.Get(key), from, to, treasury, check.Compute(id, treasury.Name, treasury.Account), (byUserId, nowUtc)));
        db.Add(new PartyEvent(PartySubject.Centre, centreId, PartyEvents.RevenueModelSet, key, byUserId, nowUtc));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The model of a day; null where none is set for it.</summary>
    /// <exception cref="RuleBrokenException"><see cref="TreasuryRules.ModelChanged"/>, <see cref="TreasuryRules.UnknownModel"/></exception>
    public async Task<ModelInForce?> OnAsync(long centreId, DateOnly day, CancellationToken ct) => On(await OfCentreAsync(centreId, ct), day);

    /// <summary>Whose a fee of a kind is that the centre charges on a day. Where no model is set it is the centre's own, but for what the state has set.</summary>
    /// <exception cref="RuleBrokenException">
    /// <see cref="TreasuryRules.NoModel"/>, <see cref="TreasuryRules.NoIncomeRule"/>, <see cref="TreasuryRules.NotCollectedHere"/>, <see cref="TreasuryRules.ModelChanged"/>
    /// </exception>
    public async Task<IncomeOwner> OwnerAsync(long centreId, IncomeKind kind, DateOnly day, CancellationToken ct)
    {
        if (await OnAsync(centreId, day, ct) is not { } inForce)
        {
            return kind == IncomeKind.AdministrativeFee ? throw new RuleBrokenException(TreasuryRules.NoModel, day) : IncomeOwner.Centre;
        }

        var rule = inForce.Model.RuleOf(kind, day) ?? throw new RuleBrokenException(TreasuryRules.NoIncomeRule, inForce.Model.Key, kind, day);
        return rule.CollectedBy == FeeCollector.Centre ? rule.Owner : throw new RuleBrokenException(TreasuryRules.NotCollectedHere, kind, rule.CollectedBy);
    }

    /// <summary>The treasury's account of a day.</summary>
    /// <exception cref="RuleBrokenException"><c>treasury.no-model</c>, <c>treasury.account-changed</c>, <c>banking.bad-payee-account</c></exception>
    internal async Task<TreasuryAccount> TreasuryAsync(long centreId, DateOnly today, CancellationToken ct)
    {
        var row = (await OnAsync(centreId, today, ct) ?? throw new RuleBrokenException(TreasuryRules.NoModel, today)).Row;
        if (!check.Matches(row.TreasuryCheck, row.Id, row.TreasuryName, row.TreasuryNumber))
        {
            throw new RuleBrokenException(TreasuryRules.AccountChanged);
        }

        // One number that cannot stand in a payment file would keep the whole file from being written.
        return PaymentFileWriter.IsPayable(row.TreasuryNumber) ? row.Treasury : throw new RuleBrokenException(BankingRules.BadPayeeAccount, 1, row.TreasuryNumber);
    }

    /// <summary>The model of a day out of those of a centre, the latest first.</summary>
    internal ModelInForce? On(IReadOnlyList<CentreRevenueModel> set, DateOnly day)
    {
        if (set.FirstOrDefault(m => m.IsInForce(day)) is not { } row)
        {
            return null;
        }

        var model = library.Get(row.ModelKey);
        return model.ContentHash() == row.ContentHash ? new ModelInForce(row, model) : throw new RuleBrokenException(TreasuryRules.ModelChanged, row.ModelKey);
    }
}
