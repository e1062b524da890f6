using System.Text.Json;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Trading.Domain.Shared;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Mail;

/// <summary>
/// Sends what waits in the outbox. A mail is claimed by a guarded update before it is sent and marked afterwards: a process killed between the two
/// sends it once more, under the same Message-ID, and never loses it. Without a server mails become files, confidential ones in a demonstration only:
/// elsewhere they wait for a server, because a file would say in clear who takes part in what.
/// </summary>
public sealed class MailDelivery(TradingDbContext db, TimeProvider clock, VaultSeal seal, TradingOptions options, ILogger<MailDelivery> logger)
{
    private const int MostAtOnce = 100;

    /// <summary>Sends what is due; returns how many were sent.</summary>
    /// <remarks>
    /// A mail over which the connection breaks has failed like one that is refused, and the others go on over a new connection: a mail that the server
    /// cannot bear must not hold up the rest.
    /// </remarks>
    /// <exception cref="MailServerAwayException">No connection can be made: what is not sent yet waits on, and no attempt is used up.</exception>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var sent = 0;
        IMailCarrier? carrier = null;
        try
        {
            foreach (var mail in await WaitingAsync(ct))
            {
                carrier = await UsableAsync(carrier, ct);
                if (await ClaimAsync(mail, ct) && await TryAsync(mail, carrier, ct))
                {
                    sent++;
                }
            }
        }
        finally
        {
            await LeaveAsync(carrier);
        }

        return sent;
    }

    private async Task<IMailCarrier> UsableAsync(IMailCarrier? carrier, CancellationToken ct)
    {
        if (carrier is { CanCarryOn: true })
        {
            return carrier;
        }

        await LeaveAsync(carrier);
        return options.Mail.HasServer
            ? await SmtpCarrier.ConnectAsync(options.Mail, ct)
            : new FileCarrier(Path.Combine(options.DataFolder, "mail"));
    }

    private static async Task LeaveAsync(IMailCarrier? carrier)
    {
        if (carrier is not null)
        {
            await carrier.DisposeAsync();
        }
    }

    private Task<List<OutboxMail>> WaitingAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var carriesSealed = options.Mail.HasServer || options.Demo;
        return db.Set<OutboxMail>().AsNoTracking().Where(m => m.State == MailState.Waiting && m.NextTryAtUtc <= nowUtc && (carriesSealed || m.SealedContent == null))
            .OrderBy(m => m.NextTryAtUtc).ThenBy(m => m.Id).Take(MostAtOnce).ToListAsync(ct);
    }

    private async Task<bool> ClaimAsync(OutboxMail mail, CancellationToken ct)
    {
        if (mail.Attempts >= BackOff.Attempts)
        {
            await ParkAsync(mail, mail.Attempts, mail.LastError ?? "Interrupted", ct);
            return false;
        }

        var nextTryAtUtc = clock.NowUtc() + BackOff.After(mail.Attempts + 1);
        return await Unchanged(mail, mail.Attempts).ExecuteUpdateAsync(
            s => s.SetProperty(m => m.Attempts, mail.Attempts + 1).SetProperty(m => m.NextTryAtUtc, nextTryAtUtc), ct) == 1;
    }

    private async Task<bool> TryAsync(OutboxMail mail, IMailCarrier carrier, CancellationToken ct)
    {
        try
        {
            await carrier.CarryAsync(MailMessages.Make(mail, ContentOf(mail), options.Mail), ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // A mail that cannot be made, is refused or breaks the connection must not hold up the others; it is on record with its row.
            await RecordAsync(mail, NameOf(failure), ct);
            return false;
        }

        var nowUtc = clock.NowUtc();
        await Unchanged(mail, mail.Attempts + 1).ExecuteUpdateAsync(
            s => s.SetProperty(m => m.State, MailState.Sent).SetProperty(m => m.SentAtUtc, nowUtc).SetProperty(m => m.LastError, (string?)null), ct);
        return true;
    }

    private MailContent ContentOf(OutboxMail mail) => mail.SealedContent is { } content
        ? JsonSerializer.Deserialize<MailContent>(seal.Open(Outbox.SealPurpose, mail.Id.ToString("N"), content))!
        : new MailContent(mail.Recipient!, mail.Subject!, mail.Body!);

    private async Task RecordAsync(OutboxMail mail, string error, CancellationToken ct)
    {
        logger.LogWarning("Mail {Id} failed, attempt {Attempt}: {Error}", mail.Id, mail.Attempts + 1, error);
        if (mail.Attempts + 1 >= BackOff.Attempts)
        {
            await ParkAsync(mail, mail.Attempts + 1, error, ct);
            return;
        }

        await Unchanged(mail, mail.Attempts + 1).ExecuteUpdateAsync(s => s.SetProperty(m => m.LastError, error), ct);
    }

    private async Task ParkAsync(OutboxMail mail, int attempts, string error, CancellationToken ct)
    {
        logger.LogError("Mail {Id} is parked after {Attempts} attempts: {Error}", mail.Id, attempts, error);
        await Unchanged(mail, attempts).ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MailState.Parked).SetProperty(m => m.LastError, error), ct);
    }

    private IQueryable<OutboxMail> Unchanged(OutboxMail mail, int attempts) =>
        db.Set<OutboxMail>().Where(m => m.Id == mail.Id && m.State == MailState.Waiting && m.Attempts == attempts);

    // The server's number says more than the type, and nothing about the mail.
    private static string NameOf(Exception failure) => failure is SmtpCommandException { StatusCode: var code }
        ? $"{nameof(SmtpCommandException)} {(int)code}"
        : BackOff.NameOf(failure);
}
