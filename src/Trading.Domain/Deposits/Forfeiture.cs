using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

public enum ForfeitureState
{
    /// <summary>Waits for two other people.</summary>
    Proposed,

    /// <summary>One of them has approved; waits for the other.</summary>
    Seconded,

    /// <summary>Both have, and it is booked.</summary>
    Approved,

    /// <summary>One of them said no: the deposit is what it was.</summary>
    Declined,

    /// <summary>An order froze the deposit before it was decided.</summary>
    Lapsed,
}

/// <summary>What a forfeiture rests on.</summary>
/// <param name="Ground">A row of the line.</param>
/// <param name="Clause">The clause of the tender document or notice, where the row leaves it to that.</param>
/// <param name="HearingNote">What the bidder said when it was heard, or that it was asked and did not answer.</param>
/// <param name="Fee">What of it pays fees of the lot that are still owed to the centre, where the line gives the rest to the transferor.</param>
/// <param name="Circumstance">A circumstance under which nothing is forfeited, where one is made out; null where none is.</param>
public sealed record ForfeitureCase(ForfeitGround Ground, string? Clause, string HearingNote, Money Fee, string? Circumstance = null);

/// <summary>The evidence as the blob store keeps it.</summary>
public sealed record ForfeitureEvidence(string Name, string BlobId, byte[] Sha256, long Length);

/// <summary>
/// A proposal not to give a deposit back: on a ground that the line's rules have, with evidence and a note of the hearing, by one person; approved by two others.
/// Three different people, in the database too; what was proposed never changes.
/// </summary>
public sealed class Forfeiture
{
    private Forfeiture()
    {
    }

    public Guid Id { get; private set; }
    public Guid ParticipationId { get; private set; }

    /// <summary>The lot whose ground it is: the deposit's, or another of the project whose bid stands on it.</summary>
    public long LotId { get; private set; }
    public long CentreId { get; private set; }
    public ForfeitureState State { get; private set; }
    public ForfeitGround Ground { get; private set; }
    public string GroundRule { get; private set; } = "";
    public string Citation { get; private set; } = "";
    public string? Clause { get; private set; }
    public string HearingNote { get; private set; } = "";
    public string EvidenceName { get; private set; } = "";
    public string EvidenceBlob { get; private set; } = "";
    public byte[] EvidenceSha256 { get; private set; } = [];
    public long EvidenceLength { get; private set; }
    public ForfeitDestination Destination { get; private set; }
    public string DestinationRule { get; private set; } = "";
    public string DestinationCitation { get; private set; } = "";
    public Money Amount { get; private set; }
    public Money Fee { get; private set; }
    public long ProposedBy { get; private set; }
    public DateTime ProposedAtUtc { get; private set; }
    public long? FirstApprovedBy { get; private set; }
    public DateTime? FirstApprovedAtUtc { get; private set; }
    public long? SecondApprovedBy { get; private set; }
    public DateTime? SecondApprovedAtUtc { get; private set; }
    public long? DeclinedBy { get; private set; }
    public DateTime? DeclinedAtUtc { get; private set; }
    public string? DeclinedBecause { get; private set; }
    public long Version { get; private set; }

    public bool IsOpen => State is ForfeitureState.Proposed or ForfeitureState.Seconded;

    /// <summary>Proposes to forfeit all that is still the bidder's; of it no more pays fees than is owed on the lot (<paramref name="feesOwed"/>).</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.no-such-ground</c>; <c>deposits.exempt</c>; <c>deposits.ground-needs-clause</c>; <c>deposits.hearing-missing</c>; <c>deposits.fee-not-deducted</c>
    /// </exception>
    public static Forfeiture Propose(
        Guid id, Deposit deposit, DepositPolicy policy, bool isStateFunded, Money feesOwed, ForfeitureCase facts, ForfeitureEvidence evidence, long by, DateTime nowUtc, long? byLot = null)
    {
        ArgumentNullException.ThrowIfNull(deposit);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(evidence);
        var ground = policy.Ground(facts.Ground);
        var (destination, rule) = policy.Destination(isStateFunded);
        if (facts.Circumstance is { } circumstance && policy.Exemptions.Contains(circumstance))
        {
            throw RuleBrokenException.Cited(DepositRules.Exempt, policy.Exempt.Citation, circumstance);
        }

        if (ground.Text is "document" or "notice" && string.IsNullOrWhiteSpace(facts.Clause))
        {
            throw RuleBrokenException.Cited(DepositRules.GroundNeedsClause, ground.Citation);
        }

        if (string.IsNullOrWhiteSpace(facts.HearingNote))
        {
            throw new RuleBrokenException(DepositRules.HearingMissing);
        }

        var feeAllowed = destination == ForfeitDestination.TransferorAfterFee ? Money.Least(feesOwed, deposit.Refundable) : Money.Zero;
        if (facts.Fee < Money.Zero || facts.Fee > feeAllowed)
        {
            throw RuleBrokenException.Cited(DepositRules.FeeNotDeducted, rule.Citation, feeAllowed, facts.Fee);
        }

        return new Forfeiture
        {
            Id = id,
            ParticipationId = deposit.ParticipationId,
            LotId = byLot ?? deposit.LotId,
            CentreId = deposit.CentreId,
            State = ForfeitureState.Proposed,
            Ground = facts.Ground,
            GroundRule = ground.Key,
            Citation = ground.Citation,
            Clause = string.IsNullOrWhiteSpace(facts.Clause) ? null : facts.Clause.Trim(),
            HearingNote = facts.HearingNote.Trim(),
            EvidenceName = evidence.Name,
            EvidenceBlob = evidence.BlobId,
            EvidenceSha256 = evidence.Sha256,
            EvidenceLength = evidence.Length,
            Destination = destination,
            DestinationRule = rule.Key,
            DestinationCitation = rule.Citation,
            Amount = deposit.Refundable,
            Fee = facts.Fee,
            ProposedBy = by,
            ProposedAtUtc = nowUtc,
        };
    }

    /// <summary>Another person approves; true where it is the second.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.forfeiture-decided</c>, <c>shared.maker-is-checker</c></exception>
    public bool Approve(long by, DateTime nowUtc)
    {
        RequireOpen();
        FourEyes.RequireAnother(by, ProposedBy, FirstApprovedBy);
        if (State == ForfeitureState.Proposed)
        {
            (State, FirstApprovedBy, FirstApprovedAtUtc) = (ForfeitureState.Seconded, by, nowUtc);
        }
        else
        {
            (State, SecondApprovedBy, SecondApprovedAtUtc) = (ForfeitureState.Approved, by, nowUtc);
        }

        Version++;
        return State == ForfeitureState.Approved;
    }

    /// <exception cref="RuleBrokenException"><c>deposits.forfeiture-decided</c>, <c>shared.maker-is-checker</c>, <c>deposits.order-incomplete</c>: it says not why</exception>
    public void Decline(string because, long by, DateTime nowUtc)
    {
        RequireOpen();
        FourEyes.RequireAnother(by, ProposedBy);

        if (string.IsNullOrWhiteSpace(because))
        {
            throw new RuleBrokenException(DepositRules.OrderIncomplete);
        }

        (State, DeclinedBy, DeclinedAtUtc, DeclinedBecause) = (ForfeitureState.Declined, by, nowUtc, because.Trim());
        Version++;
    }

    /// <summary>An order has frozen the deposit: there is nothing left to decide, and it may be proposed anew when it is lifted.</summary>
    public void Lapse()
    {
        RequireOpen();
        State = ForfeitureState.Lapsed;
        Version++;
    }

    private void RequireOpen()
    {
        if (!IsOpen)
        {
            throw new RuleBrokenException(DepositRules.ForfeitureDecided, State);
        }
    }
}
