using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Banking;

/// <summary>A proposal with the people who made and decided it, as its pages show it.</summary>
public sealed record DecisionItem(
    Guid Id, DecisionKind Kind, DecisionState State, Guid SubjectId, string Reason, string? PayerName, string? PayerAccount, string? PayerBank, string? EndToEndId, Money? NewAmount, string? Agreement,
    long ProposedBy, string? Proposer, DateTime ProposedAtUtc, string? Decider, DateTime? DecidedAtUtc, string? DeclinedBecause, string? PaperName, byte[]? PaperSha256);

/// <summary>What was proposed and decided in a centre; none of it tells of a lot that is not opened.</summary>
public sealed class DecisionQueries(TradingDbContext db)
{
    /// <summary>A decision of the centre; null where it has none of that number.</summary>
    public Task<DecisionItem?> FindAsync(long centreId, Guid id, CancellationToken ct) =>
        Items(db.Set<FinanceDecision>().Where(d => d.CentreId == centreId && d.Id == id)).SingleOrDefaultAsync(ct);

    /// <summary>All decisions about one thing, the earliest first.</summary>
    public async Task<IReadOnlyList<DecisionItem>> OfAsync(long centreId, Guid subjectId, CancellationToken ct) =>
        await Items(db.Set<FinanceDecision>().Where(d => d.CentreId == centreId && d.SubjectId == subjectId).OrderBy(d => d.ProposedAtUtc).ThenBy(d => d.Id)).ToListAsync(ct);

    private IQueryable<DecisionItem> Items(IQueryable<FinanceDecision> rows) => rows.AsNoTracking().Select(d => new DecisionItem(
        d.Id, d.Kind, d.State, d.SubjectId, d.Reason, d.PayerName, d.PayerAccount, d.PayerBank, d.EndToEndId, d.NewAmount, d.Agreement, d.ProposedBy,
        db.Users.Where(u => u.Id == d.ProposedBy).Select(u => u.DisplayName).FirstOrDefault(), d.ProposedAtUtc,
        db.Users.Where(u => u.Id == d.DecidedBy).Select(u => u.DisplayName).FirstOrDefault(), d.DecidedAtUtc, d.DeclinedBecause, d.PaperName, d.PaperSha256));
}
