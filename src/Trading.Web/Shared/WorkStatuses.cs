using Trading.Domain.Banking;
using Trading.Domain.Closing;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Proceeds;
using Trading.Domain.Reports;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Settlement;

namespace Trading.Web.Shared;

/// <summary>What the states of money and of steps mean to a reader.</summary>
public static class WorkStatuses
{
    public static Status Kind(this StepLight light) => light switch
    {
        StepLight.Green => Status.Ok,
        StepLight.Yellow => Status.Warn,
        StepLight.Red => Status.Bad,
    };

    /// <summary>Each light has a shape of its own, for those who do not tell the colours apart.</summary>
    public static string Icon(this StepLight light) => light switch
    {
        StepLight.Green => "check",
        StepLight.Yellow => "alert",
        StepLight.Red => "stop",
    };

    public static Status Kind(this StatementState state, bool isReplaced) => state switch
    {
        StatementState.Booked => Status.Ok,
        StatementState.Held => isReplaced ? Status.Neutral : Status.Bad,
        StatementState.Refused => Status.Neutral,
    };

    public static Status Kind(this BankLineState state) => state switch
    {
        BankLineState.Suspense or BankLineState.Unexplained or BankLineState.PaymentReturned => Status.Warn,
        BankLineState.Returning => Status.Info,
        BankLineState.Deposit or BankLineState.Fee or BankLineState.Price or BankLineState.Interest or BankLineState.TreasuryReturn or BankLineState.TreasuryRefund or BankLineState.OwnPayment or BankLineState.Returned or BankLineState.Reversed => Status.Ok,
    };

    public static Status Kind(this DecisionState state) => state switch
    {
        DecisionState.Proposed => Status.Warn,
        DecisionState.Approved => Status.Ok,
        DecisionState.Declined => Status.Neutral,
    };

    public static Status Kind(this PeriodState state) => state switch
    {
        PeriodState.Proposed => Status.Warn,
        PeriodState.Closed => Status.Ok,
        PeriodState.Declined => Status.Neutral,
    };

    /// <summary>Bad is a difference alone; where the statements end before the day, it is not over.</summary>
    public static Status Kind(this BankProof proof) => !proof.Ties ? Status.Bad : proof.CoveredTo < proof.Day ? Status.Warn : Status.Ok;

    public static string Word(this BankProof proof) => proof.Kind() switch
    {
        Status.Ok => "finance.proof.ties",
        Status.Warn => "finance.proof.ties-so-far",
        _ => "finance.proof.ties-not",
    };

    public static Status Kind(this ReportState state) => state switch
    {
        ReportState.Waiting => Status.Neutral,
        ReportState.Making => Status.Info,
        ReportState.Ready => Status.Ok,
        ReportState.Failed => Status.Bad,
        ReportState.Expired => Status.Neutral,
    };

    public static Status Kind(this BatchState state) => state switch
    {
        BatchState.Made => Status.Warn,
        BatchState.Approved => Status.Ok,
        BatchState.Cancelled => Status.Neutral,
    };

    public static Status Kind(this RepaymentState state) => state switch
    {
        RepaymentState.Made => Status.Warn,
        RepaymentState.Sent => Status.Info,
        RepaymentState.Paid => Status.Ok,
        RepaymentState.Rejected or RepaymentState.Returned => Status.Bad,
    };

    public static Status Kind(this DepositState state) => state switch
    {
        DepositState.RefundDue => Status.Warn,
        DepositState.Refunding or DepositState.Awaited or DepositState.Short => Status.Info,
        DepositState.Confirmed or DepositState.Locked or DepositState.Refunded or DepositState.Converted => Status.Ok,
        DepositState.Frozen or DepositState.ForfeitProposed => Status.Warn,
        DepositState.Forfeited => Status.Bad,
        DepositState.Void => Status.Neutral,
    };

    public static Status Kind(this PricePlanState state) => state switch
    {
        PricePlanState.Proposed => Status.Warn,
        PricePlanState.Open => Status.Info,
        PricePlanState.Paid => Status.Ok,
        PricePlanState.Declined => Status.Neutral,
    };

    public static Status Kind(this FeeChargeState state) => state switch
    {
        FeeChargeState.Charged => Status.Warn,
        FeeChargeState.Received => Status.Ok,
        FeeChargeState.Reversed => Status.Neutral,
    };

    public static Status Kind(this FeeRefundState state) => state switch
    {
        FeeRefundState.Claimed or FeeRefundState.Owed => Status.Warn,
        FeeRefundState.Batched or FeeRefundState.Sent => Status.Info,
        FeeRefundState.Paid or FeeRefundState.PassedOn => Status.Ok,
    };

    public static Status Kind(this TreasuryClaimState state) => state switch
    {
        TreasuryClaimState.Filed => Status.Info,
        TreasuryClaimState.Refused => Status.Bad,
        TreasuryClaimState.Paid => Status.Ok,
    };
}
