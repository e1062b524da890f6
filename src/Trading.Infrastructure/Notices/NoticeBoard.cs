using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Notices;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Notices;

/// <summary>Puts notices before the public in the caller's transaction, numbered by lot and kind, hashed, and recorded on the chain of events.</summary>
public sealed class NoticeBoard(TradingDbContext db, ProcedureLog log)
{
    private static readonly JsonSerializerOptions FactsFormat = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<Notice> PublishAsync(
        Lot lot, NoticeKind kind, string title, string body, object facts, DateTime? untilUtc, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        db.RequireTransaction();
        var serial = 1 + await db.Set<Notice>().CountAsync(n => n.LotId == lot.Id && n.Kind == kind, ct);
        var json = JsonSerializer.Serialize(facts, FactsFormat);
        var notice = new Notice
        {
            Id = Guid.NewGuid(),
            CentreId = lot.CentreId,
            ProjectId = lot.ProjectId,
            LotId = lot.Id,
            Kind = kind,
            Title = title,
            Body = body,
            Facts = json,
            Number = string.Create(CultureInfo.InvariantCulture, $"{lot.Code}-{Letter(kind)}{serial:D2}"),
            PublishedAtUtc = nowUtc,
            UntilUtc = untilUtc,
            ContentHash = new CanonicalBytes().Add(title).Add(body).Add(json).Add(nowUtc).Sha256(),
        };
        db.Add(notice);
        log.Record(
            lot.CentreId, lot.ProjectId, lot.Id, acting, new EventFacts("notice-published", notice.Number, ContentHash: notice.ContentHash), nowUtc);
        return notice;
    }

    /// <summary>Reads the facts of a notice back.</summary>
    public static T FactsOf<T>(Notice notice) => FactsOf<T>(notice.Facts);

    internal static T FactsOf<T>(string facts) => JsonSerializer.Deserialize<T>(facts, FactsFormat)!;

    private static string Letter(NoticeKind kind) => kind switch
    {
        NoticeKind.Tender => "N",
        NoticeKind.Clarification => "C",
        NoticeKind.Amendment => "M",
        NoticeKind.OpeningRecord => "K",
        NoticeKind.CandidatePublicity => "P",
        NoticeKind.AwardResult => "A",
        NoticeKind.TenderFailure => "F",
        NoticeKind.NoAward => "X",
        NoticeKind.OpeningDeferred => "D",
        NoticeKind.ContractRecord => "H",
    };
}
