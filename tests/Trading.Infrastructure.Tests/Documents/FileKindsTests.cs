using System.IO.Compression;
using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents;

namespace Trading.Infrastructure.Tests.Documents;

public sealed class FileKindsTests
{
    private static readonly IReadOnlyList<FileKind> Kinds = FileKinds.Of("pdf,doc,docx,xls,xlsx,txt");

    [Theory]
    [InlineData("文件.pdf", "%PDF-1.7 …", "application/pdf")]
    [InlineData("NOTES.TXT", "说明\r\n第二行", "text/plain; charset=utf-8")]
    public async Task RequireAsync_ContentAsNamed_TellsTheKindAndRewinds(string name, string content, string type)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));

        var kind = await FileKinds.RequireAsync(name, stream, Kinds, CancellationToken.None);

        Assert.Equal(type, kind.ContentType);
        Assert.Equal(0, stream.Position);
    }

    [Theory]
    [InlineData("setup.exe", "MZ", DocumentRules.FileKind)]
    [InlineData("no extension", "%PDF-1.7", DocumentRules.FileKind)]
    [InlineData("empty.pdf", "", DocumentRules.FileEmpty)]
    [InlineData("picture.pdf", "\u0089PNG", DocumentRules.FileContent)]
    [InlineData("program.txt", "MZ\0\0", DocumentRules.FileContent)]
    [InlineData("new.doc", "PK\u0003\u0004", DocumentRules.FileContent)]
    [InlineData("broken.docx", "PK\u0003\u0004 and no more", DocumentRules.FileContent)]
    public async Task RequireAsync_AnythingElse_IsRefused(string name, string content, string rule)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(content));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => FileKinds.RequireAsync(name, stream, Kinds, CancellationToken.None));

        Assert.Equal(rule, refusal.Rule);
    }

    [Theory]
    [InlineData("a.doc", "application/msword")]
    [InlineData("a.xls", "application/vnd.ms-excel")]
    public async Task RequireAsync_FileOfTheOldOffice_IsToldByItsName(string name, string type)
    {
        using var stream = new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0x00]);

        Assert.Equal(type, (await FileKinds.RequireAsync(name, stream, Kinds, CancellationToken.None)).ContentType);
    }

    [Theory]
    [InlineData("word/document.xml", "docx", true)]
    [InlineData("xl/workbook.xml", "docx", false)]
    [InlineData("xl/workbook.xml", "xlsx", true)]
    public async Task RequireAsync_OfficePackage_IsToldByItsParts(string part, string extension, bool isOne)
    {
        using var stream = Package(part);

        var refusal = await Record.ExceptionAsync(() => FileKinds.RequireAsync("a." + extension, stream, Kinds, CancellationToken.None));

        Assert.Equal(isOne, refusal is null);
    }

    [Theory]
    [InlineData(@"C:\投标\a.pdf", "a.pdf")]
    [InlineData("../../etc/a.pdf", "a.pdf")]
    [InlineData("a\r\nb.pdf", "ab.pdf")]
    public void Label_OfAPath_IsItsLastPart(string given, string label) => Assert.Equal(label, FileKinds.Label(given));

    [Fact]
    public void Label_TooLong_KeepsItsExtension()
    {
        var label = FileKinds.Label(new string('长', 300) + ".pdf");

        Assert.Equal(FileKinds.LongestName, label.Length);
        Assert.EndsWith(".pdf", label, StringComparison.Ordinal);
    }

    private static MemoryStream Package(string part)
    {
        var stream = new MemoryStream();
        using (var package = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            package.CreateEntry(part);
        }

        stream.Position = 0;
        return stream;
    }
}
