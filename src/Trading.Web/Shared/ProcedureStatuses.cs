using Trading.Domain.Projects;
using Trading.Domain.Tendering;

namespace Trading.Web.Shared;

/// <summary>What the states of a procedure mean to a reader.</summary>
public static class ProcedureStatuses
{
    public static Status Kind(this ProjectState state) => state switch
    {
        ProjectState.Draft => Status.Neutral,
        ProjectState.Submitted => Status.Info,
        ProjectState.Returned => Status.Warn,
        ProjectState.Accepted => Status.Ok,
    };

    public static Status Kind(this TenderState state) => state switch
    {
        TenderState.Preparing => Status.Neutral,
        TenderState.Bidding or TenderState.Closed => Status.Sealed,
        TenderState.OpeningHeld => Status.Warn,
        TenderState.Opened or TenderState.Evaluated or TenderState.Publicity or TenderState.Decided => Status.Info,
        TenderState.Awarded or TenderState.Contracted => Status.Ok,
        TenderState.Failed or TenderState.NotAwarded => Status.Bad,
    };
}
