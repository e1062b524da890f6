using System.Globalization;
using Trading.Domain.Rulebooks;

namespace Trading.Domain.Supervision;

/// <summary>What a step is about; stored by name.</summary>
public enum StepSubjectKind
{
    Project,
    Lot,

    /// <summary>Money in suspense.</summary>
    BankLine,

    /// <summary>A deposit withdrawn before an opening, or interest that is still owed.</summary>
    WaitingRefund,
    Statement,

    /// <summary>A statement file that could not be read.</summary>
    StatementFile,
    FinanceDecision,
    RepaymentBatch,

    /// <summary>A service fee that is charged.</summary>
    FeeCharge,

    /// <summary>The price of a lot.</summary>
    PricePlan,
    CentreRule,
    AccountChange,
    Organisation,

    /// <summary>A deposit of an opened lot, by its participation.</summary>
    Deposit,

    /// <summary>What is owed out of a deposit that has ended.</summary>
    Payout,

    /// <summary>What is owed back of a fee.</summary>
    FeeRefund,

    /// <summary>A month of the books.</summary>
    AccountingPeriod,
}

/// <summary>The subject of a step: its kind and number, project and lot where it has them, and what the step may say of it.</summary>
public sealed record StepSubject
{
    private StepSubject(StepSubjectKind kind, string id) => (Kind, Id) = (kind, id);

    public StepSubjectKind Kind { get; }

    /// <summary>Digits, or the 32 lower-case digits of a random number.</summary>
    public string Id { get; }
    public long? ProjectId { get; private init; }
    public long? LotId { get; private init; }

    /// <summary>What everybody who sees the step may read of it, such as the name of an organisation; at most 200 characters.</summary>
    public string? About { get; init; }

    public static StepSubject OfProject(long projectId) => new(StepSubjectKind.Project, Text(projectId)) { ProjectId = projectId };

    /// <summary>A lot, or its project where no lot is named.</summary>
    public static StepSubject OfLot(long projectId, long? lotId) =>
        lotId is { } lot ? new(StepSubjectKind.Lot, Text(lot)) { ProjectId = projectId, LotId = lot } : OfProject(projectId);

    public static StepSubject Of(StepSubjectKind kind, Guid id) => new(kind, id.ToString("N"));

    public static StepSubject Of(StepSubjectKind kind, long id) => new(kind, Text(id));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Which due times of steps the calendar has reckoned; the others people have set.</summary>
public static class StepTimes
{
    /// <summary>An opening is due at the deadline that the owner has set, and what stands under no rule on a day that somebody has chosen.</summary>
    public static bool IsReckoned(string stage, string? citation) => citation is not null && stage != Stages.Opening;
}

/// <summary>The last Beijing day of a step, and the rule that says so; a day that people have set, such as a pay day, has none.</summary>
public sealed record StepDue(DateOnly Day, string? RuleKey = null, string? Citation = null)
{
    public static StepDue Of(CitedPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return new StepDue(period.Date, period.Key, period.Citation);
    }
}
