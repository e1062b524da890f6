using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// What a statement contradicts: itself, what earlier statements brought, and the calendar. One that contradicts anything is held, not booked.
/// </summary>
public sealed class StatementChecks(TradingDbContext db, BankSeal seal)
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    /// <summary>The statement with every contradiction.</summary>
    /// <param name="bankAccountId">The account.</param>
    /// <param name="statement">As it was read.</param>
    /// <param name="today">The Beijing day of the import: no line is booked after it.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<BankStatement> CheckAsync(long bankAccountId, BankStatement statement, DateOnly today, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var future = statement.Lines.Where(l => l.BookedOn > today).Select(l => new StatementFault(StatementFaultKind.FutureDay, l.Row, Money.Zero, l.Amount));
        return statement with { Faults = [.. statement.Faults, .. await SerialsKnownAsync(bankAccountId, statement, ct), .. future] };
    }

    /// <summary>The lines by their tags, and the tags that earlier statements brought with the day and amount that they brought.</summary>
    internal async Task<Dictionary<string, (DateOnly Day, Money Amount)>> KnownAsync(long bankAccountId, IEnumerable<string> tags, CancellationToken ct)
    {
        var known = new Dictionary<string, (DateOnly Day, Money Amount)>();
        foreach (var chunk in tags.Chunk(Chunk))
        {
            var rows = await db.Set<BankLine>().Where(l => l.BankAccountId == bankAccountId && chunk.Contains(l.DedupeTag))
                .Select(l => new { l.DedupeTag, l.ValueOn, l.Amount }).ToListAsync(ct);
            rows.ForEach(r => known[r.DedupeTag] = (r.ValueOn, r.Amount));
        }

        return known;
    }

    private async Task<IEnumerable<StatementFault>> SerialsKnownAsync(long bankAccountId, BankStatement statement, CancellationToken ct)
    {
        var lines = statement.Lines.Where(l => l.Serial is not null).Select(l => (Line: l, Tag: seal.LineTag(bankAccountId, l.DedupeKey))).ToList();
        var known = await KnownAsync(bankAccountId, lines.Select(l => l.Tag).Distinct(), ct);
        return lines.Where(l => known.TryGetValue(l.Tag, out var before) && before != (l.Line.BookedOn, l.Line.Amount))
            .Select(l => new StatementFault(StatementFaultKind.SerialKnown, l.Line.Row, known[l.Tag].Amount, l.Line.Amount));
    }
}
