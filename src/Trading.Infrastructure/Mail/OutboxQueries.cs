using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Mail;

/// <summary>A mail that is not confidential, as an administrator sees it: never its text.</summary>
public sealed record MailRow(
    Guid Id, string Kind, string Recipient, MailState State, int Attempts, DateTime CreatedAtUtc, DateTime NextTryAtUtc, DateTime? SentAtUtc, string? LastError);

/// <summary>
/// The outbox for administrators. Confidential mails are neither listed nor counted: how many there are would tell how many take part somewhere.
/// That some of them fail is told, and all that fail are tried again together.
/// </summary>
public sealed class OutboxQueries(TradingDbContext db)
{
    private static readonly TimeSpan HeldUpAfter = TimeSpan.FromMinutes(5);

    /// <summary>Parked first, then failing, then the latest.</summary>
    public Task<List<MailRow>> ListAsync(int most, CancellationToken ct) => db.Set<OutboxMail>().AsNoTracking()
        .Where(m => m.SealedContent == null)
        .OrderBy(m => m.State == MailState.Parked ? 0 : m.LastError != null ? 1 : 2).ThenByDescending(m => m.CreatedAtUtc).ThenBy(m => m.Id)
        .Take(most)
        .Select(m => new MailRow(m.Id, m.Kind, m.Recipient!, m.State, m.Attempts, m.CreatedAtUtc, m.NextTryAtUtc, m.SentAtUtc, m.LastError))
        .ToListAsync(ct);

    /// <summary>
    /// True where mails that are not confidential have been due for minutes and nobody has taken them up: the server cannot be reached, or the job does
    /// not run. The public asks for this (<c>/healthz</c>): were confidential mails looked at, a server that is away would tell a lot with a bidder from
    /// one without.
    /// </summary>
    public Task<bool> AreHeldUpAsync(DateTime nowUtc, CancellationToken ct)
    {
        var since = nowUtc - HeldUpAfter;
        return db.Set<OutboxMail>().AnyAsync(m => m.SealedContent == null && m.State == MailState.Waiting && m.NextTryAtUtc < since, ct);
    }

    public Task<bool> ConfidentialFailAsync(CancellationToken ct) => db.Set<OutboxMail>().AnyAsync(
        m => m.SealedContent != null && (m.State == MailState.Parked || (m.State == MailState.Waiting && m.LastError != null)), ct);
}

/// <summary>What an administrator does about mails that fail.</summary>
public sealed class OutboxRetries(TradingDbContext db)
{
    /// <summary>Tries a mail again, from the first attempt on; false where there is none that is still to be sent.</summary>
    public async Task<bool> RetryAsync(Guid id, DateTime nowUtc, CancellationToken ct) =>
        await AgainAsync(db.Set<OutboxMail>().Where(m => m.Id == id && m.SealedContent == null), nowUtc, ct) == 1;

    /// <summary>Tries all confidential mails that fail again; how many is not told.</summary>
    public Task RetryConfidentialAsync(DateTime nowUtc, CancellationToken ct) =>
        AgainAsync(db.Set<OutboxMail>().Where(m => m.SealedContent != null && (m.LastError != null || m.State == MailState.Parked)), nowUtc, ct);

    private static Task<int> AgainAsync(IQueryable<OutboxMail> mails, DateTime nowUtc, CancellationToken ct) =>
        mails.Where(m => m.State != MailState.Sent).ExecuteUpdateAsync(
            s => s.SetProperty(m => m.State, MailState.Waiting).SetProperty(m => m.Attempts, 0).SetProperty(m => m.NextTryAtUtc, nowUtc), ct);
}
