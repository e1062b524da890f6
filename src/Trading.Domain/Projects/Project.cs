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

/// <summary>One thing that the centre's check found: the field and the reason, both shown to the owner.</summary>
public sealed record Defect(string Field, string Reason);

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

    /// <summary>Hands the entrustment in, complete; otherwise says at once everything that is missing.</summary>
    public void Submit(DateTime nowUtc)
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        var missing = Missing().ToArray();
        if (missing.Length > 0)
        {
            throw new RuleBrokenException(ProjectRules.Incomplete, [.. missing]);
        }

        (State, SubmittedAtUtc, Defects) = (ProjectState.Submitted, nowUtc, []);
        Version++;
    }

    /// <summary>Gives the entrustment back with every defect at once (一次性告知).</summary>
    /// <exception cref="RuleBrokenException"><c>projects.no-defects</c>: there is nothing to mend</exception>
    public void Return(IReadOnlyList<Defect> defects)
    {
        RequireState(ProjectState.Submitted);
        if (defects.Count == 0)
        {
            throw new RuleBrokenException(ProjectRules.NoDefects);
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
