using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Deposits;

/// <summary>What a repayment is about.</summary>
/// <param name="Kind">A deposit, its interest, money in suspense, what is the treasury's, what is owed out of a deposit that has ended, or back of a fee.</param>
/// <param name="Id">The participation, the bank line, the remittance, the payout or what is owed back.</param>
/// <param name="WaitingRefund">The waiting refund that it pays; null for others.</param>
public sealed record RepaymentSubject(RepaymentKind Kind, Guid Id, Guid? WaitingRefund = null)
{
    /// <summary>False for what goes to others: that goes to accounts that they have registered.</summary>
    public bool IsToItsPayer => Kind is not (RepaymentKind.Remittance or RepaymentKind.Proceeds or RepaymentKind.Forfeited);
    public bool IsPayout => Kind is RepaymentKind.Forfeited or RepaymentKind.Bond or RepaymentKind.Penalty;
}

/// <summary>
/// Keeps payee and participation apart in the database: a repayment's row names the payee, the journal the participation, and only the vault
/// knows which belong together. It also proves that a batch is what its maker made.
/// </summary>
public sealed class RepaymentSeal(VaultSeal seal)
{
    private const string Purpose = "repayment-subject";
    private const int IdLength = 16;
    private const int SubjectLength = 1 + (2 * IdLength);

    /// <summary>All subjects have one length: a waiting refund's cannot be told from another's.</summary>
    public byte[] Seal(Guid owner, RepaymentSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Span<byte> plain = stackalloc byte[SubjectLength];
        plain[0] = (byte)subject.Kind;
        subject.Id.TryWriteBytes(plain[1..], bigEndian: true, out _);
        (subject.WaitingRefund ?? Guid.Empty).TryWriteBytes(plain[(1 + IdLength)..], bigEndian: true, out _);
        return seal.Seal(Purpose, owner.ToString("N"), plain);
    }

    /// <exception cref="SealBrokenException">Changed, or another row's.</exception>
    public RepaymentSubject Open(Guid owner, byte[] sealedSubject)
    {
        var plain = seal.Open(Purpose, owner.ToString("N"), sealedSubject);
        var waiting = new Guid(plain.AsSpan(1 + IdLength, IdLength), bigEndian: true);
        return new RepaymentSubject((RepaymentKind)plain[0], new Guid(plain.AsSpan(1, IdLength), bigEndian: true), waiting == Guid.Empty ? null : waiting);
    }

    public RepaymentSubject Open(Repayment repayment)
    {
        ArgumentNullException.ThrowIfNull(repayment);
        return Open(repayment.Id, repayment.SealedSubject);
    }

    /// <summary>A payment that a batch takes: what it is about is sealed, and its number is random.</summary>
    internal Repayment Payment(
        long centreId, Guid batchId, RepaymentSubject subject, (string Name, string Account, string Bank) payee, Money principal, Money interest = default, Money late = default)
    {
        var id = Guid.NewGuid();
        return new Repayment
        {
            Id = id,
            BatchId = batchId,
            CentreId = centreId,
            Kind = subject.Kind,
            State = RepaymentState.Made,
            SealedSubject = Seal(id, subject),
            PayeeName = payee.Name,
            PayeeAccount = payee.Account,
            PayeeBank = payee.Bank,
            Principal = principal,
            Interest = interest,
            Late = late,
            EndToEndId = RandomNumbers.NewEndToEndId(),
        };
    }

    /// <summary>Names a repayment in the keys of its deposit's entries without the journal telling which repayment it is.</summary>
    public string EntryTag(Guid repayment) => seal.Tag("repayment-entry", repayment.ToString("N"));

    /// <summary>Keyed hash over all that a batch says, in the order of its payments' numbers: a batch changed in the database has another.</summary>
    public byte[] Proof(Guid batch, long centreId, long bankAccountId, DateOnly payOn, long madeBy, IEnumerable<Repayment> repayments)
    {
        ArgumentNullException.ThrowIfNull(repayments);
        var bytes = new CanonicalBytes().Add(batch.ToString("N")).Add(centreId).Add(bankAccountId).Add(payOn).Add(madeBy);
        foreach (var r in repayments.OrderBy(r => r.EndToEndId, StringComparer.Ordinal))
        {
            bytes.Add(r.Id.ToString("N")).Add(r.Kind.ToString()).Add(r.SealedSubject).Add(r.PayeeName).Add(r.PayeeAccount).Add(r.PayeeBank)
                .Add(r.Principal).Add(r.Interest).Add(r.Late).Add(r.EndToEndId);
        }

        return Convert.FromHexString(seal.Tag("repayment-batch", Convert.ToHexStringLower(bytes.Sha256())));
    }
}
