using Trading.Domain.Projects;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Tendering;

namespace Trading.Web.Shared.Lots;

/// <summary>What the owner's side does next on a lot, or what it waits for.</summary>
public static class OwnerNextStep
{
    public static NextStep Of(LotView lot, EvaluationView? evaluation, long organisationId, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(lot);
        var home = $"/owner/lots/{lot.Lot.Id}";
        return lot.Tender is { } tender
            ? OfTender(lot, tender, evaluation, new Reader(home, lot.Project, organisationId), nowUtc)
            : lot.Project.State switch
            {
                ProjectState.Submitted or ProjectState.Accepted => new("lot.next.being-checked"),
                ProjectState.Draft or ProjectState.Returned => new("lot.next.entrust", $"/owner/projects/{lot.Project.Id}", "lot.act.entrust"),
            };
    }

    private static NextStep OfTender(LotView lot, Tender tender, EvaluationView? evaluation, Reader reader, DateTime nowUtc) => tender.State switch
    {
        TenderState.Preparing when lot.Documents.Count == 0 => reader.Do("lot.next.document", "documents", "lot.act.document"),
        TenderState.Preparing => reader.Do("lot.next.notice", "notice", "lot.act.notice"),
        TenderState.Bidding when nowUtc < tender.DeadlineUtc => reader.Do("lot.next.bidding", "amend", "lot.act.amend") with { At = tender.DeadlineUtc },
        TenderState.Bidding or TenderState.Closed => new("lot.next.opening"),
        TenderState.OpeningHeld => reader.Decide("lot.next.held", "held", "lot.act.held"),
        TenderState.Opened => OfEvaluation(evaluation, reader),
        TenderState.Evaluated when evaluation?.Bids.Any(b => b.Line?.Rank is not null) != true => reader.Decide("lot.next.nobody", "decline", "lot.act.decline"),
        TenderState.Evaluated => reader.Do("lot.next.candidates", "candidates", "lot.act.candidates"),
        TenderState.Publicity when nowUtc < tender.PublicityUntilUtc => new("lot.next.publicity", At: tender.PublicityUntilUtc),
        TenderState.Publicity => reader.Decide("lot.next.decision", "decision", "lot.act.decision"),
        TenderState.Decided => reader.Do("lot.next.award-notice", "award-notice", "lot.act.award-notice"),
        TenderState.Awarded => reader.Do("lot.next.contract", "contract", "lot.act.contract"),
        TenderState.Contracted => new("lot.next.over"),
        TenderState.Failed => new("lot.next.failed"),
        TenderState.NotAwarded => new("lot.next.not-awarded"),
    };

    private static NextStep OfEvaluation(EvaluationView? evaluation, Reader reader) => evaluation switch
    {
        null or { Members.Count: 0 } => reader.Do("lot.next.panel", "panel", "lot.act.panel"),
        { Report: null } => reader.Report("lot.next.report", "report", "lot.act.report"),
        _ when evaluation.Tied.Any() => reader.Decide("lot.next.tie", "report", "lot.act.tie"),
        _ => reader.Report("lot.next.confirm", "report", "lot.act.confirm"),
    };

    /// <summary>Who reads: the owner decides, the agency (or the owner without one) reports, either does the rest.</summary>
    private sealed record Reader(string Home, Project Project, long OrganisationId)
    {
        public NextStep Do(string key, string page, string action) => new(key, $"{Home}/{page}", action);

        public NextStep Decide(string key, string page, string action) => Project.OwnerId == OrganisationId ? Do(key, page, action) : new("lot.next.owner-decides");

        public NextStep Report(string key, string page, string action) =>
            (Project.AgencyId ?? Project.OwnerId) == OrganisationId ? Do(key, page, action) : Do("lot.next.agency-enters", page, "lot.act.read-report");
    }
}
