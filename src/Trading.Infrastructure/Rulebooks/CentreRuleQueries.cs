using Microsoft.EntityFrameworkCore;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Rulebooks;

/// <summary>What a centre's officer said of a rule, with who proposed and who approved it.</summary>
public sealed record CentreRuleItem(
    long Id, string Key, CentreRuleKind Kind, string? Value, string? Citation, DateOnly EffectiveFrom, long ProposedByUserId, string? ProposedBy, DateTime ProposedAtUtc,
    string? ApprovedBy, DateTime? ApprovedAtUtc);

/// <summary>A rule as it binds at the centre today, beside the national row that it came from.</summary>
public sealed record CentreRuleView(Rule Rule, Rule National, IReadOnlyList<CentreRuleItem> Rows);

/// <summary>The rulebook of a centre, row by row, as its officers keep it.</summary>
public sealed class CentreRuleQueries(TradingDbContext db, CentreRulebook rulebook, RulebookLibrary library, TimeProvider clock)
{
    /// <summary>Every row of the centre's book, in the order of keys.</summary>
    public async Task<IReadOnlyList<CentreRuleView>> AllAsync(Officer officer, CancellationToken ct)
    {
        var today = await rulebook.TodayAsync(officer.CentreId, ct);
        var said = (await ItemsAsync(RowsOf(officer.CentreId), ct)).ToLookup(r => r.Key);
        return [.. today.Rules.Select(rule => new CentreRuleView(rule, National(rule), [.. said[rule.Key]]))];
    }

    /// <summary>One row; null where the book has none of that key.</summary>
    public async Task<CentreRuleView?> FindAsync(string key, Officer officer, CancellationToken ct)
    {
        var today = await rulebook.TodayAsync(officer.CentreId, ct);
        return today.Rules.FirstOrDefault(r => r.Key == key) is { } rule ? new CentreRuleView(rule, National(rule), await ItemsAsync(RowsOf(officer.CentreId).Where(r => r.Key == key), ct)) : null;
    }

    /// <summary>Rows of the centre's own by their numbers.</summary>
    public async Task<IReadOnlyDictionary<long, CentreRuleItem>> RowsAsync(long centreId, IReadOnlyCollection<long> ids, CancellationToken ct) =>
        (await ItemsAsync(RowsOf(centreId).Where(r => ids.Contains(r.Id)), ct)).ToDictionary(r => r.Id);

    private Rule National(Rule rule) => library.Find(rule.Key, Instants.BeijingDay(clock.NowUtc())) ?? rule;

    private IQueryable<CentreRuleRow> RowsOf(long centreId) => db.Set<CentreRuleRow>().AsNoTracking().Where(r => r.CentreId == centreId);

    private Task<List<CentreRuleItem>> ItemsAsync(IQueryable<CentreRuleRow> rows, CancellationToken ct) =>
        rows.OrderByDescending(r => r.Id)
            .Select(r => new CentreRuleItem(
                r.Id, r.Key, r.Kind, r.Value, r.Citation, r.EffectiveFrom, r.ProposedByUserId,
                db.Users.Where(u => u.Id == r.ProposedByUserId).Select(u => u.DisplayName).FirstOrDefault(), r.ProposedAtUtc,
                db.Users.Where(u => u.Id == r.ApprovedByUserId).Select(u => u.DisplayName).FirstOrDefault(), r.ApprovedAtUtc)).ToListAsync(ct);
}
