using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents.AwardNotices;

/// <summary>The award notice on paper: A4, formal, with room for the seals, a QR code and the hash at the foot.</summary>
public sealed class AwardNoticeDocument(AwardNoticeData notice, WordsLanguage language) : IDocument
{
    private const double SealRoom = 30;
    private readonly AwardNoticeText _text = AwardNoticeText.Of(notice, language);

    public DocumentMetadata GetMetadata() =>
        new($"{_text.Title} {notice.NoticeNumber}", notice.OwnerName, $"{notice.ProjectName} {notice.LotCode}", language.Tag(), notice.IssuedAtUtc);

    public void Compose(PageDescriptor page)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.OfLetter();
        page.Content().Column(Letter);
        page.Footer().Column(Foot);
    }

    private void Letter(ColumnDescriptor letter)
    {
        letter.Spacing(9);
        letter.Item().Text(_text.Number).FontSize(10.5);
        letter.Item().PaddingTop(4).PaddingBottom(10).Text(_text.Title).AlignCentre().Styled(TitleStyle).Bold();
        if (_text.Caveat is { } caveat)
        {
            letter.Item().PaddingBottom(6).Text(caveat).AlignCentre().FontSize(9.5).FontColour(Colour.Muted);
        }

        letter.Item().Text(_text.Addressee).Bold();
        Paragraph(letter, _text.Acceptance);
        letter.Item().Table(Terms);
        Paragraph(letter, _text.Contract);
        letter.Item().Text(_text.Closing).FirstLineIndent(Indent);
        letter.Item().PaddingTop(SealRoom).Row(Signatures);
    }

    private TextStyle TitleStyle(TextStyle style) => language switch
    {
        WordsLanguage.Chinese => style with { Size = 24, LetterSpacing = 24 * 0.35 },
        WordsLanguage.English => style with { Size = 22 },
    };

    /// <summary>Two characters in Chinese letters, none in English ones.</summary>
    private double Indent => language switch
    {
        WordsLanguage.Chinese => 2,
        WordsLanguage.English => 0,
    };

    private void Paragraph(ColumnDescriptor letter, string text)
    {
        var block = letter.Item().Text(text).FirstLineIndent(Indent);
        if (language == WordsLanguage.Chinese)
        {
            block.Justify();
        }
    }

    private void Terms(TableDescriptor table)
    {
        table.OfFacts(language);
        foreach (var (index, term) in _text.Terms.Index())
        {
            table.Cell().Text(term.Label).Bold();
            table.Cell().Text(value =>
            {
                var figures = value.Span(term.Value);
                if (index == 0)
                {
                    figures.Bold();
                }

                value.Span(term.Beneath is { } beneath ? $"\n{beneath}" : "");
            });
        }
    }

    private void Signatures(RowDescriptor row)
    {
        row.Spacing(24);
        row.RelativeItem().Text(string.Join('\n', _text.OwnerSignature));
        row.RelativeItem().Text(string.Join('\n', [.. _text.AgencySignature, _text.IssuedOn]));
    }

    private void Foot(ColumnDescriptor foot)
    {
        foot.Spacing(6);
        foot.Item().LineHorizontal(0.6, Colour.Hairline);
        foot.Item().Row(row =>
        {
            row.Spacing(12);
            row.AlignMiddle();
            row.ConstantItem(72).QrCode(notice.VerificationUrl.AbsoluteUri);
            row.RelativeItem().Text(small =>
            {
                small.Styled(s => s with { Family = FontFamily.Sans, Size = 8.5, LineHeight = 1.6 });
                small.Span(_text.CentreAndVerification);
                small.Span($"\n{_text.Hash}\n").FontColour(Colour.Muted);
                small.PageNumber((page, pages) => DocumentWords.PageOf(page, pages, language));
            });
        });
    }
}
