namespace Trading.Domain.Supervision;

/// <summary>
/// One step of a procedure and who answers for it: the post with its holder and deputy (A/B岗), when it began, by when and under which rule it is
/// to be done, when it was warned of, when, by whom and why it was done. Every list of due work reads this one table.
/// </summary>
public sealed class ProcedureStep
{
    private ProcedureStep()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }
    public long ProjectId { get; private set; }
    public long? LotId { get; private set; }
    public string Stage { get; private set; } = "";

    /// <summary>The role that does the step; within a centre, the post of the same name.</summary>
    public string Post { get; private set; } = "";
    public long? PersonId { get; private set; }
    public long? DeputyId { get; private set; }
    public DateTime StartedAtUtc { get; private set; }
    public DateTime? DueAtUtc { get; private set; }
    public string? RuleKey { get; private set; }
    public string? Citation { get; private set; }
    public DateTime? WarnedAtUtc { get; private set; }
    public DateTime? DoneAtUtc { get; private set; }
    public long? DoneBy { get; private set; }
    public string? Outcome { get; private set; }

    public static ProcedureStep Begin(
        Guid id, long centreId, long projectId, long? lotId, string stage, string post, DateTime nowUtc, DateTime? dueAtUtc, string? ruleKey, string? citation) => new()
        {
            Id = id,
            CentreId = centreId,
            ProjectId = projectId,
            LotId = lotId,
            Stage = stage,
            Post = post,
            StartedAtUtc = nowUtc,
            DueAtUtc = dueAtUtc,
            RuleKey = ruleKey,
            Citation = citation,
        };

    /// <summary>Names who answers for it. A finished step keeps the people that it had.</summary>
    public void Assign(long? personId, long? deputyId)
    {
        if (DoneAtUtc is null)
        {
            (PersonId, DeputyId) = (personId, deputyId);
        }
    }

    /// <summary>Moves the time under the rule that moved it; a step that moves is warned of again before its new time.</summary>
    public void MoveDue(DateTime dueAtUtc, string ruleKey, string citation)
    {
        if (dueAtUtc != DueAtUtc)
        {
            (DueAtUtc, RuleKey, Citation, WarnedAtUtc) = (dueAtUtc, ruleKey, citation, null);
        }
    }

    public void Warn(DateTime nowUtc) => WarnedAtUtc ??= nowUtc;

    /// <summary>Done, once; a second telling keeps the first.</summary>
    public void Finish(long? by, string outcome, DateTime nowUtc)
    {
        if (DoneAtUtc is null)
        {
            (DoneAtUtc, DoneBy, Outcome) = (nowUtc, by, outcome);
        }
    }
}

/// <summary>The stages of a construction tender, as steps name them; the words are <c>stage.{name}</c>.</summary>
public static class Stages
{
    public const string EntrustmentCheck = "entrustment-check";
    public const string EntrustmentCorrection = "entrustment-correction";
    public const string Notice = "notice";
    public const string Opening = "opening";
    public const string Evaluation = "evaluation";
    public const string CandidatePublicity = "candidate-publicity";
    public const string Decision = "decision";
    public const string AwardNotice = "award-notice";
    public const string Contract = "contract";
    public const string DepositRefund = "deposit-refund";
}
