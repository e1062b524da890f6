using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Awards;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.AwardNotices;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Awards;

/// <summary>Where the site is reached from outside, for the address in a QR code.</summary>
public sealed record SiteAddress(Uri Root);

/// <summary>Issues award notices with the award and renders their documents later, by a job; both may run twice.</summary>
public sealed class AwardNoticeService(
    TradingDbContext db, TimeProvider clock, PdfGenerator pdf, BlobStore blobs, DueActions due, ProcedureLog log, SiteAddress site)
{
    private const long LargestDocument = 20_000_000;

    /// <summary>Numbers the notice and fixes its facts, in the award's own transaction; the documents are rendered afterwards.</summary>
    public async Task IssueAsync(LoadedTender t, Award award, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        db.RequireTransaction();
        var code = RandomNumbers.NewReceipt();
        var facts = await FactsAsync(t, award, code, nowUtc, ct);
        var notice = new AwardNotice
        {
            Id = Guid.NewGuid(),
            LotId = t.Lot.Id,
            CentreId = t.Lot.CentreId,
            Number = facts.NoticeNumber,
            VerificationCode = code,
            IssuedAtUtc = nowUtc,
            Facts = JsonSerializer.Serialize(facts),
            ContentHash = Convert.FromHexString(facts.ContentHash()),
        };
        db.Add(notice);
        await due.PlanAsync(DueKinds.RenderAwardNotice, DueSubjects.Of(t.Lot.Id), t.Lot.CentreId, nowUtc, ct);
        log.Record(t.Lot.CentreId, t.Project.Id, t.Lot.Id, acting, new EventFacts("award-notice-issued", notice.Number, ContentHash: notice.ContentHash), nowUtc);
    }

    /// <summary>Renders both languages, stores them, and puts their hashes on the chain of events; a second run changes nothing.</summary>
    public async Task RenderAsync(long lotId, CancellationToken ct)
    {
        var notice = await db.Set<AwardNotice>().SingleAsync(n => n.LotId == lotId, ct);
        if (notice.RenderedAtUtc is not null)
        {
            return;
        }

        var facts = FactsOf(notice);
        var chinese = await StoreAsync(facts, WordsLanguage.Chinese, ct);
        var english = await StoreAsync(facts, WordsLanguage.English, ct);
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                await due.EndAsync(DueKinds.RenderAwardNotice, DueSubjects.Of(lotId), nowUtc, ct);
                notice.Rendered(chinese.Id.Value, chinese.Sha256, english.Id.Value, english.Sha256, nowUtc);
                log.Record(notice.CentreId, null, lotId, Acting.Clock, new EventFacts("award-notice-rendered", notice.Number + "/zh", ContentHash: chinese.Sha256), nowUtc);
                log.Record(notice.CentreId, null, lotId, Acting.Clock, new EventFacts("award-notice-rendered", notice.Number + "/en", ContentHash: english.Sha256), nowUtc);
                await db.SaveChangesAsync(ct);
            },
            ct);
    }

    public static AwardNoticeData FactsOf(AwardNotice notice) => JsonSerializer.Deserialize<AwardNoticeData>(notice.Facts)!;

    private async Task<StoredBlob> StoreAsync(AwardNoticeData facts, WordsLanguage language, CancellationToken ct)
    {
        using var content = new MemoryStream(pdf.Generate(new AwardNoticeDocument(facts, language)), writable: false);
        return await blobs.StoreAsync(content, LargestDocument, ct);
    }

    private async Task<AwardNoticeData> FactsAsync(LoadedTender t, Award award, string code, DateTime nowUtc, CancellationToken ct)
    {
        var centre = await db.Set<Centre>().AsNoTracking().SingleAsync(c => c.Id == t.Lot.CentreId, ct);
        var names = await db.Set<Organisation>().AsNoTracking().Where(o => o.Id == t.Project.OwnerId || o.Id == t.Project.AgencyId)
            .ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var receivedAtUtc = await db.Set<Bid>().Where(b => b.ParticipationId == award.ParticipationId && b.State == BidState.Opened)
            .Select(b => b.ReceivedAtUtc).SingleAsync(ct);
        return new AwardNoticeData
        {
            NoticeNumber = t.Lot.Code + "-AN",
            CentreName = centre.NameZh,
            CentreNameEn = centre.NameEn,
            IsWitnessed = t.Rules.CentreWitnesses,
            OwnerName = names[t.Project.OwnerId],
            AgencyName = t.Project.AgencyId is { } agency ? names[agency] : null,
            WinnerName = award.WinnerName,
            ProjectName = t.Project.Name,
            ProjectCode = t.Project.Code!,
            LotName = t.Lot.Name,
            LotCode = t.Lot.Code!,
            BidSubmittedOn = Instants.BeijingDay(receivedAtUtc),
            Price = award.Price,
            PeriodDays = award.ContractDays,
            ContractWithinDays = t.Rules.Contract.Count,
            IssuedAtUtc = nowUtc,
            VerificationUrl = new Uri(site.Root, $"verify/{code}"),
        };
    }
}
