using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Mail;

/// <summary>Somebody who gets a mail, and the language to write in.</summary>
public sealed record MailReader(string Name, string Address, WordsLanguage Language);

/// <summary>What a mail says: its kind, the page of the site that it leads to, and what fills its words.</summary>
public sealed record MailText(string Kind, string Path, params object[] Args);

/// <summary>
/// Writes mails into the caller's transaction: they go out if, and only if, what they tell of happened. Sending is the job's.
/// </summary>
public sealed class Outbox(TradingDbContext db, VaultSeal seal, SiteAddress site)
{
    // Databases limit how many values one statement may name.
    private const int AccountsAtOnce = 500;

    internal const string SealPurpose = "mail";

    /// <summary>To an organisation's contact address, in the language that its people last signed in with.</summary>
    public async Task ToOrganisationAsync(long organisationId, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        if (await ReaderAsync(o => o.Id == organisationId, ct) is { } reader)
        {
            Add(reader, text, nowUtc);
        }
    }

    /// <summary>
    /// The same for what speaks of a lot that may be unopened: sealed, and under a subject that says nothing. The row names neither the lot nor the
    /// organisation, and its caller's other rows never both.
    /// </summary>
    public Task ToBidderAsync(long organisationId, MailText text, DateTime nowUtc, CancellationToken ct) =>
        SealedToOrganisationAsync(organisationId, text, nowUtc, ct);

    /// <summary>Sealed, to an organisation on any side of a lot that is not opened.</summary>
    public async Task SealedToOrganisationAsync(long organisationId, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        if (await ReaderAsync(o => o.Id == organisationId, ct) is { } reader)
        {
            AddSealed(reader, text, nowUtc);
        }
    }

    /// <summary>The same to many, with a question for many organisations at once.</summary>
    internal async Task ToOrganisationsAsync(IReadOnlyCollection<(long OrganisationId, MailText Text)> mails, DateTime nowUtc, CancellationToken ct)
    {
        var readers = new Dictionary<long, MailReader>();
        foreach (var part in mails.Select(m => m.OrganisationId).Distinct().Order().Chunk(AccountsAtOnce))
        {
            var found = await db.Set<Organisation>().AsNoTracking().Where(o => part.Contains(o.Id) && o.ContactEmail != "").Select(o => new
            {
                o.Id,
                o.Name,
                o.ContactEmail,
                Language = db.Users.Where(u => u.OrganisationId == o.Id).OrderBy(u => u.Id).Select(u => (WordsLanguage?)u.Language).FirstOrDefault(),
            }).ToListAsync(ct);
            found.ForEach(f => readers[f.Id] = new MailReader(f.Name, f.ContactEmail, f.Language ?? default));
        }

        foreach (var (organisation, text) in mails)
        {
            if (readers.TryGetValue(organisation, out var reader))
            {
                AddSealed(reader, text, nowUtc);
            }
        }
    }

    /// <summary>Sealed, to the organisation that an account in force belongs to: where money moves, name and account are all that is known.</summary>
    public async Task ToAccountHolderAsync(string name, string accountNumber, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        var account = PayerCheck.NormaliseAccount(accountNumber);
        if (await ReaderAsync(o => o.Name == name && o.Accounts.Any(a => a.AccountNumber == account), ct) is { } reader)
        {
            AddSealed(reader, text, nowUtc);
        }
    }

    /// <summary>The same for many, with a question for many accounts at once.</summary>
    internal async Task ToAccountHoldersAsync(IReadOnlyCollection<(string Name, string AccountNumber, MailText Text)> mails, DateTime nowUtc, CancellationToken ct)
    {
        var readers = new Dictionary<(string Name, string Account), MailReader>();
        foreach (var part in mails.Select(m => PayerCheck.NormaliseAccount(m.AccountNumber)).Distinct().Chunk(AccountsAtOnce))
        {
            var found = await (
                from organisation in db.Set<Organisation>().AsNoTracking()
                from account in organisation.Accounts
                where part.Contains(account.AccountNumber) && organisation.ContactEmail != ""
                orderby organisation.Id descending
                select new
                {
                    organisation.Name,
                    account.AccountNumber,
                    organisation.ContactEmail,
                    Language = db.Users.Where(u => u.OrganisationId == organisation.Id).OrderBy(u => u.Id).Select(u => (WordsLanguage?)u.Language).FirstOrDefault(),
                }).ToListAsync(ct);
            found.ForEach(f => readers[(f.Name, f.AccountNumber)] = new MailReader(f.Name, f.ContactEmail, f.Language ?? default));
        }

        foreach (var mail in mails)
        {
            if (readers.TryGetValue((mail.Name, PayerCheck.NormaliseAccount(mail.AccountNumber)), out var reader))
            {
                AddSealed(reader, mail.Text, nowUtc);
            }
        }
    }

    /// <summary>To everybody in a centre, or in every centre where it is null, who holds a role and has an address.</summary>
    public async Task ToOfficersAsync(long? centreId, string role, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        var officers = await (
            from user in db.Users.AsNoTracking()
            join held in db.UserRoles on user.Id equals held.UserId
            join named in db.Roles on held.RoleId equals named.Id
            where (user.CentreId == centreId || (centreId == null && user.CentreId != null)) && named.Name == role && user.Email != null && user.DisabledAtUtc == null
            orderby user.Id
            select new MailReader(user.DisplayName, user.Email!, user.Language)).ToListAsync(ct);
        officers.ForEach(officer => Add(officer, text, nowUtc));
    }

    /// <summary>To everybody of the platform, of whatever centre or of none, who holds a role and has an address.</summary>
    public async Task ToAllWithRoleAsync(string role, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        var holders = await (
            from user in db.Users.AsNoTracking()
            where user.Email != null && user.DisabledAtUtc == null
                && db.UserRoles.Any(held => held.UserId == user.Id && db.Roles.Any(r => r.Id == held.RoleId && r.Name == role))
            orderby user.Id
            select new MailReader(user.DisplayName, user.Email!, user.Language)).ToListAsync(ct);
        holders.ForEach(holder => Add(holder, text, nowUtc));
    }

    /// <summary>To people of a centre by their numbers, where they have an address and their accounts are in use.</summary>
    /// <returns>How many are written to.</returns>
    public async Task<int> ToPeopleAsync(IReadOnlyCollection<long> userIds, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        var people = await db.Users.AsNoTracking().Where(u => userIds.Contains(u.Id) && u.Email != null && u.DisabledAtUtc == null).OrderBy(u => u.Id)
            .Select(u => new MailReader(u.DisplayName, u.Email!, u.Language)).ToListAsync(ct);
        people.ForEach(person => Add(person, text, nowUtc));
        return people.Count;
    }

    /// <summary>Sealed, to the holder and the deputy of a centre's post; to everybody with the role where the post has nobody.</summary>
    public async Task SealedToPostAsync(long centreId, string post, MailText text, DateTime nowUtc, CancellationToken ct)
    {
        var people = await db.Set<Post>().AsNoTracking().SingleOrDefaultAsync(p => p.CentreId == centreId && p.Key == post, ct);
        var named = new[] { people?.HolderUserId, people?.DeputyUserId }.OfType<long>().ToArray();
        var readers = await (
            from user in db.Users.AsNoTracking()
            where user.Email != null && user.DisabledAtUtc == null
                && (named.Length > 0
                    ? named.Contains(user.Id)
                    : user.CentreId == centreId && db.UserRoles.Any(held => held.UserId == user.Id && db.Roles.Any(r => r.Id == held.RoleId && r.Name == post)))
            orderby user.Id
            select new MailReader(user.DisplayName, user.Email!, user.Language)).ToListAsync(ct);
        readers.ForEach(reader => AddSealed(reader, text, nowUtc));
    }

    private void Add(MailReader reader, MailText text, DateTime nowUtc)
    {
        var content = ContentOf(reader, text);
        var id = Guid.NewGuid();
        db.Add(new OutboxMail
        {
            Id = id,
            MessageId = MessageIdOf(id),
            Kind = text.Kind,
            Recipient = content.Recipient,
            Subject = content.Subject,
            Body = content.Body,
            CreatedAtUtc = nowUtc,
            NextTryAtUtc = nowUtc,
        });
    }

    private void AddSealed(MailReader reader, MailText text, DateTime nowUtc)
    {
        var content = ContentOf(reader, text) with { Subject = Words.Get("mail.confidential.subject", reader.Language) };
        var id = Guid.NewGuid();
        db.Add(new OutboxMail
        {
            Id = id,
            MessageId = MessageIdOf(id),
            Kind = MailKinds.Confidential,
            SealedContent = seal.Seal(SealPurpose, id.ToString("N"), JsonSerializer.SerializeToUtf8Bytes(content)),
            CreatedAtUtc = nowUtc,
            NextTryAtUtc = nowUtc,
        });
    }

    private async Task<MailReader?> ReaderAsync(Expression<Func<Organisation, bool>> which, CancellationToken ct)
    {
        var found = await db.Set<Organisation>().AsNoTracking().Where(which).OrderBy(o => o.Id).Select(o => new
        {
            o.Name,
            o.ContactEmail,
            Language = db.Users.Where(u => u.OrganisationId == o.Id).OrderBy(u => u.Id).Select(u => (WordsLanguage?)u.Language).FirstOrDefault(),
        }).FirstOrDefaultAsync(ct);
        return found is { ContactEmail.Length: > 0 } ? new MailReader(found.Name, found.ContactEmail, found.Language ?? default) : null;
    }

    private MailContent ContentOf(MailReader reader, MailText text) => new(
        reader.Address,
        Words.Get($"mail.{text.Kind}.subject", reader.Language, text.Args),
        Words.Get(
            "mail.frame", reader.Language, reader.Name, Words.Get($"mail.{text.Kind}.body", reader.Language, text.Args), new Uri(site.Root, text.Path).ToString()));

    private string MessageIdOf(Guid id) => $"{id:N}@{site.Root.Host}";
}

/// <summary>What is sealed of a confidential mail.</summary>
internal sealed record MailContent(string Recipient, string Subject, string Body);
