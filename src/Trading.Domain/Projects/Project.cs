using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Projects;

public enum ProjectState
{
    /// <summary>The owner (or the agency) is still writing the entrustment.</summary>
    Draft,

    /// <summary>Submitted: the centre checks completeness and statutory periods, never content.</summary>
    Submitted,

    /// <summary>Returned once with all defects.</summary>
    Returned,

    /// <summary>Accepted: numbered, its rulebook pinned; its lots can be published.</summary>
    Accepted,
}

/// <summary>One thing that the centre's check found: the field, the reason out of the list, and what explains it; all shown to the owner.</summary>
public sealed record Defect(string Field, string Reason, string? Explanation = null)
{
    /// <summary>The reasons for which an entrustment goes back: completeness and statutory limits, never content. The words are <c>entrustment.reason.{name}</c>.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["missing", "unreadable", "unsigned", "other-project", "expired", "differs", "period-too-short", "above-cap"];
}

/// <summary>
/// What an owner entrusts to the centre: one project of one line of business with its lots. It carries the rulebook that was resolved when it was
/// accepted; code that follows reads only that one, so a later change of law touches running projects by a recorded re-pin alone.
/// </summary>
public sealed class Project
{
    private readonly List<Lot> _lots = [];

    private Project()
    {
    }

    public long Id { get; private set; }
    public long CentreId { get; private set; }
    public string Line { get; private set; } = "";
    public string? Code { get; private set; }
    public string Name { get; private set; } = "";
    public string Description { get; private set; } = "";
    public string RegionCode { get; private set; } = "";
    public string? ApprovalNumber { get; private set; }
    public bool IsLegallyRequired { get; private set; }
    public bool IsStateFunded { get; private set; }
    public long OwnerId { get; private set; }
    public long? AgencyId { get; private set; }
    public long CreatedBy { get; private set; }
    public ProjectState State { get; private set; }
    public DateTime CreatedAtUtc { get; private set; }
    public DateTime? SubmittedAtUtc { get; private set; }
    public DateTime? AcceptedAtUtc { get; private set; }
    public IReadOnlyList<Defect> Defects { get; private set; } = [];

    /// <summary>What the tender document sets where the rulebook leaves it to the project; part of the rulebook that acceptance pins.</summary>
    public IReadOnlyList<ProjectSetting> Settings { get; private set; } = [];
    public string? RulebookJson { get; private set; }
    public string? RulebookHash { get; private set; }
    public long Version { get; private set; }
    public IReadOnlyList<Lot> Lots => _lots;

    public static Project Draft(long centreId, string line, long ownerId, long? agencyId, long createdBy, ProjectFacts facts, DateTime nowUtc)
    {
        var project = new Project
        {
            CentreId = centreId,
            Line = line,
            OwnerId = ownerId,
            AgencyId = agencyId,
            CreatedBy = createdBy,
            CreatedAtUtc = nowUtc,
            State = ProjectState.Draft,
        };
        project.Describe(facts);
        return project;
    }

    /// <summary>Changes what the owner may still change: a draft or a returned entrustment.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c></exception>
    public void Describe(ProjectFacts facts)
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        (Name, Description, RegionCode) = (facts.Name.Trim(), facts.Description.Trim(), facts.RegionCode);
        (ApprovalNumber, IsLegallyRequired, IsStateFunded) = (facts.ApprovalNumber, facts.IsLegallyRequired, facts.IsStateFunded);
        Version++;
    }

    public Lot AddLot(LotFacts facts)
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        var lot = Lot.Of(CentreId, _lots.Count + 1, facts);
        _lots.Add(lot);
        Version++;
        return lot;
    }

    /// <summary>Chooses another centre or agency, as long as nothing has been handed in.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c></exception>
    public void Direct(long centreId, long? agencyId)
    {
        RequireState(ProjectState.Draft);
        (CentreId, AgencyId) = (centreId, agencyId);
        _lots.ForEach(l => l.BelongTo(centreId));
        Version++;
    }

    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>, <c>projects.no-such-lot</c></exception>
    public void ChangeLot(long lotId, LotFacts facts)
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        LotOf(lotId).Describe(facts);
        Version++;
    }

    /// <summary>Takes a lot out; those behind it move up, so that codes run without gaps.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>, <c>projects.no-such-lot</c></exception>
    public void RemoveLot(long lotId)
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        _lots.Remove(LotOf(lotId));
        foreach (var (index, lot) in _lots.OrderBy(l => l.Number).Index())
        {
            lot.Renumber(index + 1);
        }

        Version++;
    }

    /// <summary>Sets what the rulebook leaves to the project; the caller has resolved them against the rulebook.</summary>
    public void Set(IReadOnlyList<ProjectSetting> settings)
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        Settings = settings;
        Version++;
    }

    /// <summary>True for the owner and for the agency that acts for it.</summary>
    public bool IsHandledBy(long organisationId) => OwnerId == organisationId || AgencyId == organisationId;

    /// <summary>Decisions are the owner's own: an agency prepares them and never takes them.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.owner-decides</c></exception>
    public void RequireOwner(long organisationId)
    {
        if (OwnerId != organisationId)
        {
            throw new RuleBrokenException(ProjectRules.OwnerDecides);
        }
    }

    /// <summary>The agency enters what the panel found; the owner does where there is no agency.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.agency-enters</c></exception>
    public void RequireReporter(long organisationId)
    {
        if ((AgencyId ?? OwnerId) != organisationId)
        {
            throw new RuleBrokenException(ProjectRules.AgencyEnters);
        }
    }

    /// <summary>The refusal that names everything that is missing; null where the entrustment is complete.</summary>
    public RuleBrokenException? Incompleteness() =>
        Missing().ToArray() is { Length: > 0 } missing ? new RuleBrokenException(ProjectRules.Incomplete, [.. missing]) : null;

    /// <summary>Hands the entrustment in, complete; otherwise says at once everything that is missing.</summary>
    public void Submit(DateTime nowUtc)
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        if (Incompleteness() is { } incomplete)
        {
            throw incomplete;
        }

        (State, SubmittedAtUtc, Defects) = (ProjectState.Submitted, nowUtc, []);
        Version++;
    }

    /// <summary>Gives the entrustment back with every defect at once (一次性告知).</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>projects.no-defects</c>: there is nothing to mend; <c>projects.defect-without-reason</c> (field): words alone, without one of <see cref="Defect.Reasons"/>
    /// </exception>
    public void Return(IReadOnlyList<Defect> defects)
    {
        RequireState(ProjectState.Submitted);
        if (defects.Count == 0)
        {
            throw new RuleBrokenException(ProjectRules.NoDefects);
        }

        if (defects.FirstOrDefault(d => !Defect.Reasons.Contains(d.Reason)) is { } unfounded)
        {
            throw new RuleBrokenException(ProjectRules.DefectWithoutReason, unfounded.Field);
        }

        (State, Defects) = (ProjectState.Returned, defects);
        Version++;
    }

    /// <summary>Takes the project in: number it and pin the rules that it will be held to.</summary>
    public void Accept(string code, string rulebookJson, string rulebookHash, DateTime nowUtc)
    {
        RequireState(ProjectState.Submitted);
        (State, Code, RulebookJson, RulebookHash, AcceptedAtUtc) = (ProjectState.Accepted, code, rulebookJson, rulebookHash, nowUtc);
        foreach (var lot in _lots)
        {
            lot.GiveCode(code);
        }

        Version++;
    }

    /// <summary>The fields that are still missing, by their names on the form.</summary>
    public IEnumerable<string> Missing()
    {
        if (Name.Length == 0)
        {
            yield return "Name";
        }

        if (Description.Length == 0)
        {
            yield return "Description";
        }

        if (RegionCode.Length == 0)
        {
            yield return "RegionCode";
        }

        if (IsLegallyRequired && string.IsNullOrWhiteSpace(ApprovalNumber))
        {
            yield return "ApprovalNumber";
        }

        if (_lots.Count == 0)
        {
            yield return "Lots";
        }
    }

    private Lot LotOf(long lotId) => _lots.Find(l => l.Id == lotId) ?? throw new RuleBrokenException(ProjectRules.NoSuchLot);

    private void RequireState(params ProjectState[] allowed)
    {
        if (!allowed.Contains(State))
        {
            throw new RuleBrokenException(ProjectRules.WrongState, State);
        }
    }
}

/// <summary>What the owner says of the project.</summary>
public sealed record ProjectFacts(
    string Name, string Description, string RegionCode, string? ApprovalNumber, bool IsLegallyRequired, bool IsStateFunded);
