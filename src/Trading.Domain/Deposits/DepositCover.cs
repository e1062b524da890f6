using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>What may stand in for money.</summary>
public enum CoverKind
{
    /// <summary>A letter of guarantee of a bank or a guarantee company (保函).</summary>
    Guarantee,

    /// <summary>投标保证保险.</summary>
    Insurance,

    /// <summary>电子保函.</summary>
    EGuarantee,

    /// <summary>Nothing is asked of the bidder (免收): it declares itself a small, medium or micro enterprise, and hands in the proof.</summary>
    SmallEnterprise,

    /// <summary>Nothing is asked of the bidder: it declares a good credit record, and hands in the proof.</summary>
    GoodCredit,

    /// <summary>The deposit that the bidder has paid for another lot of the project (docs/adr/0014): money that is held already, and no promise of anybody.</summary>
    Pooled,
}

public static class CoverKinds
{
    /// <summary>True for the declarations by which nothing is asked: nobody promises anything, so that nothing can be claimed, and no day ends it.</summary>
    public static bool IsWaiver(this CoverKind kind) => kind switch
    {
        CoverKind.SmallEnterprise or CoverKind.GoodCredit => true,
        CoverKind.Guarantee or CoverKind.Insurance or CoverKind.EGuarantee or CoverKind.Pooled => false,
    };

    /// <summary>True where an issuer promises to pay: only that is claimed, and only that has a last day.</summary>
    public static bool IsPromise(this CoverKind kind) => kind switch
    {
        CoverKind.Guarantee or CoverKind.Insurance or CoverKind.EGuarantee => true,
        CoverKind.SmallEnterprise or CoverKind.GoodCredit or CoverKind.Pooled => false,
    };
}

/// <summary>Where a cover stands. Until the opening it is <see cref="Issued"/>, <see cref="Replaced"/> or <see cref="Withdrawn"/>, and nobody reads what it is.</summary>
public enum CoverState
{
    /// <summary>Handed in: it counts as the deposit, and waits for the check that follows the opening.</summary>
    Issued,

    /// <summary>Another took its place before the deadline.</summary>
    Replaced,

    /// <summary>Taken back before the deadline.</summary>
    Withdrawn,

    /// <summary>It could not be unsealed at the opening.</summary>
    Unreadable,

    /// <summary>Checked after the opening, and found to be what it says.</summary>
    Verified,

    /// <summary>Checked after the opening, and found wanting: the panel judges the bid with that.</summary>
    Refused,

    /// <summary>The issuer is asked to pay: a ground was proposed by one person and approved by another.</summary>
    Claimed,

    /// <summary>The procedure let it go: nobody may claim it any more.</summary>
    Released,

    /// <summary>Its last day passed before the procedure let it go.</summary>
    Expired,
}

/// <summary>What a cover says of itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Issuer">Who promises: bank, guarantee company or insurer. The bidder chooses; nobody may name one.</param>
/// <param name="Number">The issuer's number.</param>
/// <param name="Amount">What it promises.</param>
/// <param name="ValidThrough">Its last Beijing day.</param>
/// <param name="Beneficiary">To whom.</param>
public sealed record CoverFacts(CoverKind Kind, string Issuer, string Number, Money Amount, DateOnly ValidThrough, string Beneficiary);

/// <summary>
/// What stands in for a participation's deposit instead of money: a guarantee, an insurance, or the declaration that none is asked of this bidder. Content and file are ciphertext until the opening puts
/// them beside it. No money moves with it, so that no entry of the ledger knows of it; docs/ledger.md says why.
/// </summary>
public sealed class DepositCover
{
    private DepositCover()
    {
    }

    public Guid Id { get; private set; }
    public Guid ParticipationId { get; private set; }
    public long LotId { get; private set; }
    public long CentreId { get; private set; }
    public CoverState State { get; private set; }
    public DateTime HandedInAtUtc { get; private set; }

    /// <summary>SHA-256 over a salt, all that the cover says, and the hash of its file: the bidder has it from the page, and the opening proves it.</summary>
    public byte[] ContentHash { get; private set; } = [];

    /// <summary>All that it says, sealed with the lot's key, at a length that tells nothing.</summary>
    public byte[] SealedRecord { get; private set; } = [];

    /// <summary>The same for the bidder's own pages.</summary>
    public byte[] BidderCopy { get; private set; } = [];

    public CoverKind? Kind { get; private set; }
    public string? Issuer { get; private set; }
    public string? Number { get; private set; }
    public Money? Amount { get; private set; }
    public DateOnly? ValidThrough { get; private set; }
    public string? Beneficiary { get; private set; }
    public string? FileName { get; private set; }
    public string? FileSha256 { get; private set; }

    public long? CheckedBy { get; private set; }
    public DateTime? CheckedAtUtc { get; private set; }

    /// <summary>What was checked, and how, in the words of whoever did.</summary>
    public string? CheckedHow { get; private set; }

    /// <summary>The ground for which the issuer is to pay; null while nobody proposes that.</summary>
    public ForfeitGround? ClaimGround { get; private set; }
    public string? ClaimCitation { get; private set; }
    public string? ClaimEvidence { get; private set; }
    public long? ClaimedBy { get; private set; }
    public long? ClaimApprovedBy { get; private set; }

    /// <summary>The Beijing day on which the procedure let it go, and the rule.</summary>
    public DateOnly? ReleasedOn { get; private set; }
    public string? ReleaseRule { get; private set; }
    public string? ReleaseCitation { get; private set; }
    public long Version { get; private set; }

    public static DepositCover HandIn(
        Guid id, Guid participationId, long lotId, long centreId, DateTime nowUtc, byte[] contentHash, byte[] sealedRecord, byte[] bidderCopy) => new()
        {
            Id = id,
            ParticipationId = participationId,
            LotId = lotId,
            CentreId = centreId,
            State = CoverState.Issued,
            HandedInAtUtc = nowUtc,
            ContentHash = contentHash,
            SealedRecord = sealedRecord,
            BidderCopy = bidderCopy,
        };

    /// <summary>The participation whose deposit it stands on, where it is pooled; in clear when all lots of the project are opened, and not before.</summary>
    public Guid? PooledWith { get; private set; }

    /// <summary>Known from the opening on.</summary>
    public bool IsWaiver => Kind?.IsWaiver() ?? false;

    /// <summary>The day after which an issuer is bound no more; null before the opening, and where nobody is bound.</summary>
    public DateOnly? BindsThrough => Kind is { } kind && kind.IsPromise() ? ValidThrough : null;

    public bool HasOpenClaim => State == CoverState.Verified && ClaimedBy is not null;

    public void Replace() => Move(CoverState.Replaced, CoverState.Issued);

    public void Withdraw() => Move(CoverState.Withdrawn, CoverState.Issued);

    /// <summary>The opening has unsealed it. What is pooled has no file.</summary>
    public void Reveal(CoverFacts facts, string fileName, string fileSha256)
    {
        ArgumentNullException.ThrowIfNull(facts);
        (Kind, Issuer, Number, Amount, ValidThrough, Beneficiary) = (facts.Kind, facts.Issuer, facts.Number, facts.Amount, facts.ValidThrough, facts.Beneficiary);
        (FileName, FileSha256) = fileName.Length == 0 ? (null, null) : (fileName, fileSha256);
        Version++;
    }

    /// <summary>A pooled one, found at the opening to name a deposit of the same bidder that holds what is asked: nobody has to look at a paper.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.cover-wrong-state</c></exception>
    public void StandOn(Guid participation)
    {
        RequirePooled();
        Move(CoverState.Verified, CoverState.Issued);
        PooledWith = participation;
    }

    /// <summary>A pooled one, found at the opening to name nothing on which the bid could stand.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.cover-wrong-state</c></exception>
    public void StandOnNothing()
    {
        RequirePooled();
        Move(CoverState.Refused, CoverState.Issued);
    }

    /// <summary>The deposit that it names is forfeited, whole, by whichever lot: what the two people said of that is said of this.</summary>
    /// <returns>False where nothing stood on it any more.</returns>
    public bool EndWith(Forfeiture forfeiture)
    {
        ArgumentNullException.ThrowIfNull(forfeiture);
        if (State != CoverState.Verified || PooledWith != forfeiture.ParticipationId)
        {
            return false;
        }

        (State, ClaimGround, ClaimCitation, ClaimEvidence) = (CoverState.Claimed, forfeiture.Ground, forfeiture.Citation, forfeiture.EvidenceName);
        (ClaimedBy, ClaimApprovedBy) = (forfeiture.ProposedBy, forfeiture.SecondApprovedBy);
        Version++;
        return true;
    }

    public void MarkUnreadable() => Move(CoverState.Unreadable, CoverState.Issued);

    /// <summary>Somebody has looked at the original or asked the issuer, and says so.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.cover-wrong-state</c>, <c>deposits.cover-reason-missing</c></exception>
    public void Check(bool isGood, string? how, long by, DateTime nowUtc)
    {
        var said = Said(how);
        Move(isGood ? CoverState.Verified : CoverState.Refused, CoverState.Issued);
        (CheckedBy, CheckedAtUtc, CheckedHow) = (by, nowUtc, said);
    }

    /// <summary>A person proposes to have the issuer pay, for a ground of the line's rules.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.cover-wrong-state</c>, <c>deposits.cover-reason-missing</c>, <c>deposits.cover-expired</c>, <c>deposits.waiver-promises-nothing</c>, <c>deposits.pooled-is-forfeited</c>
    /// </exception>
    public void ProposeClaim(ForfeitGround ground, string citation, string? evidence, long by, DateOnly today)
    {
        if (IsWaiver)
        {
            throw new RuleBrokenException(CoverRules.WaiverPromisesNothing);
        }

        if (Kind == CoverKind.Pooled)
        {
            throw new RuleBrokenException(CoverRules.PooledIsForfeited);
        }

        var said = Said(evidence);
        if (State != CoverState.Verified || ClaimedBy is not null || ReleasedOn is not null)
        {
            throw new RuleBrokenException(CoverRules.WrongState, State);
        }

        RequireValid(today);
        (ClaimGround, ClaimCitation, ClaimEvidence, ClaimedBy) = (ground, citation, said, by);
        Version++;
    }

    /// <summary>Another person approves it: the issuer is asked to pay.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.cover-wrong-state</c>, <c>deposits.claim-needs-another-person</c>, <c>deposits.cover-expired</c></exception>
    public void ApproveClaim(long by, DateOnly today)
    {
        RequireOpenClaim();
        if (ClaimedBy == by)
        {
            throw new RuleBrokenException(CoverRules.ClaimNeedsAnotherPerson);
        }

        RequireValid(today);
        (State, ClaimApprovedBy) = (CoverState.Claimed, by);
        (ReleasedOn, ReleaseRule, ReleaseCitation) = (null, null, null);
        Version++;
    }

    /// <summary>The proposal is dropped. What the procedure let go meanwhile is released.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.cover-wrong-state</c></exception>
    public void DeclineClaim()
    {
        RequireOpenClaim();
        (ClaimGround, ClaimCitation, ClaimEvidence, ClaimedBy) = (null, null, null, null);
        State = ReleasedOn is null ? CoverState.Verified : CoverState.Released;
        Version++;
    }

    /// <summary>
    /// A procedure event lets it go, as it lets money go. Told twice it keeps the first day. One for which a claim waits is released when that is declined.
    /// </summary>
    public bool Release(DateOnly on, string rule, string citation)
    {
        if (State is not (CoverState.Issued or CoverState.Verified) || ReleasedOn is not null)
        {
            return false;
        }

        (ReleasedOn, ReleaseRule, ReleaseCitation) = (on, rule, citation);
        State = HasOpenClaim ? State : CoverState.Released;
        Version++;
        return true;
    }

    /// <summary>Its last day has passed; a claim that nobody approved in time goes with it.</summary>
    public bool Expire(DateOnly today)
    {
        if (State is not (CoverState.Issued or CoverState.Verified) || BindsThrough is not { } last || last >= today)
        {
            return false;
        }

        State = CoverState.Expired;
        Version++;
        return true;
    }

    private static string Said(string? text) =>
        text?.Trim() is { Length: > 0 } said ? said : throw new RuleBrokenException(CoverRules.ReasonMissing);

    private void RequirePooled()
    {
        if (Kind != CoverKind.Pooled)
        {
            throw new RuleBrokenException(CoverRules.WrongState, State);
        }
    }

    private void RequireOpenClaim()
    {
        if (!HasOpenClaim)
        {
            throw new RuleBrokenException(CoverRules.WrongState, State);
        }
    }

    private void RequireValid(DateOnly today)
    {
        if (ValidThrough is { } last && last < today)
        {
            throw new RuleBrokenException(CoverRules.Expired, last);
        }
    }

    private void Move(CoverState to, CoverState from)
    {
        if (State != from)
        {
            throw new RuleBrokenException(CoverRules.WrongState, State);
        }

        State = to;
        Version++;
    }
}
