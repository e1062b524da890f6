using System.Globalization;
using System.Text;

namespace Trading.Infrastructure.Documents.Pdf;

/// <summary>How values are written inside a PDF.</summary>
internal static class PdfSyntax
{
    /// <summary>A length in points to a thousandth, which is finer than any printer.</summary>
    public static string Number(double points) => Math.Round(points, 3).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A text outside content streams: UTF-16 with its byte order mark, in hexadecimal.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public static string Date(DateTime utc) => string.Create(CultureInfo.InvariantCulture, $"(D:{utc:yyyyMMddHHmmss}Z)");
}
