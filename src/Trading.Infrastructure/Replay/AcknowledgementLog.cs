using System.Globalization;
using System.Text;

namespace Trading.Infrastructure.Replay;

/// <summary>
/// A file that holds what the services have acknowledged, one <c>KIND ID</c> a line, each on the disk before the replay goes on: what a bidder
/// or an officer was told. After a crash nothing in it may be missing from the database. What is about to be done stands before it as
/// <c>begins WORK</c>, so that somebody who kills the process can do so in the midst of that work.
/// </summary>
public sealed class AcknowledgementLog : IDisposable
{
    public const string Begins = "begins";

    /// <summary>The works that say when they begin.</summary>
    public const string Import = "import", Refund = "refund", Close = "close";

    private readonly FileStream _file;

    private readonly Action<string>? _told;

    /// <param name="path">A file that is not there yet.</param>
    /// <param name="told">Hears each line once it is on the disk, before the replay goes on.</param>
    public AcknowledgementLog(string path, Action<string>? told = null) =>
        (_file, _told) = (new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read), told);

    public void Add(string kind, object id)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{kind} {id}");
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush(flushToDisk: true);
        _told?.Invoke(line);
    }

    public void Begin(string work) => Add(Begins, work);

    public void Dispose() => _file.Dispose();
}
