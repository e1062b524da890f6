using System.Globalization;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Folders for what is being put together and does not count yet, one for each participation, under a name that only the vault can compute: whoever
/// holds the disk and the database can join neither with the other. A folder has a record, sealed and of a fixed length, whole files, sealed by the
/// caller, and pieces of files that are still arriving, sealed here. One user at a time, on whichever node.
/// </summary>
public sealed class DraftStore
{
    private const string Purpose = "bid-draft";
    private const string Lock = ".lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly string _folder;
    private readonly VaultSeal _seal;

    public DraftStore(string folder, VaultSeal seal)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = Path.GetFullPath(folder);
        _seal = seal;
        DurableFiles.CreateFolder(_folder);
    }

    /// <summary>The name of a participation's folder.</summary>
    public string NameOf(Guid participationId) => _seal.Tag(Purpose, participationId.ToString("N"));

    /// <summary>Whether there is a folder of that name.</summary>
    public bool Has(string name) => File.Exists(LockOf(name));

    /// <summary>All folders.</summary>
    public IReadOnlyList<string> Names() => [.. Directory.EnumerateFiles(_folder, "*" + Lock).Select(path => Path.GetFileNameWithoutExtension(path)!)];

    /// <summary>Waits until nobody else is at the folder. Ends when the caller gives up; who holds it is at work or dead, and the dead let go.</summary>
    public async Task<DraftFolder> TakeTurnAsync(string name, CancellationToken ct)
    {
        while (true)
        {
            if (TryTakeTurn(name) is { } turn)
            {
                return turn;
            }

            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }

    /// <summary>The folder, unless somebody is at it.</summary>
    public DraftFolder? TryTakeTurn(string name)
    {
        var path = LockOf(name);
        try
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            if (File.Exists(path))
            {
                return new DraftFolder(Path.Combine(_folder, name), name, _seal, held);
            }

            // Swept away between the two: what is held is nobody's any more.
            held.Dispose();
            return null;
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private string LockOf(string name) => Path.Combine(_folder, name + Lock);

    internal static string ContextOf(string name, string upload, long piece) => string.Create(CultureInfo.InvariantCulture, $"{name}/{upload}/{piece}");

    internal static byte[] SealRecord(VaultSeal seal, string name, ReadOnlySpan<byte> record) => seal.Seal(Purpose, name, RecordLength.Bid.Pad(record));

    internal static byte[] OpenRecord(VaultSeal seal, string name, ReadOnlySpan<byte> sealedRecord) => RecordLength.Unpad(seal.Open(Purpose, name, sealedRecord));
}

/// <summary>A folder of a <see cref="DraftStore"/> while one user has it.</summary>
public sealed class DraftFolder : IDisposable
{
    /// <summary>The length of every piece of a file that arrives in pieces, but for its last.</summary>
    public const int PieceLength = 4 * 1024 * 1024;

    private const string Record = "record";
    private readonly string _path;
    private readonly string _name;
    private readonly VaultSeal _seal;
    private readonly FileStream _held;

    internal DraftFolder(string path, string name, VaultSeal seal, FileStream held)
    {
        (_path, _name, _seal, _held) = (path, name, seal, held);
        DurableFiles.CreateFolder(path);
        Files = new BlobStore(Path.Combine(path, "files"));
    }

    /// <summary>The whole files.</summary>
    public BlobStore Files { get; }

    /// <summary>When something was last put into the folder itself or taken from it.</summary>
    public DateTime TouchedAtUtc => Directory.GetLastWriteTimeUtc(_path);

    /// <summary>The record; null where there is none yet.</summary>
    public byte[]? Read() => File.Exists(PathOf(Record)) ? DraftStore.OpenRecord(_seal, _name, File.ReadAllBytes(PathOf(Record))) : null;

    /// <summary>Puts the record in the place of the one before; it is on the disk when this returns.</summary>
    public void Write(ReadOnlySpan<byte> record) => DurableFiles.Replace(PathOf(Record), DraftStore.SealRecord(_seal, _name, record));

    /// <summary>How many bytes of an upload are on the disk, in whole pieces unless it is complete.</summary>
    public long Arrived(string upload, long length)
    {
        var file = new FileInfo(PathOf(upload));
        return file.Exists ? PieceStream.PlainLength(file.Length, length) : 0;
    }

    /// <summary>Keeps the next piece of an upload, sealed for its place. What a killed process left of a piece is overwritten.</summary>
    public async Task AppendAsync(string upload, long offset, ReadOnlyMemory<byte> piece, CancellationToken ct)
    {
        var number = offset / PieceLength;
        await using var file = DurableFiles.OpenOrCreateFile(PathOf(upload));
        file.SetLength(number * PieceStream.StoredLength);
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(_seal.Seal(PieceStream.Purpose, DraftStore.ContextOf(_name, upload, number), piece.Span), ct);
        await file.FlushAsync(ct);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    /// <summary>All of a complete upload in clear, to be read anywhere.</summary>
    public Stream OpenUpload(string upload, long length) =>
        new PieceStream(PathOf(upload), length, (number, piece) => _seal.Open(PieceStream.Purpose, DraftStore.ContextOf(_name, upload, number), piece));

    public void DeleteUpload(string upload) => File.Delete(PathOf(upload));

    /// <summary>Removes everything; the next to come finds an empty folder.</summary>
    public void Clear() => Directory.Delete(_path, recursive: true);

    /// <summary>The same, and the name too.</summary>
    public void Remove()
    {
        Clear();
        File.Delete(_held.Name);
    }

    public void Dispose() => _held.Dispose();

    private string PathOf(string file) => Path.Combine(_path, file);
}
