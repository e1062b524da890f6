using Trading.Domain.Tendering;
using Trading.Infrastructure.Tendering;

namespace Trading.Web.Shared.Lots;

/// <summary>What the centre attends to on a lot: it hosts the opening and serves; everything else is the owner's and the panel's.</summary>
public static class CentreNextStep
{
    public static NextStep Of(LotView lot, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(lot);
        var opening = $"/centre/lots/{lot.Lot.Id}/opening";
        return lot.Tender is not { } tender
            ? new("lot.next.centre-entrustment", $"/centre/entrustments/{lot.Project.Id}", "lot.act.check")
            : tender.State switch
            {
                TenderState.Preparing => new("lot.next.centre-notice"),
                TenderState.Bidding when nowUtc < tender.DeadlineUtc => new("lot.next.centre-bidding", opening, "lot.act.host", tender.DeadlineUtc),
                TenderState.Bidding or TenderState.Closed or TenderState.OpeningHeld => new("lot.next.centre-opening", opening, "lot.act.host"),
                TenderState.Opened => new("lot.next.centre-evaluation"),
                TenderState.Evaluated or TenderState.Publicity or TenderState.Decided => new("lot.next.centre-award"),
                TenderState.Awarded => new("lot.next.centre-contract"),
                TenderState.Contracted => new("lot.next.over"),
                TenderState.Failed => new("lot.next.failed"),
                TenderState.NotAwarded => new("lot.next.not-awarded"),
            };
    }
}
