using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Documents.Pdf;

namespace Trading.Infrastructure.Documents.Layout;

/// <summary>Which characters of which fonts one document uses: gathered while it is laid out, fixed when drawing begins.</summary>
internal sealed class FontUses(DocumentFonts fonts)
{
    private readonly Dictionary<FontFace, SortedSet<int>> _characters = [];
    private readonly Dictionary<(FontFamily, int), FontFace?> _choices = [];
    private readonly List<FontFace> _order = [];
    private readonly SortedSet<int> _missing = [];
    private Dictionary<FontFace, (string Name, EncodedFont Font)>? _encoded;

    /// <summary>The face that draws a character; null where none can, which <see cref="RefuseMissing"/> will tell.</summary>
    public FontFace? Use(FontFamily family, int codePoint)
    {
        if (_choices.TryGetValue((family, codePoint), out var known))
        {
            return known;
        }

        var face = fonts.Faces(family).FirstOrDefault(f => f.Has(codePoint));
        _choices.Add((family, codePoint), face);
        if (face is null)
        {
            _missing.Add(codePoint);
        }
        else
        {
            Characters(face).Add(codePoint);
        }

        return face;
    }

    /// <summary>The face that sets the line height of a family.</summary>
    public FontFace Main(FontFamily family) => fonts.Faces(family)[^1] is ReaderSongFace song ? song : fonts.Faces(family)[0];

    public void RefuseMissing()
    {
        if (_missing.Count > 0)
        {
            throw new MissingGlyphException(_missing);
        }
    }

    public (string Name, EncodedFont Font) Encoded(FontFace face) => Fixed()[face];

    /// <summary>Adds the fonts to the file and returns the entries of the page resources that name them.</summary>
    public string AddTo(PdfFile file) => string.Concat(_order.Select(f => $"/{Fixed()[f].Name} {Fixed()[f].Font.AddTo(file)} 0 R"));

    private SortedSet<int> Characters(FontFace face)
    {
        if (!_characters.TryGetValue(face, out var characters))
        {
            characters = [];
            _characters.Add(face, characters);
            _order.Add(face);
        }

        return characters;
    }

    private Dictionary<FontFace, (string Name, EncodedFont Font)> Fixed() =>
        _encoded ??= _order.Index().ToDictionary(f => f.Item, f => ($"F{f.Index + 1}", f.Item.Encode([.. _characters[f.Item]])));
}
