using Trading.Domain.Shared;

namespace Trading.Domain.Evaluation;

public enum Judgement
{
    Ranked,

    /// <summary>Rejected by the panel, with clause and reason.</summary>
    RejectedByPanel,

    /// <summary>Rejected at the opening by a rule of the tender.</summary>
    RejectedByRule,
}

/// <summary>What the panel found of one bid. Written with the report and never changed once a member has confirmed it.</summary>
public sealed class EvaluationLine
{
    public Guid ParticipationId { get; init; }
    public long LotId { get; init; }
    public Judgement Judgement { get; init; }
    public string? Clause { get; init; }
    public string? Reason { get; init; }
    public Money? EvaluatedPrice { get; init; }
    public int? Rank { get; init; }

    /// <summary>Accepted, and its place among equals waits for the owner's choice or for a draw held outside.</summary>
    public bool IsTied => Judgement == Judgement.Ranked && Rank is null;
}

/// <summary>The evaluation report of a lot (评标报告): entered by the agency, confirmed by each member, beyond the reach of the centre's staff.</summary>
public sealed class EvaluationReport
{
    public long LotId { get; init; }
    public long? EnteredBy { get; init; }
    public DateTime EnteredAtUtc { get; init; }

    /// <summary>How a tie was broken, in the owner's or the drawers' words; null where there was none.</summary>
    public string? TieReason { get; init; }

    /// <summary>SHA-256 over all lines: what each member confirms.</summary>
    public required byte[] ContentHash { get; init; }

    public static byte[] HashOf(IEnumerable<EvaluationLine> lines, string? tieReason)
    {
        var bytes = new CanonicalBytes().Add("evaluation-report/1").Add(tieReason);
        foreach (var line in lines.OrderBy(l => l.ParticipationId))
        {
            bytes.Add(line.ParticipationId.ToString("N")).Add(line.Judgement.ToString()).Add(line.Clause).Add(line.Reason)
                .Add(line.EvaluatedPrice?.Fen).Add(line.Rank is { } rank ? (long)rank : null);
        }

        return bytes.Sha256();
    }
}

/// <summary>A member's confirmation of exactly one content of the report.</summary>
public sealed class Confirmation
{
    public Guid MemberId { get; init; }
    public long LotId { get; init; }
    public DateTime AtUtc { get; init; }
    public required byte[] ContentHash { get; init; }
}
