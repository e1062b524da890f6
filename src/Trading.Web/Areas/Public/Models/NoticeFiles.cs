using System.Globalization;
using System.Text;
using System.Xml;
using Trading.Domain.Shared;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Parties;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Public.Models;

/// <summary>The result of a search as a table for spreadsheets and as a feed.</summary>
internal static class NoticeFiles
{
    public const string CsvType = "text/csv; charset=utf-8";
    public const string RssType = "application/rss+xml; charset=utf-8";

    private static readonly string[] Columns =
    [
        "notices.number", "notices.kinds", "notices.title-of", "notices.lot-code", "notices.lot", "notices.owner", "notices.region", "notices.published",
        "notices.deadline", "notices.ceiling-yuan", "notices.address",
    ];

    public static byte[] Csv(IEnumerable<NoticeHit> hits, Regions regions, Uri root)
    {
        using var file = new MemoryStream();
        using (var csv = CsvHelper.CsvWriter.Create(file, new CsvHelper.CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true))
        {
            Write(csv, Columns.Select(c => PageWords.W(c)));
            foreach (var hit in hits)
            {
                Write(csv, Cells(hit, regions, root));
            }
        }

        return file.ToArray();
    }

    public static byte[] Rss(IEnumerable<NoticeHit> hits, string title, Uri root, Uri self, DateTime nowUtc)
    {
        using var file = new MemoryStream();
        using (var xml = XmlWriter.Create(file, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("channel");
            Element(xml, "title", title);
            Element(xml, "link", self.AbsoluteUri);
            Element(xml, "description", title);
            Element(xml, "lastBuildDate", Date(nowUtc));
            foreach (var hit in hits)
            {
                Item(xml, hit, root);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return file.ToArray();
    }

    private static IEnumerable<string> Cells(NoticeHit hit, Regions regions, Uri root) =>
    [
        hit.Number, NoticeWords.Kind(hit.Kind), hit.Title, hit.LotCode, hit.LotName, hit.OwnerName, regions.NameOf(hit.RegionCode), Minute(hit.PublishedAtUtc),
        hit.DeadlineUtc is { } deadline ? Minute(deadline) : "", (hit.Ceiling.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture), Address(hit, root),
    ];

    private static void Write(CsvHelper.CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(Infrastructure.Shared.SpreadsheetText.Neutralise(cell));
        }

        csv.EndRecord();
    }

    private static void Item(XmlWriter xml, NoticeHit hit, Uri root)
    {
        xml.WriteStartElement("item");
        Element(xml, "title", $"{NoticeWords.Kind(hit.Kind)} {hit.Title}");
        Element(xml, "link", Address(hit, root));
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "true");
        xml.WriteString(Address(hit, root));
        xml.WriteEndElement();
        Element(xml, "pubDate", Date(hit.PublishedAtUtc));
        Element(xml, "category", NoticeWords.Kind(hit.Kind));
        Element(xml, "description", $"{hit.LotCode} {hit.LotName} {hit.OwnerName}");
        xml.WriteEndElement();
    }

    // XML has no way to write most control characters.
    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, new string([.. text.Where(XmlConvert.IsXmlChar)]));

    private static string Address(NoticeHit hit, Uri root) => new Uri(root, $"notices/{Uri.EscapeDataString(hit.Number)}").AbsoluteUri;

    private static string Minute(DateTime utc) => Instants.ToBeijing(utc).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Date(DateTime utc) => utc.ToString("r", CultureInfo.InvariantCulture);
}
