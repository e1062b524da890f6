namespace Trading.Domain.Supervision;

/// <summary>
/// One piece of work that somebody has to do and who answers for it: what it is about, the post with its holder and deputy (A/B岗), when it began, by
/// when and under which rule it is to be done, when it was warned of, when, by whom and why it was done. Every list of due work reads this one table. A
/// stage is open once for a subject; the database refuses a second.
/// </summary>
public sealed class ProcedureStep
{
    private ProcedureStep()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Whose centre does it; null while any centre may: the registration of an organisation belongs to none until one takes it.</summary>
    public long? CentreId { get; private set; }

    public StepSubjectKind SubjectKind { get; private set; }

    /// <summary>The number of what it is about: digits, or the 32 digits of a random number.</summary>
    public string SubjectId { get; private set; } = "";

    /// <summary>The project that it is part of, where there is one. Money that may be of a lot that is not opened never names it.</summary>
    public long? ProjectId { get; private set; }
    public long? LotId { get; private set; }

    /// <summary>What it is about in words that anybody who sees the step may read; null where the number or the lot says it.</summary>
    public string? About { get; private set; }
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

    /// <summary>Begins a step of a stage at an instant; nobody is named yet.</summary>
    public static ProcedureStep Begin(
        Guid id, long? centreId, StepSubject subject, string stage, string post, DateTime nowUtc, DateTime? dueAtUtc, string? ruleKey, string? citation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return new ProcedureStep
        {
            Id = id,
            CentreId = centreId,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            ProjectId = subject.ProjectId,
            LotId = subject.LotId,
            About = subject.About,
            Stage = stage,
            Post = post,
            StartedAtUtc = nowUtc,
            DueAtUtc = dueAtUtc,
            RuleKey = ruleKey,
            Citation = citation,
        };
    }

    /// <summary>Names who answers for it. A finished step keeps the people that it had.</summary>
    public void Assign(long? personId, long? deputyId)
    {
        if (DoneAtUtc is null)
        {
            (PersonId, DeputyId) = (personId, deputyId);
        }
    }

    /// <summary>A centre takes what any could have taken. A finished step keeps its centre.</summary>
    public void Take(long centreId)
    {
        if (DoneAtUtc is null)
        {
            CentreId = centreId;
        }
    }

    /// <summary>Moves the time under the rule that moved it, or none where people have set the day; a step that moves is warned of again before its new time.</summary>
    public void MoveDue(DateTime dueAtUtc, string? ruleKey, string? citation)
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
