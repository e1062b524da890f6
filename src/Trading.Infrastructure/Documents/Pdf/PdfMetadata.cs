using System.Globalization;
using System.Security;
using System.Text;

namespace Trading.Infrastructure.Documents.Pdf;

/// <summary>What the file says about itself: once for old readers (Info), once for new ones and archives (XMP).</summary>
internal static class PdfMetadata
{
    public static int AddInformation(PdfFile file, DocumentMetadata about) => file.Add(
        $"<</Title {PdfSyntax.Text(about.Title)}/Author {PdfSyntax.Text(about.Author)}/Subject {PdfSyntax.Text(about.Subject)}" +
        $"/CreationDate {PdfSyntax.Date(about.CreatedAtUtc)}/ModDate {PdfSyntax.Date(about.CreatedAtUtc)}>>");

    public static int AddXmp(PdfFile file, DocumentMetadata about)
    {
        var created = about.CreatedAtUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var xmp =
            $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Escape(about.Title)}</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>{Escape(about.Author)}</rdf:li></rdf:Seq></dc:creator>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Escape(about.Subject)}</rdf:li></rdf:Alt></dc:description>
            <dc:language><rdf:Bag><rdf:li>{Escape(about.Language)}</rdf:li></rdf:Bag></dc:language>
            <xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """.ReplaceLineEndings("\n");
        return file.AddRaw("/Type/Metadata/Subtype/XML", Encoding.UTF8.GetBytes(xmp));
    }

    private static string Escape(string text) => SecurityElement.Escape(text);
}
