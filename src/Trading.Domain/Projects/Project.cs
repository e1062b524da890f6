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

/// <summary>
/// Where an entrustment stands with the owner in whose name it is. What an agency has written is entrusted by the owner's word alone (招标投标法
/// 第十二条: the tenderer chooses its agency and entrusts it).
/// </summary>
public enum OwnerConfirmation
{
    /// <summary>The owner wrote it itself, naming its agency where it has one: that is its word.</summary>
    NotNeeded,

    /// <summary>The agency is writing.</summary>
    Needed,

    /// <summary>Before the owner; nobody changes it meanwhile.</summary>
    Asked,

    /// <summary>The owner has confirmed it as it stands.</summary>
    Given,
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

    /// <summary>The random number of the form that began it, by which the same form sent again is known; null where no form did.</summary>
    public Guid? FormId { get; private set; }
    public ProjectState State { get; private set; }
    public OwnerConfirmation Confirmation { get; private set; }

    /// <summary>Why the owner sent it back to its agency; null where it did not, or has been asked again.</summary>
    public string? SentBackBecause { get; private set; }
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

    /// <summary>Begins an entrustment. One that the agency writes is not handed in before the owner has confirmed it.</summary>
    public static Project Draft(
        long centreId, string line, long ownerId, long? agencyId, bool byAgency, long createdBy, ProjectFacts facts, DateTime nowUtc, Guid? formId = null)
    {
        var project = new Project
        {
            CentreId = centreId,
            Line = line,
            OwnerId = ownerId,
            AgencyId = agencyId,
            CreatedBy = createdBy,
            FormId = formId,
            CreatedAtUtc = nowUtc,
            State = ProjectState.Draft,
            Confirmation = byAgency ? OwnerConfirmation.Needed : OwnerConfirmation.NotNeeded,
        };
        project.Describe(facts);
        return project;
    }

    /// <summary>True while the owner's side may change it: a draft or a returned entrustment that is not before the owner nor confirmed by it.</summary>
    public bool IsWritable => State is ProjectState.Draft or ProjectState.Returned && Confirmation is OwnerConfirmation.NotNeeded or OwnerConfirmation.Needed;

    /// <summary>Changes what the owner may still change: a draft or a returned entrustment.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>, <c>projects.before-owner</c></exception>
    public void Describe(ProjectFacts facts)
    {
        RequireWritable();
        (Name, Description, RegionCode) = (facts.Name.Trim(), facts.Description.Trim(), facts.RegionCode);
        (ApprovalNumber, IsLegallyRequired, IsStateFunded) = (facts.ApprovalNumber, facts.IsLegallyRequired, facts.IsStateFunded);
        Version++;
    }

    public Lot AddLot(LotFacts facts)
    {
        RequireWritable();
        var lot = Lot.Of(CentreId, _lots.Count + 1, facts);
        _lots.Add(lot);
        Version++;
        return lot;
    }

    /// <summary>Chooses another centre or agency, as long as nothing has been handed in.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>, <c>projects.before-owner</c></exception>
    public void Direct(long centreId, long? agencyId)
    {
        RequireState(ProjectState.Draft);
        RequireWritable();
        (CentreId, AgencyId) = (centreId, agencyId);
        if (agencyId is null)
        {
            // The owner has taken it over: nobody is left whom it would have to confirm.
            (Confirmation, SentBackBecause) = (OwnerConfirmation.NotNeeded, null);
        }

        _lots.ForEach(l => l.BelongTo(centreId));
        Version++;
    }

    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>, <c>projects.before-owner</c>, <c>projects.no-such-lot</c></exception>
    public void ChangeLot(long lotId, LotFacts facts)
    {
        RequireWritable();
        LotOf(lotId).Describe(facts);
        Version++;
    }

    /// <summary>Takes a lot out; those behind it move up, so that codes run without gaps.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>, <c>projects.before-owner</c>, <c>projects.no-such-lot</c></exception>
    public void RemoveLot(long lotId)
    {
        RequireWritable();
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
        RequireWritable();
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
        Missing().ToArray() is { Length: > 0 } missing ? new RuleBrokenException(ProjectRules.Incomplete, new ListOfWords([.. missing.Select(field => $"project.missing.{field}")])) : null;

    /// <summary>The agency puts what it has written, complete, before the owner; from here on nobody changes it until the owner has answered.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>projects.wrong-state</c>, <c>projects.incomplete</c>; <c>projects.nothing-to-confirm</c>: the owner wrote it, or has it already
    /// </exception>
    public void AskOwner()
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        if (Confirmation != OwnerConfirmation.Needed)
        {
            throw new RuleBrokenException(ProjectRules.NothingToConfirm);
        }

        if (Incompleteness() is { } incomplete)
        {
            throw incomplete;
        }

        (Confirmation, SentBackBecause) = (OwnerConfirmation.Asked, null);
        Version++;
    }

    /// <summary>The owner confirms what it was shown: its agency may hand exactly that in.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>; <c>projects.not-as-shown</c>: it is not before the owner, or another version is</exception>
    public void Confirm(long shownVersion)
    {
        RequireBeforeOwner(shownVersion);
        Confirmation = OwnerConfirmation.Given;
        Version++;
    }

    /// <summary>The owner gives it back to its agency and says why; the agency writes on and asks again.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>, <c>projects.not-as-shown</c>; <c>projects.reason-missing</c></exception>
    public void SendBack(long shownVersion, string? reason)
    {
        RequireBeforeOwner(shownVersion);
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RuleBrokenException(ProjectRules.ReasonMissing);
        }

        (Confirmation, SentBackBecause) = (OwnerConfirmation.Needed, reason.Trim());
        Version++;
    }

    /// <summary>Takes it back to write on, before or after the owner's answer: the agency what it asked, the owner its word. The owner is then asked again.</summary>
    /// <exception cref="RuleBrokenException"><c>projects.wrong-state</c>; <c>projects.nothing-to-confirm</c>: it is not before the owner</exception>
    public void TakeBack()
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        if (Confirmation is OwnerConfirmation.NotNeeded or OwnerConfirmation.Needed)
        {
            throw new RuleBrokenException(ProjectRules.NothingToConfirm);
        }

        Confirmation = OwnerConfirmation.Needed;
        Version++;
    }

    /// <summary>Hands the entrustment in, complete; otherwise says at once everything that is missing.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>projects.wrong-state</c>, <c>projects.incomplete</c>; <c>projects.owner-confirms</c>: the agency wrote it, and the owner has not confirmed it
    /// </exception>
    public void Submit(DateTime nowUtc)
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        if (Confirmation is OwnerConfirmation.Needed or OwnerConfirmation.Asked)
        {
            throw new RuleBrokenException(ProjectRules.OwnerConfirms);
        }

        if (Incompleteness() is { } incomplete)
        {
            throw incomplete;
        }

        (State, SubmittedAtUtc, Defects) = (ProjectState.Submitted, nowUtc, []);
        Version++;
    }

    /// <summary>Gives the entrustment back with every defect at once (一次性告知). What the owner had confirmed it confirms again once it is mended.</summary>
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
        Confirmation = Confirmation == OwnerConfirmation.Given ? OwnerConfirmation.Needed : Confirmation;
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

    private void RequireWritable()
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        if (!IsWritable)
        {
            throw new RuleBrokenException(ProjectRules.BeforeOwner);
        }
    }

    // The version that the owner read: between its reading and its word the agency may have taken it back, changed it and asked again.
    private void RequireBeforeOwner(long shownVersion)
    {
        RequireState(ProjectState.Draft, ProjectState.Returned);
        if (Confirmation != OwnerConfirmation.Asked || Version != shownVersion)
        {
            throw new RuleBrokenException(ProjectRules.NotAsShown);
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
