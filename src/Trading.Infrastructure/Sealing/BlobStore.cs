using System.Security.Cryptography;

namespace Trading.Infrastructure.Sealing;

/// <summary>What the store kept: where, the SHA-256 of its bytes, and how many there are.</summary>
public sealed record StoredBlob(BlobId Id, byte[] Sha256, long Length);

/// <summary>
/// Content files on the disk under random names, outside every folder that is served. A file is on the disk, complete and flushed, before its
/// id is returned; a file that was not completed has no id and is swept away.
/// </summary>
public sealed class BlobStore
{
    private const string Unfinished = ".part";
    private readonly string _folder;

    public BlobStore(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = Path.GetFullPath(folder);
        DurableFiles.CreateFolder(_folder);
    }

    /// <summary>Keeps all of <paramref name="content"/>; more than <paramref name="maxBytes"/> is refused with <see cref="SealingRules.FileTooLarge"/> and nothing is kept.</summary>
    public Task<StoredBlob> StoreAsync(Stream content, long maxBytes, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return StoreAsync((output, token) => content.CopyToAsync(output, token), maxBytes, ct);
    }

    /// <summary>Keeps what <paramref name="write"/> writes, such as an envelope while it is being sealed, under the same promise.</summary>
    public async Task<StoredBlob> StoreAsync(Func<Stream, CancellationToken, Task> write, long maxBytes, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        var id = BlobId.New();
        var path = PathOf(id);
        var unfinished = path + Unfinished;
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            var stored = await WriteAsync(id, unfinished, write, maxBytes, ct);
            DurableFiles.MoveIntoPlace(unfinished, path);
            return stored;
        }
        finally
        {
            // Nothing of that name is left where the file came into its place.
            File.Delete(unfinished);
        }
    }

    /// <summary>The content of a stored file; fails if there is none of that id.</summary>
    public Stream OpenRead(BlobId id) => new FileStream(PathOf(id), new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    });

    /// <summary>Removes a file, for a caller whose transaction did not keep its id. Removing what is not there does nothing.</summary>
    public void Delete(BlobId id) => File.Delete(PathOf(id));

    /// <summary>Whether a file of that id is here.</summary>
    public bool Has(BlobId id) => File.Exists(PathOf(id));

    /// <summary>Whether a file of that id is here with that many bytes.</summary>
    public bool Has(BlobId id, long length) => new FileInfo(PathOf(id)) is { Exists: true } file && file.Length == length;

    /// <summary>Takes a whole file over from a store on the same disk; it is in one of the two at every instant.</summary>
    public void TakeFrom(BlobStore other, BlobId id)
    {
        ArgumentNullException.ThrowIfNull(other);
        DurableFiles.CreateFolder(Path.GetDirectoryName(PathOf(id))!);
        DurableFiles.MoveIntoPlace(other.PathOf(id), PathOf(id));
    }

    /// <summary>Removes what a killed process left half-written before an instant well past, and says how many files that were.</summary>
    public int SweepUnfinished(DateTime writtenBeforeUtc)
    {
        var left = Directory.EnumerateFiles(_folder, "*" + Unfinished, SearchOption.AllDirectories)
            .Where(path => File.GetLastWriteTimeUtc(path) < writtenBeforeUtc)
            .ToList();
        left.ForEach(File.Delete);
        return left.Count;
    }

    private static async Task<StoredBlob> WriteAsync(BlobId id, string path, Func<Stream, CancellationToken, Task> write, long maxBytes, CancellationToken ct)
    {
        await using var file = DurableFiles.CreateFile(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var metered = new MeteredStream(file, hash, maxBytes);
        await write(metered, ct);
        await file.FlushAsync(ct);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        return new StoredBlob(id, hash.GetHashAndReset(), metered.Written);
    }

    // Two levels, so that no folder grows to hundreds of thousands of entries.
    private string PathOf(BlobId id) => Path.Combine(_folder, id.Value[..2], id.Value);
}
