using System.Linq.Expressions;
using Trading.Domain.Tendering;

namespace Trading.Infrastructure.Tendering;

/// <summary>Up to the opening, who and how many take part in a lot is secret: lists and totals leave such lots out.</summary>
public static class TenderSecrecy
{
    /// <summary>True for tenders that are opened or have ended; for use in queries.</summary>
    public static readonly Expression<Func<Tender, bool>> IsOver = t =>
        t.State != TenderState.Preparing && t.State != TenderState.Bidding && t.State != TenderState.Closed && t.State != TenderState.OpeningHeld;
}
