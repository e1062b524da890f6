using System.Globalization;

namespace Trading.Web.Shared;

/// <summary>Lengths of files for readers: 980 B, 12.5 KB, 186.40 MB.</summary>
public static class FileSizes
{
    private const double Kilo = 1024;

    public static string Of(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilo:0.0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilo / Kilo:0.00} MB"),
    };
}
