using System.Buffers.Binary;
using CsCheck;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.Fonts;

namespace Trading.Infrastructure.Tests.Documents;

public sealed class DocumentFontsTests
{
    private static readonly SortedDictionary<int, int> Abc = new() { ['A'] = 1, ['B'] = 2, ['C'] = 1, [0x20] = 3, [0x4E00] = 2, [0xFA0E] = 1 };

    [Fact]
    public void Find_NoFontAnywhere_LeavesTheFontsToTheReader()
    {
        var fonts = DocumentFonts.Find(new DocumentFontOptions { FontFolders = [] });

        Assert.Equal(FontTier.ReadersOwn, fonts.Tier);
        Assert.Empty(fonts.Files);
    }

    [Fact]
    public void Find_ConfiguredFont_ServesBothFamiliesAlone()
    {
        using var font = TinyFont.Of(Abc);

        var fonts = DocumentFonts.Find(new DocumentFontOptions { FontPath = font.Path });

        Assert.Equal(FontTier.Embedded, fonts.Tier);
        Assert.Equal([font.Path], fonts.Files);
    }

    [Fact]
    public void Find_FontOfAKnownNameWithoutChinese_IsPassedOver()
    {
        using var font = TinyFont.Of(Abc);
        var folder = Directory.CreateTempSubdirectory();
        File.Copy(font.Path, Path.Combine(folder.FullName, "simsun.ttc"));

        var fonts = DocumentFonts.Find(new DocumentFontOptions { FontFolders = [folder.FullName] });

        folder.Delete(recursive: true);
        Assert.Equal(FontTier.ReadersOwn, fonts.Tier);
    }

    [Fact]
    public void Find_ConfiguredFontIsMissing_FailsLoudly() =>
        Assert.ThrowsAny<IOException>(() => DocumentFonts.Find(new DocumentFontOptions { FontPath = "/nowhere/font.ttf" }));

    [Fact]
    public void Find_CffOutlines_AreRefused()
    {
        using var font = TinyFont.Of(Abc);
        File.WriteAllBytes(font.Path, [.. "OTTO"u8, .. font.Bytes[4..]]);

        Assert.Contains("CFF", Refusal(font), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x0002)]
    [InlineData(0x0100)]
    public void Find_LicenceForbidsASubset_IsRefused(int licenceBits)
    {
        using var font = TinyFont.Of(Abc, licenceBits: licenceBits);

        Assert.Contains("licence", Refusal(font), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x0000)]
    [InlineData(0x0004)]
    [InlineData(0x0008)]
    public void Find_LicenceAllowsASubset_IsTaken(int licenceBits)
    {
        using var font = TinyFont.Of(Abc, licenceBits: licenceBits);

        Assert.Equal(FontTier.Embedded, DocumentFonts.Find(new DocumentFontOptions { FontPath = font.Path }).Tier);
    }

    [Fact]
    public void Find_FontCutShortAnywhere_IsRefused()
    {
        using var font = TinyFont.Of(Abc);

        // The last two bytes only fill the last table up to a multiple of four.
        for (var length = 0; length < font.Bytes.Length - 2; length++)
        {
            File.WriteAllBytes(font.Path, font.Bytes[..length]);
            Refusal(font);
        }
    }

    [Fact]
    public void Find_FontWithOneByteChanged_IsTakenOrRefusedButNeverFails()
    {
        using var font = TinyFont.Of(Abc);
        Gen.Select(Gen.Int[0, font.Bytes.Length - 1], Gen.Byte).Sample(
            (at, value) =>
            {
                var bytes = font.Bytes.ToArray();
                bytes[at] = value;
                File.WriteAllBytes(font.Path, bytes);
                var failure = Record.Exception(() => DocumentFonts.Find(new DocumentFontOptions { FontPath = font.Path }));
                Assert.True(failure is null or FontRefusedException, failure?.ToString());
            },
            iter: 500,
            threads: 1);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    public void Open_CharacterMapOfEitherFormat_FindsEveryGlyph(int format)
    {
        using var font = TinyFont.Of(Abc, format);

        var face = TrueTypeFace.Open(font.Path);

        Assert.All(Abc, pair => Assert.Equal(pair.Value, face.Glyph(pair.Key)));
        Assert.Equal(0, face.Glyph('D'));
        Assert.Equal(0, face.Glyph(0x4E01));
        Assert.True(face.Has(0xA0)); // drawn as the space
        Assert.Equal(600, face.Width('B'));
    }

    [Fact]
    public void Generate_TwoCharactersOfOneOutline_ReadBackAsThemselves()
    {
        using var font = TinyFont.Of(Abc);
        var generator = new PdfGenerator(DocumentFonts.Find(new DocumentFontOptions { FontPath = font.Path }));

        var pdf = generator.Generate(new SampleDocument(page => page.Content().Text("ACB\uFA0E一")));

        Assert.Equal(["ACB\uFA0E一"], PdfReading.Pages(pdf)[0]);
    }

    [Fact]
    public void Generate_CharacterOnlyInTheOtherFamily_IsDrawnFromThere()
    {
        using var serif = TinyFont.Of(new() { ['A'] = 1 });
        using var sans = TinyFont.Of(Abc);
        var generator = new PdfGenerator(DocumentFonts.Find(new DocumentFontOptions { FontPath = sans.Path, SerifFontPath = serif.Path }));

        var pdf = generator.Generate(new SampleDocument(page => page.Content().Text("AB").Styled(s => s with { Family = FontFamily.Serif })));

        Assert.Equal(["AB"], PdfReading.Pages(pdf)[0]);
    }

    [Fact]
    public void Generate_CharactersThatNoFontHas_AreAllNamed()
    {
        using var font = TinyFont.Of(Abc);
        var generator = new PdfGenerator(DocumentFonts.Find(new DocumentFontOptions { FontPath = font.Path }));

        var refusal = Assert.Throws<MissingGlyphException>(() => generator.Generate(new SampleDocument(page => page.Content().Text("AXBY"))));

        Assert.Equal(['X', 'Y'], refusal.CodePoints);
    }

    [Fact]
    public void ToFontFile_CompositeGlyph_BringsItsPartUnderItsNewNumber()
    {
        using var font = TinyFont.Of(Abc);

        var subset = new GlyphSubset(TrueTypeFace.Open(font.Path), [TinyFont.Composite]).ToFontFile();

        File.WriteAllBytes(font.Path, subset);
        var tables = Assert.Single(TrueTypeTables.Open(font.Path));
        Assert.Equal(3, BinaryPrimitives.ReadUInt16BigEndian(tables["maxp"][4..])); // .notdef, the composite, its part
        var composite = BinaryPrimitives.ReadInt32BigEndian(tables["loca"][4..]);
        Assert.Equal(2, BinaryPrimitives.ReadUInt16BigEndian(tables["glyf"][(composite + 12)..]));
    }

    [Fact]
    public void ToFontFile_WholeFile_SumsToTheNumberThatTrueTypeAsksFor()
    {
        using var font = TinyFont.Of(Abc);

        var subset = new GlyphSubset(TrueTypeFace.Open(font.Path), [TinyFont.Box, TinyFont.Composite]).ToFontFile();

        var sum = subset.Chunk(4).Aggregate(0u, (total, word) => unchecked(total + BinaryPrimitives.ReadUInt32BigEndian(word)));
        Assert.Equal(0xB1B0AFBA, sum);
    }

    private static string Refusal(TinyFont font) =>
        Assert.Throws<FontRefusedException>(() => DocumentFonts.Find(new DocumentFontOptions { FontPath = font.Path })).Message;
}
