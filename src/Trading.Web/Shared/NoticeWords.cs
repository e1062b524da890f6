using Trading.Domain.Notices;
using Trading.Domain.Tendering;

namespace Trading.Web.Shared;

/// <summary>What the public calls kinds of notices and stages of a tender, and what each means to a reader.</summary>
public static class NoticeWords
{
    public static string Kind(NoticeKind kind) => PageWords.W($"notices.kind.{kind}");

    public static Status Means(this NoticeKind kind) => kind switch
    {
        NoticeKind.Tender or NoticeKind.OpeningRecord or NoticeKind.CandidatePublicity => Status.Info,
        NoticeKind.Clarification or NoticeKind.Amendment or NoticeKind.OpeningDeferred => Status.Warn,
        NoticeKind.AwardResult or NoticeKind.ContractRecord => Status.Ok,
        NoticeKind.TenderFailure or NoticeKind.NoAward => Status.Neutral,
    };

    /// <summary>The stage as the clock has it: a window that has run out is closed, whatever job is still to run.</summary>
    public static string Stage(TenderState state, DateTime? deadlineUtc, DateTime nowUtc) =>
        PageWords.W($"notices.stage.{(state == TenderState.Bidding && nowUtc >= deadlineUtc ? TenderState.Closed : state)}");

    public static Status Means(TenderState state, DateTime? deadlineUtc, DateTime nowUtc) => state switch
    {
        TenderState.Bidding => nowUtc < deadlineUtc ? Status.Info : Status.Neutral,
        TenderState.OpeningHeld => Status.Warn,
        TenderState.Awarded or TenderState.Contracted => Status.Ok,
        TenderState.Failed or TenderState.NotAwarded => Status.Bad,
        _ => Status.Neutral,
    };
}
