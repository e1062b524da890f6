using System.Runtime.InteropServices;
using System.Text;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Files that are either whole and on the disk, or not there: written beside their place, flushed, renamed, and the folder flushed too,
/// because a rename that is only in memory is lost with the power. Readable by the owner only.
/// </summary>
internal static class DurableFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    /// <summary>A new file of mode 0600; fails if one of that name exists.</summary>
    public static FileStream CreateFile(string path) => OpenFile(path, FileMode.CreateNew);

    /// <summary>The file to write to; a new one has mode 0600.</summary>
    public static FileStream OpenOrCreateFile(string path) => OpenFile(path, FileMode.OpenOrCreate);

    private static FileStream OpenFile(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Puts a small file in its place; a file already there is never replaced.</summary>
    public static void WriteNew(string path, ReadOnlySpan<byte> content) => MoveIntoPlace(WriteBeside(path, content), path);

    /// <summary>Puts a small file in its place, instead of the one that may be there: a reader finds the old one or the new one, whole.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        File.Move(WriteBeside(path, content), path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    private static string WriteBeside(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var file = CreateFile(temporary))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        return temporary;
    }

    /// <summary>Renames a flushed file to its final name and flushes the folder.</summary>
    public static void MoveIntoPlace(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: false);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Flushes the names in a folder: a new file is there after a power cut.</summary>
    /// <remarks>.NET opens no folders. On Windows the file system journals renames itself.</remarks>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = NativeMethods.Open([.. Encoding.UTF8.GetBytes(folder), 0], 0);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {folder} cannot be opened to flush it (error {Marshal.GetLastPInvokeError()}).");
        }

        try
        {
            if (NativeMethods.Fsync(descriptor) != 0)
            {
                throw new IOException($"The folder {folder} cannot be flushed (error {Marshal.GetLastPInvokeError()}).");
            }
        }
        finally
        {
            _ = NativeMethods.Close(descriptor);
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Fsync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Close(int descriptor);
    }
}
