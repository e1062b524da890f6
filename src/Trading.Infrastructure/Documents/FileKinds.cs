using System.IO.Compression;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Documents;

/// <summary>A kind of file that may be handed in: its extension without the dot, and what it is served as.</summary>
public sealed record FileKind(string Extension, string ContentType)
{
    /// <summary>How the content begins; none for text.</summary>
    internal IReadOnlyList<byte[]> Beginnings { get; init; } = [];

    /// <summary>A part without which the package is not of this kind; null where it is no package.</summary>
    internal string? Part { get; init; }
}

/// <summary>
/// Tells what an uploaded file is by its content, and refuses one whose content is not what its name says: whoever opens it later trusts the name.
/// Shared by everything that takes files.
/// </summary>
public static class FileKinds
{
    private const int Looked = 4096;

    /// <summary>A file's name is kept up to this length; it is a label and never a path.</summary>
    public const int LongestName = 200;

    private static readonly byte[] Zip = "PK\x03\x04"u8.ToArray();

    // The compound file of the Office programs before 2007: which of them wrote it is not in its first bytes.
    private static readonly byte[] Compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static readonly FileKind Pdf = new("pdf", "application/pdf") { Beginnings = ["%PDF-"u8.ToArray()] };
    private static readonly FileKind OldWord = new("doc", "application/msword") { Beginnings = [Compound] };
    private static readonly FileKind OldExcel = new("xls", "application/vnd.ms-excel") { Beginnings = [Compound] };
    private static readonly FileKind Word =
        new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document") { Beginnings = [Zip], Part = "word/document.xml" };
    private static readonly FileKind Excel =
        new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") { Beginnings = [Zip], Part = "xl/workbook.xml" };
    private static readonly FileKind Archive = new("zip", "application/zip") { Beginnings = [Zip, "PK\x05\x06"u8.ToArray()] };
    private static readonly FileKind Png = new("png", "image/png") { Beginnings = [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]] };
    private static readonly FileKind Jpeg = new("jpg", "image/jpeg") { Beginnings = [[0xFF, 0xD8, 0xFF]] };
    private static readonly FileKind Text = new("txt", "text/plain; charset=utf-8");

    private static readonly FileKind[] All = [Pdf, OldWord, Word, OldExcel, Excel, Archive, Png, Jpeg, Jpeg with { Extension = "jpeg" }, Text];

    /// <summary>The kinds of a rule that lists them by extension: <c>pdf,docx</c>.</summary>
    /// <exception cref="KeyNotFoundException">The rule names a kind that nothing here can tell by its content; a mistake of the release.</exception>
    public static IReadOnlyList<FileKind> Of(string extensions)
    {
        ArgumentNullException.ThrowIfNull(extensions);
        return [.. extensions.Split(',').Select(e => Array.Find(All, k => k.Extension == e) ?? throw new KeyNotFoundException($"No file kind {e}."))];
    }

    /// <summary>The value of a file input's <c>accept</c>: <c>.pdf,.docx</c>.</summary>
    public static string Accept(IReadOnlyList<FileKind> allowed) => string.Join(',', allowed.Select(k => "." + k.Extension));

    /// <summary>The kind that the name says; its content may be another.</summary>
    /// <exception cref="RuleBrokenException"><c>documents.file-kind</c> (name, kinds allowed)</exception>
    public static FileKind RequireName(string fileName, IReadOnlyList<FileKind> allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        var name = Label(fileName);
        return allowed.FirstOrDefault(k => name.EndsWith("." + k.Extension, StringComparison.OrdinalIgnoreCase))
            ?? throw new RuleBrokenException(DocumentRules.FileKind, name, string.Join("、", allowed.Select(k => k.Extension)));
    }

    /// <summary>The kind of the file, by extension and content. The stream, which can seek, is left at its beginning.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>documents.file-kind</c> (name, kinds allowed), <c>documents.file-empty</c> (name), <c>documents.file-content</c> (name, kind)
    /// </exception>
    public static async Task<FileKind> RequireAsync(string fileName, Stream content, IReadOnlyList<FileKind> allowed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        var (name, kind) = (Label(fileName), RequireName(fileName, allowed));
        var beginning = new byte[Looked];
        var length = await content.ReadAtLeastAsync(beginning, Looked, throwOnEndOfStream: false, ct);
        content.Seek(0, SeekOrigin.Begin);
        if (length == 0)
        {
            throw new RuleBrokenException(DocumentRules.FileEmpty, name);
        }

        if (!Is(kind, beginning.AsSpan(0, length)) || (kind.Part is { } part && !HasPart(content, part)))
        {
            throw new RuleBrokenException(DocumentRules.FileContent, name, kind.Extension);
        }

        content.Seek(0, SeekOrigin.Begin);
        return kind;
    }

    /// <summary>The name as a label: the last part of any path, without control characters, not longer than <see cref="LongestName"/>, its extension kept.</summary>
    public static string Label(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var name = new string([.. fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))]).Trim();
        var extension = Path.GetExtension(name) is { Length: <= 10 } known ? known : "";
        return name.Length <= LongestName ? name : name[..(LongestName - extension.Length)] + extension;
    }

    // Text in any encoding has no NUL and no other control than tab and line ends; every program and picture has.
    private static bool Is(FileKind kind, ReadOnlySpan<byte> beginning)
    {
        if (kind.Beginnings.Count == 0)
        {
            return !beginning.ContainsAnyInRange((byte)0x00, (byte)0x08) && !beginning.ContainsAnyInRange((byte)0x0E, (byte)0x1A);
        }

        foreach (var expected in kind.Beginnings)
        {
            if (beginning.StartsWith(expected))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPart(Stream content, string part)
    {
        try
        {
            using var package = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return package.GetEntry(part) is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
