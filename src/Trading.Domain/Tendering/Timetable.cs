using Trading.Domain.Calendar;
using Trading.Domain.Shared;

namespace Trading.Domain.Tendering;

/// <summary>When the documents are offered, until when bids are taken. All UTC; days are counted as Beijing days.</summary>
public sealed record Timetable(DateTime DocumentsFromUtc, DateTime DocumentsUntilUtc, DateTime DeadlineUtc)
{
    /// <summary>
    /// The shortest lawful timetable for a notice that goes out today: documents with the notice and through the last day of their offer, bids until
    /// an hour of the first day allowed.
    /// </summary>
    public static Timetable Shortest(TenderRulebook rules, WorkCalendar calendar, DateTime noticeAtUtc, TimeOnly closingAtBeijing)
    {
        var today = Instants.BeijingDay(noticeAtUtc);
        var offer = rules.Rulebook.Period(rules.DocumentOffer.Key, calendar, today);
        var preparation = rules.Rulebook.Period(rules.BidPreparation.Key, calendar, today);
        return new Timetable(noticeAtUtc, Instants.EndOfBeijingDay(offer.Date), Instants.FromBeijing(preparation.Date.ToDateTime(closingAtBeijing)));
    }

    /// <summary>Whether a minimum that this timetable is held to ends where the holidays are not published: what is lawful today may be too short then.</summary>
    public bool IsHeldToProvisionalDays(TenderRulebook rules, WorkCalendar calendar)
    {
        var firstDay = Instants.BeijingDay(DocumentsFromUtc);
        return new[] { rules.DocumentOffer, rules.BidPreparation }.Any(rule => rules.Rulebook.Period(rule.Key, calendar, firstDay).Result.Provisional);
    }

    /// <summary>
    /// Checks the order and the statutory minimums, and reports every breach with its limit and citation, so that all can be mended at once.
    /// </summary>
    public IReadOnlyList<RuleBrokenException> Breaches(TenderRulebook rules, WorkCalendar calendar, DateTime noticeAtUtc)
    {
        var breaches = new List<RuleBrokenException>();
        if (DocumentsFromUtc < noticeAtUtc || DocumentsUntilUtc <= DocumentsFromUtc || DeadlineUtc <= DocumentsFromUtc)
        {
            breaches.Add(new RuleBrokenException(TenderingRules.TimetableOutOfOrder, noticeAtUtc));
        }

        var firstDay = Instants.BeijingDay(DocumentsFromUtc);
        var offer = rules.Rulebook.Period(rules.DocumentOffer.Key, calendar, firstDay);
        if (LastDay(DocumentsUntilUtc) < offer.Date)
        {
            breaches.Add(RuleBrokenException.Cited(TenderingRules.DocumentOfferTooShort, offer.Citation, offer.Date, LastDay(DocumentsUntilUtc)));
        }

        var preparation = rules.Rulebook.Period(rules.BidPreparation.Key, calendar, firstDay);
        if (Instants.BeijingDay(DeadlineUtc) < preparation.Date)
        {
            breaches.Add(RuleBrokenException.Cited(
                TenderingRules.PreparationTooShort, preparation.Citation, preparation.Date, Instants.BeijingDay(DeadlineUtc)));
        }

        return breaches;
    }

    // Midnight at the end of a day belongs to that day.
    private static DateOnly LastDay(DateTime untilUtc) => Instants.BeijingDay(untilUtc.AddMilliseconds(-1));
}
