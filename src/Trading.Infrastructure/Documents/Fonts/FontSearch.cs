namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>Finds a font by the file names under which Linux, Windows and macOS ship Chinese TrueType fonts, best first.</summary>
internal static class FontSearch
{
    /// <summary>A font without one of these cannot write an award notice.</summary>
    private const string Needed = "中标通知书人民币零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整（），。：￥ABCabc0123456789.,:-";

    private static readonly string[] SansFiles =
    [
        "NotoSansSC-Regular.ttf", "SourceHanSansSC-Regular.ttf", "msyh.ttc", "msyh.ttf", "simhei.ttf", "STHeiti Light.ttc", "wqy-zenhei.ttc", "wqy-microhei.ttc",
        "DroidSansFallbackFull.ttf",
    ];

    private static readonly string[] SerifFiles =
    [
        "NotoSerifSC-Regular.ttf", "SourceHanSerifSC-Regular.ttf", "simsun.ttc", "simfang.ttf", "Songti.ttc", "uming.ttc", "gbsn00lp.ttf",
    ];

    public static (string Path, TrueTypeFace Face)? Find(FontFamily family, IReadOnlyList<string>? folders)
    {
        var files = Files(folders ?? SystemFolders());
        foreach (var name in family == FontFamily.Serif ? SerifFiles : SansFiles)
        {
            if (files.TryGetValue(name, out var path) && TryOpen(path) is { } face)
            {
                return (path, face);
            }
        }

        return null;
    }

    private static Dictionary<string, string> Files(IEnumerable<string> folders)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MatchCasing = MatchCasing.CaseInsensitive };
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in folders.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.tt?", everywhere).Order(StringComparer.Ordinal)))
        {
            found.TryAdd(Path.GetFileName(path), path);
        }

        return found;
    }

    private static TrueTypeFace? TryOpen(string path)
    {
        try
        {
            var face = TrueTypeFace.Open(path);
            return Needed.All(c => face.Has(c)) ? face : null;
        }
        catch (FontRefusedException)
        {
            // A font of the right name that cannot be embedded; the next name may do.
            return null;
        }
    }

    private static IReadOnlyList<string> SystemFolders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return
        [
            "/usr/local/share/fonts", "/usr/share/fonts", Path.Combine(home, ".local/share/fonts"), Path.Combine(home, ".fonts"),
            Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Microsoft", "Windows", "Fonts"),
            "/System/Library/Fonts", "/Library/Fonts", Path.Combine(home, "Library", "Fonts"),
        ];
    }
}
