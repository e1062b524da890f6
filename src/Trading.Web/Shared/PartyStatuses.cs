using Trading.Domain.Parties;

namespace Trading.Web.Shared;

/// <summary>What the states of a party mean to a reader.</summary>
public static class PartyStatuses
{
    public static Status Kind(this ReviewState state) => state switch
    {
        ReviewState.NotReviewed or ReviewState.InReview => Status.Info,
        ReviewState.Defects => Status.Warn,
        ReviewState.Reviewed => Status.Ok,
    };

    public static Status Kind(this AccountChangeState state) => state switch
    {
        AccountChangeState.Requested => Status.Info,
        AccountChangeState.Approved => Status.Ok,
        AccountChangeState.Refused => Status.Bad,
    };
}
