using Microsoft.EntityFrameworkCore;
using Trading.Domain.Participation;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Tendering;

/// <summary>Where an upload stands: so many of its bytes have arrived. <see cref="IsInPlace"/> is false where a piece came that does not follow them; it was not kept.</summary>
public sealed record UploadStand(string Id, long Length, long Arrived, bool IsInPlace)
{
    public bool IsComplete => Arrived == Length;
}

/// <summary>
/// What a bidder puts together before it hands in: price, period and files, kept on the disk until it is handed in, removed or swept away. It is no
/// bid, stands in no table, and nobody but its bidder is shown that there is one. A file is sealed for the lot as soon as it is whole, so that not
/// even its bidder can read it any more; see docs/adr/0012.
/// </summary>
public sealed class BidDraftService(TradingDbContext db, TimeProvider clock, SystemTime systemTime, BidService bids, DraftStore drafts, UploadRules uploads)
{
    /// <summary>A draft that nobody changed for so long is removed.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>The draft of an organisation that takes part; null where there is none.</summary>
    public async Task<BidDraft?> FindAsync(long lotId, long organisationId, CancellationToken ct)
    {
        var participation = await bids.ParticipationAsync(lotId, organisationId, ct);
        var name = drafts.NameOf(participation.Id);
        if (!drafts.Has(name))
        {
            return null;
        }

        using var folder = await drafts.TakeTurnAsync(name, ct);
        return await CurrentAsync(folder, participation, ct);
    }

    /// <summary>Keeps price and period as they were typed; the files stay.</summary>
    /// <exception cref="BidRefusedException">As for all that changes a draft: the window is closed, or the deposit is not there.</exception>
    public Task SaveAsync(long lotId, long organisationId, decimal? price, int? contractDays, CancellationToken ct) => ChangeAsync(
        lotId, organisationId, (_, _, draft) => Task.FromResult((draft with { Price = price, ContractDays = contractDays }, true)), ct);

    /// <summary>Keeps a file, sealed for the lot; one of the same name is replaced.</summary>
    /// <exception cref="BidRefusedException">The window is closed, or the deposit is not there.</exception>
    /// <exception cref="RuleBrokenException">
    /// <c>tendering.too-many-files</c>, <c>sealing.file-too-large</c>, <c>documents.file-kind</c>, <c>documents.file-empty</c>, <c>documents.file-content</c>,
    /// <c>tendering.hash-differs</c>: the file is not kept, the others are
    /// </exception>
    public Task AddFileAsync(long lotId, long organisationId, OfferedFile file, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ChangeAsync(lotId, organisationId, async (folder, participation, draft) => (await WithFileAsync(folder, participation, draft, file, ct), true), ct);
    }

    /// <summary>Removes a file, whole or still arriving. Removing what is not there does nothing.</summary>
    public Task RemoveFileAsync(long lotId, long organisationId, string fileId, CancellationToken ct) => ChangeAsync(
        lotId, organisationId, (folder, _, draft) => Task.FromResult((Without(folder, draft, fileId), true)), ct);

    /// <summary>
    /// Begins to take a file in pieces, or finds the one that was begun: the same name, length and announced hash. What has arrived of it is not sent again.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>tendering.too-many-files</c>, <c>sealing.file-too-large</c>, <c>documents.file-kind</c>, <c>documents.file-empty</c></exception>
    public Task<UploadStand> BeginUploadAsync(long lotId, long organisationId, string name, long length, string? announcedSha256, CancellationToken ct)
    {
        var label = FileKinds.Label(name);
        FileKinds.RequireName(label, uploads.Kinds);
        if (length <= 0)
        {
            throw new RuleBrokenException(DocumentRules.FileEmpty, label);
        }

        uploads.RequireFits(length);
        return ChangeAsync(
            lotId, organisationId,
            (folder, _, draft) =>
            {
                // The answer to its last piece was lost on the way.
                if (draft.Files.FirstOrDefault(f => f.Name == label && f.Length == length && f.Sha256 == announcedSha256) is { } whole)
                {
                    return Task.FromResult((draft, new UploadStand(whole.Id, length, length, IsInPlace: true)));
                }

                if (draft.Uploads.FirstOrDefault(u => u.Name == label && u.Length == length && u.AnnouncedSha256 == announcedSha256) is { } begun)
                {
                    return Task.FromResult((draft, StandOf(folder, begun)));
                }

                var upload = new DraftUpload(Guid.NewGuid().ToString("N"), label, length, announcedSha256);
                draft = draft.Uploads.Where(u => u.Name == label).Aggregate(draft, (d, u) => Without(folder, d, u.Id));
                RequireRoom(draft, label);
                return Task.FromResult((draft with { Uploads = [.. draft.Uploads, upload] }, StandOf(folder, upload)));
            },
            ct);
    }

    /// <summary>
    /// Keeps the piece of an upload that begins at <paramref name="offset"/>: <see cref="DraftFolder.PieceLength"/> bytes, or what is left. After the last
    /// one the file is judged as a whole, and is either a file of the draft or gone. Null where the bidder has no such upload.
    /// </summary>
    /// <exception cref="BidRefusedException">The window is closed, or the deposit is not there.</exception>
    /// <exception cref="RuleBrokenException"><c>documents.file-content</c>, <c>tendering.hash-differs</c>: of the whole file, which is not kept</exception>
    public Task<UploadStand?> AppendAsync(long lotId, long organisationId, string uploadId, long offset, Stream piece, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(piece);
        return ChangeAsync<UploadStand?>(
            lotId, organisationId,
            async (folder, participation, draft) =>
            {
                if (draft.Uploads.FirstOrDefault(u => u.Id == uploadId) is not { } upload)
                {
                    return (draft, null);
                }

                var arrived = folder.Arrived(upload.Id, upload.Length);
                var due = (int)Math.Min(DraftFolder.PieceLength, upload.Length - arrived);
                if (offset != arrived || await PieceAsync(piece, due, ct) is not { } bytes)
                {
                    return (draft, new UploadStand(upload.Id, upload.Length, arrived, IsInPlace: false));
                }

                if (due > 0)
                {
                    await folder.AppendAsync(upload.Id, offset, bytes, ct);
                }

                var stand = StandOf(folder, upload);
                return (stand.IsComplete ? await FinishedAsync(folder, participation, draft, upload, ct) : draft, stand);
            },
            ct);
    }

    /// <summary>
    /// Hands in the draft that the bidder has looked at. Null where it is another meanwhile, or not complete: then nothing was handed in. A draft that
    /// was refused for its time is removed; otherwise a refusal leaves it as it was.
    /// </summary>
    /// <exception cref="BidRefusedException">As for <see cref="BidService.SubmitAsync"/>.</exception>
    public async Task<BidReceipt?> SubmitAsync(long lotId, long organisationId, string digest, CancellationToken ct)
    {
        var participation = await bids.RequireOpenAsync(lotId, organisationId, ct);
        using var folder = await drafts.TakeTurnAsync(drafts.NameOf(participation.Id), ct);
        if (await CurrentAsync(folder, participation, ct) is not { IsComplete: true } draft || draft.Digest() != digest)
        {
            return null;
        }

        try
        {
            var receipt = await bids.HandInAsync(draft, folder.Files, participation, organisationId, ct);
            folder.Clear();
            return receipt;
        }
        catch (BidRefusedException refusal) when (refusal.Cause.Rule is TenderingRules.WindowClosed or TenderingRules.OpenedMeanwhile)
        {
            folder.Clear();
            throw;
        }
    }

    /// <summary>Removes drafts whose window has closed or that nobody changed for <see cref="KeptFor"/>, and says how many.</summary>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var swept = 0;
        var tenders = new Dictionary<long, Tender>();
        foreach (var name in drafts.Names())
        {
            // Whoever is at it changes it: the next sweep comes soon.
            using var folder = drafts.TryTakeTurn(name);
            if (folder is not null && await IsOverAsync(folder, tenders, ct))
            {
                folder.Remove();
                swept++;
            }
        }

        return swept;
    }

    private async Task<bool> IsOverAsync(DraftFolder folder, Dictionary<long, Tender> tenders, CancellationToken ct)
    {
        if (Readable(folder) is not { } draft)
        {
            return folder.TouchedAtUtc < systemTime.NowUtc() - KeptFor;
        }

        var nowUtc = clock.NowUtc();
        if (!tenders.TryGetValue(draft.LotId, out var tender))
        {
            tenders[draft.LotId] = tender = await db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == draft.LotId, ct);
        }

        return draft.ChangedAtUtc < nowUtc - KeptFor || !tender.Counts(nowUtc);
    }

    // One draft that is damaged must not keep the others from being removed.
    private static BidDraft? Readable(DraftFolder folder)
    {
        try
        {
            return folder.Read() is { } record ? BidDraft.FromBytes(record) : null;
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    private async Task<T> ChangeAsync<T>(long lotId, long organisationId, Func<DraftFolder, Participant, BidDraft, Task<(BidDraft Draft, T Answer)>> change, CancellationToken ct)
    {
        var participation = await bids.RequireOpenAsync(lotId, organisationId, ct);
        using var folder = await drafts.TakeTurnAsync(drafts.NameOf(participation.Id), ct);
        var draft = await CurrentAsync(folder, participation, ct) ?? new BidDraft(lotId, await bids.NextVersionAsync(participation.Id, ct), null, null, [], [], clock.NowUtc());
        var (changed, answer) = await change(folder, participation, draft);
        if (!ReferenceEquals(changed, draft))
        {
            folder.Write((changed with { ChangedAtUtc = clock.NowUtc() }).ToBytes());
        }

        // Only when nothing speaks of them any more.
        foreach (var gone in draft.Files.ExceptBy(changed.Files.Select(f => f.Id), f => f.Id))
        {
            folder.Files.Delete(BlobId.Parse(gone.Id));
        }

        return answer;
    }

    /// <summary>
    /// The draft without what is not there any more: files that went into a bid whose process was killed, and all files where another bid was handed in
    /// meanwhile, because they were sealed for the one before.
    /// </summary>
    private async Task<BidDraft?> CurrentAsync(DraftFolder folder, Participant participation, CancellationToken ct)
    {
        if (folder.Read() is not { } record)
        {
            return null;
        }

        var draft = BidDraft.FromBytes(record);
        var version = await bids.NextVersionAsync(participation.Id, ct);
        if (draft.BidVersion != version)
        {
            return draft with { BidVersion = version, Files = [] };
        }

        var there = draft.Files.Where(f => folder.Files.Has(BlobId.Parse(f.Id), SealedEnvelope.SealedLength(f.Length))).ToList();
        return there.Count == draft.Files.Count ? draft : draft with { Files = there };
    }

    private async Task<BidDraft> FinishedAsync(DraftFolder folder, Participant participation, BidDraft draft, DraftUpload upload, CancellationToken ct)
    {
        try
        {
            await using var content = folder.OpenUpload(upload.Id, upload.Length);
            return await WithFileAsync(folder, participation, Dropped(draft, upload.Id), new OfferedFile(upload.Name, content, upload.AnnouncedSha256), ct);
        }
        catch (Exception e) when (e is RuleBrokenException or SealBrokenException)
        {
            folder.Write(Dropped(draft, upload.Id).ToBytes());
            throw;
        }
        finally
        {
            folder.DeleteUpload(upload.Id);
        }
    }

    private async Task<BidDraft> WithFileAsync(DraftFolder folder, Participant participation, BidDraft draft, OfferedFile file, CancellationToken ct)
    {
        var name = FileKinds.Label(file.Name);
        uploads.RequireFits(file.Content.Length);
        await FileKinds.RequireAsync(name, file.Content, uploads.Kinds, ct);
        RequireRoom(draft, name);
        var place = Enumerable.Range(1, UploadRules.MostFilesOfABid + 1).Except(draft.Files.Select(f => f.Place)).First();
        var key = await bids.LotKeyAsync(draft.LotId, ct);
        var stored = await bids.StoreAsync(folder.Files, file, key, BidFormats.FileData(draft.LotId, participation.Id, draft.BidVersion, place), ct);
        if (file.Contradicts(stored))
        {
            folder.Files.Delete(BlobId.Parse(stored.BlobId));
            throw new RuleBrokenException(TenderingRules.HashDiffers);
        }

        return draft with { Files = [.. draft.Files.Where(f => f.Name != name), new DraftFile(stored.BlobId, place, name, stored.Length, stored.Sha256)] };
    }

    // A file of the same name takes the place of the one before.
    private static void RequireRoom(BidDraft draft, string name)
    {
        var others = draft.Files.Select(f => f.Name).Union(draft.Uploads.Select(u => u.Name)).Except([name]).Count();
        if (others >= UploadRules.MostFilesOfABid)
        {
            throw new RuleBrokenException(TenderingRules.TooManyFiles, UploadRules.MostFilesOfABid, others + 1);
        }
    }

    private static BidDraft Without(DraftFolder folder, BidDraft draft, string fileId)
    {
        foreach (var upload in draft.Uploads.Where(u => u.Id == fileId))
        {
            folder.DeleteUpload(upload.Id);
        }

        return Dropped(draft, fileId);
    }

    private static BidDraft Dropped(BidDraft draft, string fileId) => draft with
    {
        Files = [.. draft.Files.Where(f => f.Id != fileId)],
        Uploads = [.. draft.Uploads.Where(u => u.Id != fileId)],
    };

    private static UploadStand StandOf(DraftFolder folder, DraftUpload upload) =>
        new(upload.Id, upload.Length, folder.Arrived(upload.Id, upload.Length), IsInPlace: true);

    /// <summary>Exactly so many bytes; null where there are fewer or more, such as of a connection that broke.</summary>
    private static async Task<byte[]?> PieceAsync(Stream piece, int length, CancellationToken ct)
    {
        var bytes = new byte[length];
        var read = await piece.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, ct);
        return read == length && await piece.ReadAsync(new byte[1], ct) == 0 ? bytes : null;
    }
}
