using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Banking;

/// <summary>How a statement follows the one before it.</summary>
/// <param name="Kind">Whether it follows.</param>
/// <param name="Missing">What the statements that are missing changed the balance by; null where there is no gap.</param>
/// <param name="Days">The days that both have; null where they do not overlap.</param>
public sealed record StatementFollows(Succession Kind, Money? Missing = null, (DateOnly From, DateOnly To)? Days = null)
{
    public static readonly StatementFollows First = new(Succession.First);

    /// <summary>
    /// A statement follows another where it opens with the balance with which that one closed. Otherwise it overlaps where it has days of it again, or any
    /// line of it, and there is a gap where it has none.
    /// </summary>
    /// <param name="before">The statement before it.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="hasKnownLines">Whether an earlier statement brought any of its lines.</param>
    public static StatementFollows Of(BankStatement before, BankStatement statement, bool hasKnownLines)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Opening is not { } opening || before.Closing is not { } closing || statement.Days is not { } days || before.Days is not { } earlier
            || opening == closing)
        {
            return new StatementFollows(Succession.Follows);
        }

        return days.From < earlier.To || hasKnownLines
            ? new StatementFollows(Succession.Overlap, Days: (days.From, Earlier(days.To, earlier.To)))
            : new StatementFollows(Succession.Gap, opening - closing);
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}

/// <summary>Finds how statements follow one another. A gap or an overlap is told, and holds nothing: the statement itself is proved.</summary>
public sealed class StatementSuccession(TradingDbContext db, BankSeal seal)
{
    /// <summary>How a statement follows what is booked of its account; in the caller's transaction, which has the account locked.</summary>
    internal async Task<StatementFollows> OfAsync(long bankAccountId, BankStatement statement, DateOnly to, bool hasKnownLines, CancellationToken ct)
    {
        var before = await db.Set<BankStatementRow>().AsNoTracking()
            .Where(s => s.BankAccountId == bankAccountId && s.State == StatementState.Booked && s.FromDay <= to)
            .OrderByDescending(s => s.ToDay).ThenByDescending(s => s.ImportedAtUtc).ThenByDescending(s => s.Place).FirstOrDefaultAsync(ct);
        return before is null ? StatementFollows.First : StatementFollows.Of(StatementFiles.Open(seal, before), statement, hasKnownLines);
    }
}
