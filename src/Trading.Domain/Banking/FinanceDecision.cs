using Trading.Domain.Shared;

namespace Trading.Domain.Banking;

/// <summary>What two people of finance decide together.</summary>
public enum DecisionKind
{
    /// <summary>The bank did not name the payer of a line in suspense, or masked it: who it was is entered, and the ordinary return goes there.</summary>
    PayerCompleted,

    /// <summary>A line in suspense is a payment of ours that came back: what that payment repaid is owed again.</summary>
    OwnPayment,

    /// <summary>A line in suspense carries the number of a payment of ours and is none: it stays the payer's money, and the ordinary return follows.</summary>
    PayersMoney,

    /// <summary>A line in suspense agrees in payer, account and amount with exactly one open instruction, and is booked to it.</summary>
    InstructionMatched,

    /// <summary>The bank took a receipt back whose money had gone on: what was done about it is said, and the money stays unexplained.</summary>
    ReversalSettled,

    /// <summary>A held statement is right as it stands: its lines are booked.</summary>
    StatementReleased,

    /// <summary>A held statement is wrong: nothing of it is ever booked.</summary>
    StatementRefused,

    /// <summary>A fee of which nothing is paid is not asked for.</summary>
    FeeWaived,

    /// <summary>A fee of which nothing is paid is charged anew, with another amount.</summary>
    FeeAdjusted,

    /// <summary>The bank did not name the account that paid a fee of which something goes back: whose it was is entered, and the refund goes there.</summary>
    FeePayerCompleted,

    /// <summary>The treasury does not pay on an application to give a fee back.</summary>
    ClaimRefused,

    /// <summary>How a price is paid is as the contract says: the buyer has its instruction.</summary>
    PricePlan,

    /// <summary>So much of what a buyer owes for being late is not asked for.</summary>
    PenaltyWaived,

    /// <summary>So much of a late penalty that was paid, and not passed on, goes back to the buyer.</summary>
    PenaltyReturned,

    /// <summary>The days or parts of a price that are not paid are as a supplementary agreement says.</summary>
    PricePlanChanged,

    /// <summary>A transferor's price goes to another account of its own.</summary>
    PayeeCorrected,

    /// <summary>A part of a deposit, or all of it, becomes price, earnest money or performance bond; the rest goes back.</summary>
    DepositConverted,

    /// <summary>That a deposit goes back late is the bidder's own doing: nothing is owed for the days.</summary>
    DelayBlamed,

    /// <summary>A part of a performance bond, or all of it, goes back to whoever gave it.</summary>
    BondReleased,

    /// <summary>Money that the bank could not pay back to its payer goes to another account of the same payer, with the paper that proves it.</summary>
    RefundPayeeCorrected,
}

public enum DecisionState
{
    /// <summary>Waits for another person.</summary>
    Proposed,

    /// <summary>Carried out, in the transaction of the approval.</summary>
    Approved,

    /// <summary>Another person said no; nothing was changed, and it may be proposed anew.</summary>
    Declined,
}

/// <summary>Whose money it is, where the bank does not say: as two people took it from the bank's own answer.</summary>
/// <param name="Name">As the account is held.</param>
/// <param name="Account">Digits alone.</param>
/// <param name="Bank">The branch that keeps the account.</param>
public sealed record CompletedPayer(string Name, string Account, string Bank);

/// <summary>The paper on which a proposal rests, as it was handed in.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Blob">Where the store keeps it.</param>
/// <param name="Sha256">Of its bytes.</param>
public sealed record DecisionPaper(string Name, string Blob, byte[] Sha256);

/// <summary>
/// One person proposes what is to be done with a bank line, a held statement, a fee, a deposit or a price, another approves exactly that or declines it; what was decided never changes. The
/// database refuses a decider who is the proposer, a second open proposal on the same thing, and a row that begins as decided.
/// </summary>
public sealed class FinanceDecision
{
    private FinanceDecision()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }
    public long BankAccountId { get; private set; }
    public DecisionKind Kind { get; private set; }
    public DecisionState State { get; private set; }

    /// <summary>The bank line, the statement, the charge, the claim, the plan, the payment that failed, or the participation whose deposit it is.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Why, in the proposer's words.</summary>
    public string Reason { get; private set; } = "";

    public string? PayerName { get; private set; }
    public string? PayerAccount { get; private set; }
    public string? PayerBank { get; private set; }

    /// <summary>Keyed hash of line, payer's name and account: a payer changed in the database is noticed before money goes to him.</summary>
    public string? PayerCheck { get; private set; }

    /// <summary>The payment of ours that came back, or the receipt whose penalty is given back.</summary>
    public string? EndToEndId { get; private set; }

    /// <summary>Keyed hash of line and instruction: an approval books to no other one, and nobody reads from it which it is.</summary>
    public string? MatchTag { get; private set; }

    /// <summary>SHA-256 of all that stood in the subject's own rows when it was proposed, where those are what is decided; null elsewhere.</summary>
    public byte[]? SubjectHash { get; private set; }

    /// <summary>What the fee is to be, what the payment that failed was, or how much of the deposit is converted, of the bond released, or of a penalty waived or given back.</summary>
    public Money? NewAmount { get; private set; }

    /// <summary>The agreement by which a deposit is converted, a penalty waived or given back, or the evidence of who paid a fee; null where none is named.</summary>
    public string? Agreement { get; private set; }

    /// <summary>The paper that proves it; null where none is asked.</summary>
    public string? PaperName { get; private set; }
    public string? PaperBlob { get; private set; }
    public byte[]? PaperSha256 { get; private set; }

    public long ProposedBy { get; private set; }
    public DateTime ProposedAtUtc { get; private set; }

    /// <summary>HMAC over everything proposed under a key outside the database: compared again at the decision.</summary>
    public byte[] ContentHash { get; private set; } = [];
    public long? DecidedBy { get; private set; }
    public DateTime? DecidedAtUtc { get; private set; }

    /// <summary>Why it was declined; null where it was approved.</summary>
    public string? DeclinedBecause { get; private set; }
    public long Version { get; private set; }

    public CompletedPayer? Payer => PayerName is null ? null : new CompletedPayer(PayerName, PayerAccount!, PayerBank!);

    /// <summary>A proposal that somebody else has to decide.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="what">The line, statement, charge or deposit, its account and centre.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="reason">Why; shown to whoever decides and kept.</param>
    /// <param name="proposedBy">The person.</param>
    /// <param name="nowUtc">The instant.</param>
    public static FinanceDecision Propose(Guid id, DecisionSubject what, DecisionKind kind, string reason, long proposedBy, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(what);
        return new FinanceDecision
        {
            Id = id,
            CentreId = what.CentreId,
            BankAccountId = what.BankAccountId,
            Kind = kind,
            State = DecisionState.Proposed,
            SubjectId = what.Id,
            Reason = reason,
            ProposedBy = proposedBy,
            ProposedAtUtc = nowUtc,
        };
    }

    /// <summary>Says to whom the money is to go; <paramref name="check"/> is the keyed hash of line, name and account.</summary>
    public FinanceDecision Naming(CompletedPayer payer, string check, string? evidence = null)
    {
        ArgumentNullException.ThrowIfNull(payer);
        (PayerName, PayerAccount, PayerBank, PayerCheck, Agreement) = (payer.Name, payer.Account, payer.Bank, check, evidence);
        return this;
    }

    /// <summary>Says to which other account of its payer the money is to go, and by which paper; <paramref name="check"/> is the keyed hash of this decision, name and account.</summary>
    public FinanceDecision Naming(CompletedPayer payee, string check, DecisionPaper paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        (PaperName, PaperBlob, PaperSha256) = (paper.Name, paper.Blob, paper.Sha256);
        return Naming(payee, check);
    }

    /// <summary>Says which payment of ours it is, or which receipt.</summary>
    public FinanceDecision Naming(string endToEndId)
    {
        EndToEndId = endToEndId;
        return this;
    }

    /// <summary>Says with which instruction the line agrees, by the keyed hash of both.</summary>
    public FinanceDecision Matching(string tag)
    {
        MatchTag = tag;
        return this;
    }

    /// <summary>Says what the fee is to be, or how much of the bond is released.</summary>
    public FinanceDecision Naming(Money newAmount)
    {
        NewAmount = newAmount;
        return this;
    }

    /// <summary>Says what the subject's own rows are.</summary>
    public FinanceDecision Naming(byte[] subjectHash)
    {
        SubjectHash = subjectHash;
        return this;
    }

    /// <summary>Says how much of the deposit is converted, and by which agreement.</summary>
    public FinanceDecision Naming(Money part, string? agreement)
    {
        (NewAmount, Agreement) = (part, agreement);
        return this;
    }

    /// <summary>The last step of a proposal: from here on it is what <paramref name="contentHash"/> says.</summary>
    public void Seal(byte[] contentHash) => ContentHash = contentHash;

    /// <exception cref="RuleBrokenException"><c>decisions.decided</c>, <c>shared.maker-is-checker</c></exception>
    public void Approve(long checker, DateTime nowUtc) => Decide(DecisionState.Approved, checker, nowUtc);

    /// <exception cref="RuleBrokenException"><c>decisions.decided</c>, <c>shared.maker-is-checker</c></exception>
    public void Decline(long checker, string because, DateTime nowUtc)
    {
        Decide(DecisionState.Declined, checker, nowUtc);
        DeclinedBecause = because;
    }

    private void Decide(DecisionState state, long checker, DateTime nowUtc)
    {
        if (State != DecisionState.Proposed)
        {
            throw new RuleBrokenException(DecisionRules.Decided, State);
        }

        FourEyes.RequireAnother(checker, ProposedBy);

        (State, DecidedBy, DecidedAtUtc) = (state, checker, nowUtc);
        Version++;
    }
}

/// <summary>What a decision is about.</summary>
public sealed record DecisionSubject(Guid Id, long CentreId, long BankAccountId);
