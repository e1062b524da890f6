using System.Security.Cryptography;
using Trading.Domain.Reports;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Reports;

/// <summary>
/// The files of made reports, in a folder of the data. Each attempt has a name of its own, so that a maker who was given up overwrites nothing; what
/// no row names is swept.
/// </summary>
public sealed class ReportFiles(string folder)
{
    /// <summary>Puts the file on the disk, whole or not at all.</summary>
    /// <returns>its SHA-256</returns>
    public byte[] Keep(ReportOrder order, ReadOnlySpan<byte> content)
    {
        DurableFiles.CreateFolder(folder);
        DurableFiles.Replace(PathOf(order), content);
        return SHA256.HashData(content);
    }

    /// <summary>The file; null where it is no longer there, or is not the one that was made.</summary>
    public byte[]? Read(ReportOrder order)
    {
        var path = PathOf(order);
        var content = order.State == ReportState.Ready && File.Exists(path) ? File.ReadAllBytes(path) : null;
        return content is not null && SHA256.HashData(content).AsSpan().SequenceEqual(order.ContentHash) ? content : null;
    }

    /// <summary>Takes away every file that none of these orders names and that is older than any attempt can be.</summary>
    public void Sweep(IEnumerable<ReportOrder> kept, DateTime oldestUtc)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var names = kept.Select(o => Path.GetFileName(PathOf(o))).ToHashSet(StringComparer.Ordinal);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(f => !names.Contains(f.Name) && f.LastWriteTimeUtc < oldestUtc))
        {
            file.Delete();
        }
    }

    /// <summary>Takes away the file of one order.</summary>
    public void Remove(ReportOrder order) => File.Delete(PathOf(order));

    private string PathOf(ReportOrder order) => Path.Combine(folder, FormattableString.Invariant($"{order.Id:N}-{order.StartedAtUtc?.Ticks}"));
}
