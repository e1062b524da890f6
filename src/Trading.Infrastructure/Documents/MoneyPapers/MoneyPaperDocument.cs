using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents.MoneyPapers;

/// <summary>A notice or receipt on paper: A4, number and facts in a table, with room for the seal.</summary>
public sealed class MoneyPaperDocument(MoneyPaper paper, WordsLanguage language) : IDocument
{
    private const double SealRoom = 30;

    private string Title => paper.Kind switch
    {
        MoneyPaperKind.NonTaxNotice => W("document.non-tax.notice"),
        MoneyPaperKind.NonTaxReceipt => W("document.non-tax.receipt"),
        MoneyPaperKind.NonTaxVoid => W("document.non-tax.void"),
        MoneyPaperKind.TreasuryClaim => W("document.treasury-claim"),
        MoneyPaperKind.PriceReceipt => W("document.price.receipt"),
        MoneyPaperKind.PenaltyReturn => W("document.price.return"),
    };

    private string Lead => paper.Kind switch
    {
        MoneyPaperKind.NonTaxNotice => W("document.non-tax.please-pay"),
        MoneyPaperKind.NonTaxReceipt => W("document.non-tax.received"),
        MoneyPaperKind.NonTaxVoid => W("document.non-tax.goes-back", paper.Voids!),
        MoneyPaperKind.TreasuryClaim => W("document.treasury-claim.please", paper.Number),
        MoneyPaperKind.PriceReceipt => W("document.price.received"),
        MoneyPaperKind.PenaltyReturn => W("document.price.returned"),
    };

    public DocumentMetadata GetMetadata() => new($"{Title} {paper.Number}", paper.CentreName, paper.LotCode, language.Tag(), paper.IssuedAtUtc);

    public void Compose(PageDescriptor page)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.OfLetter();
        page.Content().Column(Letter);
        page.Footer().Column(foot => foot.Item().Text(small =>
        {
            small.Styled(s => s with { Family = FontFamily.Sans, Size = 8.5, LineHeight = 1.6 });
            small.PageNumber((number, pages) => DocumentWords.PageOf(number, pages, language));
        }));
    }

    private void Letter(ColumnDescriptor letter)
    {
        letter.Spacing(9);
        letter.Item().Text(W("document.award-notice.number", paper.Number)).FontSize(10.5);
        letter.Item().PaddingTop(4).PaddingBottom(10).Text(Title).AlignCentre().Styled(s => s with { Size = 22 }).Bold();
        if (language != WordsLanguage.Chinese)
        {
            letter.Item().PaddingBottom(6).Text(W("document.translation")).AlignCentre().FontSize(9.5).FontColour(Colour.Muted);
        }

        letter.Item().Text(W("document.award-notice.addressee", paper.Addressee ?? paper.PayerName)).Bold();
        letter.Item().Text(Lead);
        letter.Item().Table(Facts);
        letter.Item().PaddingTop(SealRoom).Text($"{paper.CentreName}\n{DocumentWords.Date(Instants.BeijingDay(paper.IssuedAtUtc), language)}");
    }

    private void Facts(TableDescriptor table)
    {
        table.OfFacts(language);
        foreach (var (label, value) in Rows())
        {
            table.Cell().Text(W(label)).Bold();
            table.Cell().Text(value);
        }
    }

    private IEnumerable<(string Label, string Value)> Rows() => paper.Parts is { } parts ? PriceRows(parts) : FeeRows();

    private IEnumerable<(string Label, string Value)> PriceRows(PriceParts parts)
    {
        if (parts.OfReceipt is { } receipt)
        {
            yield return ("document.price.of-receipt", receipt);
        }

        if (parts.Instalments is { } instalments)
        {
            yield return ("document.price.instalments", instalments);
        }

        foreach (var (label, amount) in new[] { ("document.price.price", parts.Price), ("document.price.interest", parts.Interest), ("document.price.penalty", parts.Penalty) })
        {
            if (!amount.IsZero)
            {
                yield return (label, DocumentWords.Amount(amount, language));
            }
        }

        yield return ("document.price.total", Amount);
        yield return (parts.OfReceipt is null ? "document.price.contract" : "document.price.consent", paper.Citation);
        yield return ("document.price.lot", Lot);
        yield return (parts.OfReceipt is null ? "document.price.paid-on" : "document.price.decided-on", DocumentWords.Date(paper.PaidOn!.Value, language));
    }

    private string Amount => $"{DocumentWords.Amount(paper.Amount, language)}\n{ChineseAmount.Of(paper.Amount)}";

    private string Lot => $"{paper.LotName}（{paper.LotCode}）";

    private IEnumerable<(string Label, string Value)> FeeRows() => paper.Claim is { } claim ? ClaimRows(claim) : ChargeRows();

    private IEnumerable<(string Label, string Value)> ClaimRows(ClaimParts claim)
    {
        yield return ("document.treasury-claim.amount", Amount);
        yield return ("document.treasury-claim.ground", claim.Ground);
        yield return ("document.treasury-claim.payer", paper.PayerName);
        yield return ("document.non-tax.item", $"{paper.Income}\n{paper.Citation}");
        yield return ("document.non-tax.lot", Lot);
        if (claim.Notice is { } notice)
        {
            yield return ("document.treasury-claim.notice", notice);
        }

        yield return ("document.treasury-claim.receipt", $"{claim.Receipt}\n{DocumentWords.Amount(claim.Received, language)}　{DocumentWords.Date(paper.PaidOn!.Value, language)}");
        yield return ("document.treasury-claim.remittance", claim.RemittedOn is { } on ? $"{claim.Remittance}\n{DocumentWords.Date(on, language)}" : claim.Remittance);
        yield return ("document.treasury-claim.account", claim.Account);
    }

    private IEnumerable<(string Label, string Value)> ChargeRows()
    {
        yield return ("document.non-tax.item", paper.Income!);
        yield return ("document.non-tax.basis", paper.Citation);
        yield return ("document.non-tax.lot", Lot);
        yield return ("document.non-tax.amount", Amount);
        yield return paper.PaidOn is { } on ? ("document.non-tax.paid-on", DocumentWords.Date(on, language)) : ("document.non-tax.sub-account", paper.SubAccount);
    }

    private string W(string key, params object[] values) => Words.Get(key, language, values);
}
