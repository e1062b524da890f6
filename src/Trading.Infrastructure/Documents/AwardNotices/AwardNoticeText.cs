using Trading.Domain.Shared;

namespace Trading.Infrastructure.Documents.AwardNotices;

/// <summary>
/// The award notice in one language, sentence by sentence. The PDF and its HTML twin both draw this, so they cannot say different things.
/// </summary>
public sealed record AwardNoticeText
{
    private AwardNoticeText()
    {
    }

    public required string Number { get; init; }
    public required string Title { get; init; }

    /// <summary>In a translation, which text prevails; null in the Chinese original.</summary>
    public required string? Caveat { get; init; }

    public required string Addressee { get; init; }
    public required string Acceptance { get; init; }
    public required IReadOnlyList<AwardNoticeTerm> Terms { get; init; }
    public required string Contract { get; init; }
    public required string Closing { get; init; }
    public required IReadOnlyList<string> OwnerSignature { get; init; }
    public required IReadOnlyList<string> AgencySignature { get; init; }
    public required string IssuedOn { get; init; }
    public required string CentreAndVerification { get; init; }
    public required string Hash { get; init; }

    public static AwardNoticeText Of(AwardNoticeData notice, WordsLanguage language)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return new()
        {
            Number = Words.Get("document.award-notice.number", language, notice.NoticeNumber),
            Title = Words.Get("document.award-notice.title", language),
            Caveat = language == WordsLanguage.Chinese ? null : Words.Get("document.translation", language),
            Addressee = Words.Get("document.award-notice.addressee", language, notice.WinnerName),
            Acceptance = Words.Get(
                "document.award-notice.acceptance", language,
                DocumentWords.Date(notice.BidSubmittedOn, language), notice.ProjectName, notice.ProjectCode, notice.LotName, notice.LotCode),
            Terms = [.. TermsOf(notice, language)],
            Contract = Words.Get("document.award-notice.contract", language, notice.ContractWithinDays),
            Closing = Words.Get("document.award-notice.closing", language),
            OwnerSignature =
            [
                Words.Get("document.award-notice.owner", language), notice.OwnerName, Words.Get("document.award-notice.representative", language),
            ],
            AgencySignature = notice.AgencyName is { } agency ? [Words.Get("document.award-notice.agency", language), agency] : [],
            IssuedOn = DocumentWords.Date(Instants.BeijingDay(notice.IssuedAtUtc), language),
            CentreAndVerification = CentreOf(notice, language),
            Hash = Words.Get("document.award-notice.hash", language, notice.ContentHash()),
        };
    }

    private static IEnumerable<AwardNoticeTerm> TermsOf(AwardNoticeData notice, WordsLanguage language)
    {
        yield return new(
            Words.Get("document.award-notice.price", language),
            DocumentWords.Amount(notice.Price, language),
            Words.Get("document.award-notice.price-in-capitals", language, ChineseAmount.Of(notice.Price)));
        yield return new(
            Words.Get("document.award-notice.period", language),
            Words.Get("document.award-notice.period-days", language, notice.PeriodDays));
    }

    private static string CentreOf(AwardNoticeData notice, WordsLanguage language) => Words.Get(
        notice.IsWitnessed ? "document.award-notice.witnessed" : "document.award-notice.held-at",
        language, language == WordsLanguage.Chinese ? notice.CentreName : notice.CentreNameEn, notice.VerificationUrl.AbsoluteUri);
}

/// <summary>A row of the notice's table; the price has a second line, in capitals.</summary>
public sealed record AwardNoticeTerm(string Label, string Value, string? Beneath = null);
