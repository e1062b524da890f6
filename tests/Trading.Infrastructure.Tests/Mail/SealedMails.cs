using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Sealing;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Mail;

internal static class SealedMails
{
    /// <summary>What confidential mails say, by their numbers, without those that are known.</summary>
    public static async Task<Dictionary<Guid, string>> BodiesAsync(TestSite site, IEnumerable<Guid>? known = null)
    {
        Guid[] without = [.. known ?? []];
        var rows = await site.DbAsync(db => db.Set<OutboxMail>().AsNoTracking().Where(m => m.Kind == MailKinds.Confidential && !without.Contains(m.Id)).ToListAsync());
        return await site.UseAsync((VaultSeal seal) => Task.FromResult(rows.ToDictionary(
            m => m.Id, m => JsonSerializer.Deserialize<MailContent>(seal.Open(Outbox.SealPurpose, m.Id.ToString("N"), m.SealedContent!))!.Body)));
    }
}
