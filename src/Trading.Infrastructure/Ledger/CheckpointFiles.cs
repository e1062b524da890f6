using System.Text;
using Trading.Domain.Ledger;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Ledger;

/// <summary>
/// The files outside the database: one a chain, one line a checkpoint, lines only ever added, each on the disk before anything says so. Beside them
/// lies the public key for those who check them elsewhere. Readable by the owner only, for a line counts what is still sealed.
/// </summary>
/// <remarks>A last line without its end was being written when the process died: nobody was told of it, nobody reads it, and the next one takes its place.</remarks>
public sealed class CheckpointFiles
{
    private const int LongestTail = 64 * 1024;
    private readonly string _folder;
    private readonly CheckpointKey _key;

    public CheckpointFiles(string folder, CheckpointKey key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(key);
        (_folder, _key) = (Path.GetFullPath(folder), key);
    }

    public bool Exists(Chain chain) => File.Exists(PathOf(chain));

    /// <summary>All whole lines in their order; none where there is no file.</summary>
    public IReadOnlyList<string> Lines(Chain chain) => Exists(chain) ? Whole(File.ReadAllText(PathOf(chain), Encoding.Latin1)) : [];

    /// <summary>The last whole line, without reading those before it; null where there is none.</summary>
    internal string? LastLine(Chain chain)
    {
        if (!Exists(chain))
        {
            return null;
        }

        using var file = new FileStream(PathOf(chain), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Whole(Tail(file)).LastOrDefault();
    }

    /// <summary>Adds a line; it is on the disk when this returns.</summary>
    internal void Append(Chain chain, string line)
    {
        DurableFiles.CreateFolder(_folder);
        LayKeyBeside();
        var isNew = !Exists(chain);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(PathOf(chain), options))
        {
            var unfinished = Tail(file).Split('\n')[^1].Length;
            file.SetLength(file.Length - unfinished);
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.Latin1.GetBytes(line + "\n"));
            file.Flush(flushToDisk: true);
        }

        if (isNew)
        {
            DurableFiles.FlushFolder(_folder);
        }
    }

    // One byte a character, so that damage by other bytes is seen as it is.
    private static string Tail(FileStream file)
    {
        var tail = new byte[Math.Min(LongestTail, file.Length)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        return Encoding.Latin1.GetString(tail);
    }

    private static string[] Whole(string text) => text.Split('\n')[..^1];

    private void LayKeyBeside()
    {
        var path = Path.Combine(_folder, "public-key.pem");
        if (!File.Exists(path))
        {
            DurableFiles.WriteNew(path, Encoding.ASCII.GetBytes(_key.PublicPem + "\n"));
        }
    }

    private string PathOf(Chain chain) => Path.Combine(_folder, Checkpoint.NameOf(chain) + ".checkpoints");
}
