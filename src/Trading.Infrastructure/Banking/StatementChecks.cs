using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Banking;

/// <summary>A line of a statement with the keyed hash under which it is known again.</summary>
/// <param name="Line">The line.</param>
/// <param name="Tag">Its own, also where several bookings have one serial number.</param>
/// <param name="IsKnown">An earlier statement brought it.</param>
/// <param name="Otherwise">What an earlier statement brought under its serial number, where that was another day or amount.</param>
internal sealed record KnownLine(StatementLine Line, string Tag, bool IsKnown, Money? Otherwise);

/// <summary>A statement that is kept, as it reads, with its lines as they are known by now.</summary>
/// <param name="Read">What it says.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="MostDaysApart">How far a value day may be from the day of the booking.</param>
internal sealed record KeptStatement(BankStatement Read, IReadOnlyList<KnownLine> Lines, long MostDaysApart)
{
    /// <summary>What it contradicts on a day.</summary>
    public IReadOnlyList<StatementFault> FaultsOn(DateOnly today) => Judged(today).Faults;

    /// <summary>The statement with every contradiction, on a Beijing day after which no line is booked.</summary>
    public BankStatement Judged(DateOnly today)
    {
        // A number that occurs twice was decided by people where both of its lines are booked.
        var known = Lines.Where(l => l.IsKnown).Select(l => l.Line.Row).ToHashSet();
        var own = Read.Faults.Where(f => f.Kind != StatementFaultKind.SerialTwice || !known.Contains(f.Row));
        var serials = Lines.Where(l => l is { IsKnown: false, Otherwise: not null })
            .Select(l => new StatementFault(StatementFaultKind.SerialKnown, l.Line.Row, l.Otherwise!.Value, l.Line.Amount));
        var future = Faults(StatementFaultKind.FutureDay, l => l.BookedOn > today);
        // What was booked once is booked, whatever day another file gives it.
        var far = Faults(StatementFaultKind.ValueDayFar, l => !known.Contains(l.Row) && Math.Abs(l.CountsOn.DayNumber - l.BookedOn.DayNumber) > MostDaysApart);
        return Read with { Faults = [.. own, .. serials, .. future, .. far] };
    }

    private IEnumerable<StatementFault> Faults(StatementFaultKind kind, Func<StatementLine, bool> isFault) =>
        Read.Lines.Where(isFault).Select(l => new StatementFault(kind, l.Row, Money.Zero, l.Amount));
}

/// <summary>
/// What a statement contradicts: itself, what earlier statements brought, and the calendar. One that contradicts anything is held, not booked.
/// </summary>
public sealed class StatementChecks(TradingDbContext db, BankSeal seal, CentreRulebook rulebook)
{
    private const string MostDaysRule = "common.value-day-most-days";

    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    /// <summary>A statement that is kept, read again, with the lines that earlier ones brought by now.</summary>
    internal Task<KeptStatement> ReadAsync(BankStatementRow row, CancellationToken ct) => OfAsync(row.CentreId, row.BankAccountId, StatementFiles.Open(seal, row), ct);

    /// <summary>A statement as it reads, with the lines that earlier ones brought, to be judged by the centre's rule of today.</summary>
    internal async Task<KeptStatement> OfAsync(long centreId, long bankAccountId, BankStatement read, CancellationToken ct) => new(
        read, await ResolveAsync(bankAccountId, read.Lines, ct), (await rulebook.TodayAsync(centreId, ct)).Get(MostDaysRule).Number);

    /// <summary>
    /// Finds the lines that earlier statements brought. A serial number that stands for several bookings, as two people have decided, is known by number
    /// and count: each line is the first of its number with its day and amount that no line above it is.
    /// </summary>
    private async Task<IReadOnlyList<KnownLine>> ResolveAsync(long bankAccountId, IReadOnlyList<StatementLine> lines, CancellationToken ct)
    {
        var found = new KnownLine?[lines.Count];
        var taken = new HashSet<string>();
        var otherwise = new Money?[lines.Count];
        for (var count = 1; Array.Exists(found, f => f is null); count++)
        {
            var open = Enumerable.Range(0, lines.Count).Where(i => found[i] is null).Select(i => (Index: i, Tag: TagOf(bankAccountId, lines[i], count))).ToList();
            var known = await KnownAsync(bankAccountId, open.Select(o => o.Tag).Distinct(), ct);
            foreach (var (i, tag) in open)
            {
                var isKnown = known.TryGetValue(tag, out var before);
                if (isKnown && before != (lines[i].BookedOn, lines[i].Amount))
                {
                    otherwise[i] ??= before.Amount;
                }
                else if (taken.Add(tag))
                {
                    found[i] = new KnownLine(lines[i], tag, isKnown, otherwise[i]);
                }
            }
        }

        return found!;
    }

    // A cell holds no control character, so no serial number reads like a number and count.
    private string TagOf(long bankAccountId, StatementLine line, int count) => seal.LineTag(
        bankAccountId, count == 1 ? line.DedupeKey : string.Create(CultureInfo.InvariantCulture, $"{line.DedupeKey}\u001F{count}"));

    private async Task<Dictionary<string, (DateOnly Day, Money Amount)>> KnownAsync(long bankAccountId, IEnumerable<string> tags, CancellationToken ct)
    {
        var known = new Dictionary<string, (DateOnly Day, Money Amount)>();
        foreach (var chunk in tags.Chunk(Chunk))
        {
            var rows = await db.Set<BankLine>().Where(l => l.BankAccountId == bankAccountId && chunk.Contains(l.DedupeTag))
                .Select(l => new { l.DedupeTag, l.BookedOn, l.Amount }).ToListAsync(ct);
            rows.ForEach(r => known[r.DedupeTag] = (r.BookedOn, r.Amount));
        }

        return known;
    }
}
