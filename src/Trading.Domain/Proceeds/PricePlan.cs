using Trading.Domain.Shared;

namespace Trading.Domain.Proceeds;

public enum PricePlanState
{
    /// <summary>Waits for another person.</summary>
    Proposed,

    /// <summary>The buyer has its instruction; money that arrives on the sub-account is price.</summary>
    Open,

    /// <summary>All of it has arrived, with all that was owed for being late.</summary>
    Paid,

    /// <summary>Another person said no.</summary>
    Declined,
}

/// <summary>What became of a payment: which part is price, and which was owed for being late.</summary>
public readonly record struct PricePayment(Money Price, Money Penalty)
{
    public Money Total => Price + Penalty;
}

/// <summary>The parties of a price plan.</summary>
/// <param name="BuyerId">The organisation that pays; null where it is not known here.</param>
/// <param name="BuyerName">In whose name the paying account is held.</param>
/// <param name="Payee">The transferor's account; null where the price is the treasury's.</param>
/// <param name="PayeeCheck">Keyed hash of plan, payee's name and account; null with it.</param>
public sealed record PriceParties(long? BuyerId, string BuyerName, PricePayee? Payee, string? PayeeCheck);

/// <summary>To whom a transferor's price goes.</summary>
public sealed record PricePayee(string Name, string Account, string Bank);

/// <summary>A part of the price and the Beijing day by which it is to be there.</summary>
public sealed class Instalment
{
    private Instalment()
    {
    }

    public Guid PlanId { get; private set; }

    /// <summary>From one on.</summary>
    public int Number { get; private set; }
    public Money Amount { get; private set; }
    public DateOnly DueOn { get; private set; }
    public Money Received { get; private set; }
    public Money Unpaid => Amount - Received;

    internal static Instalment Of(Guid plan, int number, Money amount, DateOnly dueOn) => new() { PlanId = plan, Number = number, Amount = amount, DueOn = dueOn };

    internal void Receive(Money part) => Received += part;
}

/// <summary>
/// How the price of a lot is paid (价款支付计划): one person of finance enters it from the contract, another approves exactly that. The money is never the centre's: it
/// is held for the transferor or the treasury, and passed on.
/// </summary>
public sealed class PricePlan
{
    /// <summary>No contract of a centre has more.</summary>
    public const int MostInstalments = 100;

    /// <summary>A million million yuan: far above any price, far below where the sums of many would overflow.</summary>
    private const long MostFen = 100_000_000_000_000;

    private readonly List<Instalment> _instalments = [];

    private PricePlan()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }
    public long LotId { get; private set; }
    public Guid ParticipationId { get; private set; }
    public long BankAccountId { get; private set; }
    public PricePlanState State { get; private set; }
    public long? BuyerId { get; private set; }
    public string BuyerName { get; private set; } = "";
    public PriceDestination Destination { get; private set; }
    public string? PayeeName { get; private set; }
    public string? PayeeAccount { get; private set; }
    public string? PayeeBank { get; private set; }
    public string? PayeeCheck { get; private set; }
    public Money Price { get; private set; }
    public DateOnly ContractOn { get; private set; }

    /// <summary>Random; the buyer pays with it.</summary>
    public string SubAccount { get; private set; } = "";

    /// <summary>The share of a late part that is owed for each day, pinned with its source.</summary>
    public long LateNumerator { get; private set; }
    public long LateDenominator { get; private set; }
    public long? LateMostBasisPoints { get; private set; }
    public string LateCitation { get; private set; } = "";

    /// <summary>The rule by which money is passed on.</summary>
    public string PassOnRule { get; private set; } = "";

    public Money Received { get; private set; }

    /// <summary>Owed for parts that came late; those that have not come yet add to it each day.</summary>
    public Money PenaltyCharged { get; private set; }
    public Money PenaltyReceived { get; private set; }
    public DateTime ProposedAtUtc { get; private set; }
    public DateTime? OpenedAtUtc { get; private set; }
    public long Version { get; private set; }

    public IReadOnlyList<Instalment> Instalments => _instalments;
    public LatePenalty Late => new(LateNumerator, LateDenominator, LateMostBasisPoints, LateCitation);
    public PricePayee? Payee => PayeeName is null ? null : new PricePayee(PayeeName, PayeeAccount!, PayeeBank!);
    public Money Unpaid => Price - Received;

    /// <summary>The first instalment that is not paid in full; null where all are.</summary>
    public Instalment? Next => Ordered.FirstOrDefault(i => i.Unpaid.IsPositive);

    private IEnumerable<Instalment> Ordered => _instalments.OrderBy(i => i.Number);

    /// <summary>A plan as the contract has it, checked against the line's rules.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="what">Lot, winner, account and sub-account.</param>
    /// <param name="parties">Who pays, and to whom it goes.</param>
    /// <param name="terms">Price, day of the contract and instalments.</param>
    /// <param name="bounds">The line's rules, with the days that they come to.</param>
    /// <param name="nowUtc">The instant.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>proceeds.price-out-of-range</c>, <c>proceeds.too-many-instalments</c>, <c>proceeds.sum-differs</c>, <c>proceeds.instalment-malformed</c>,
    /// <c>proceeds.contract-to-come</c>; with the citation of the line's rule <c>proceeds.first-too-late</c>, <c>proceeds.first-too-small</c>, <c>proceeds.last-too-late</c>
    /// </exception>
    public static PricePlan Propose(Guid id, PricePlanSubject what, PriceParties parties, PriceTerms terms, PriceBounds bounds, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(parties);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(bounds);
        RequireWellFormed(terms, Instants.BeijingDay(nowUtc));
        RequireLawful(terms, bounds);
        var late = bounds.Policy.Penalty;
        var plan = new PricePlan
        {
            Id = id,
            CentreId = what.CentreId,
            LotId = what.LotId,
            ParticipationId = what.ParticipationId,
            BankAccountId = what.BankAccountId,
            SubAccount = what.SubAccount,
            State = PricePlanState.Proposed,
            BuyerId = parties.BuyerId,
            BuyerName = parties.BuyerName,
            Destination = bounds.Policy.Destination,
            PayeeName = parties.Payee?.Name,
            PayeeAccount = parties.Payee?.Account,
            PayeeBank = parties.Payee?.Bank,
            PayeeCheck = parties.PayeeCheck,
            Price = terms.Price,
            ContractOn = terms.ContractOn,
            LateNumerator = late.Numerator,
            LateDenominator = late.Denominator,
            LateMostBasisPoints = late.MostBasisPoints,
            LateCitation = late.Citation,
            PassOnRule = bounds.Policy.PassOn.Key,
            ProposedAtUtc = nowUtc,
        };
        plan._instalments.AddRange(terms.Instalments.Select((i, index) => Instalment.Of(id, index + 1, i.Amount, i.DueOn)));
        return plan;
    }

    /// <summary>Another person approved it; what of the deposit became price or earnest money counts as paid on the day of the contract.</summary>
    /// <exception cref="RuleBrokenException"><c>proceeds.wrong-state</c>; <c>proceeds.deposit-exceeds-price</c></exception>
    public void Open(Money fromDeposit, DateTime nowUtc)
    {
        Require(PricePlanState.Proposed);
        if (fromDeposit > Price)
        {
            throw new RuleBrokenException(ProceedsRules.DepositExceedsPrice, fromDeposit, Price);
        }

        (State, OpenedAtUtc) = (PricePlanState.Open, nowUtc);
        if (fromDeposit.IsPositive)
        {
            Receive(fromDeposit, ContractOn);
        }

        Version++;
    }

    /// <exception cref="RuleBrokenException"><c>proceeds.wrong-state</c></exception>
    public void Decline()
    {
        Require(PricePlanState.Proposed);
        State = PricePlanState.Declined;
        Version++;
    }

    /// <summary>What is owed if it is paid on a day: all that is not paid, and for what is late its penalty to that day.</summary>
    public Money OwedOn(DateOnly day) => State == PricePlanState.Open ? Unpaid + PenaltyOwedOn(day) : Money.Zero;

    /// <summary>What has fallen due by a day: the instalments up to it that are not paid, with their penalty.</summary>
    public Money DueBy(DateOnly day) => State == PricePlanState.Open
        ? _instalments.Where(i => i.DueOn <= day).Aggregate(PenaltyOwedOn(day), (sum, i) => sum + i.Unpaid)
        : Money.Zero;

    /// <summary>What is owed for being late if all of it is paid on a day.</summary>
    public Money PenaltyOwedOn(DateOnly day) =>
        _instalments.Aggregate(PenaltyCharged - PenaltyReceived, (sum, i) => sum + Late.On(i.Unpaid, i.DueOn, day));

    /// <summary>True where money that counts on a day is taken: the plan is open, and no more arrives than is owed on that day.</summary>
    public bool Takes(Money amount, DateOnly on) => amount <= OwedOn(on);

    /// <summary>
    /// Books what arrived: the instalments one after another, also before they are due; each part that is late adds its penalty; what is left pays the penalty that
    /// stands. So that nothing grows on what grew, the price goes first (《民法典》第五百六十一条 allows the parties to say so; the notice does).
    /// </summary>
    public PricePayment Receive(Money amount, DateOnly on)
    {
        Require(PricePlanState.Open);
        var left = amount;
        foreach (var instalment in Ordered.Where(i => i.Unpaid.IsPositive))
        {
            var part = left < instalment.Unpaid ? left : instalment.Unpaid;
            if (!part.IsPositive)
            {
                break;
            }

            PenaltyCharged += Late.On(part, instalment.DueOn, on);
            instalment.Receive(part);
            left -= part;
        }

        var payment = new PricePayment(amount - left, left);
        (Received, PenaltyReceived) = (Received + payment.Price, PenaltyReceived + payment.Penalty);
        if (Unpaid.IsZero && PenaltyCharged == PenaltyReceived)
        {
            State = PricePlanState.Paid;
        }

        Version++;
        return payment;
    }

    /// <summary>Everything that two people agreed on, for the proof that it is still that.</summary>
    public byte[] ContentHash()
    {
        var bytes = new CanonicalBytes().Add(Id.ToString("N")).Add(CentreId).Add(LotId).Add(ParticipationId.ToString("N")).Add(BankAccountId).Add(SubAccount)
            .Add(BuyerId).Add(BuyerName).Add(Destination.ToString()).Add(PayeeName).Add(PayeeAccount).Add(PayeeBank).Add(PayeeCheck).Add(Price).Add(ContractOn)
            .Add(LateNumerator).Add(LateDenominator).Add(LateMostBasisPoints).Add(LateCitation).Add(PassOnRule);
        foreach (var instalment in Ordered)
        {
            bytes.Add(instalment.Number).Add(instalment.Amount).Add(instalment.DueOn);
        }

        return bytes.Sha256();
    }

    private static void RequireWellFormed(PriceTerms terms, DateOnly today)
    {
        if (!terms.Price.IsPositive || terms.Price.Fen > MostFen)
        {
            throw new RuleBrokenException(ProceedsRules.PriceOutOfRange, terms.Price);
        }

        if (terms.Instalments.Count is 0 or > MostInstalments)
        {
            throw new RuleBrokenException(ProceedsRules.TooManyInstalments, MostInstalments);
        }

        if (terms.ContractOn > today)
        {
            throw new RuleBrokenException(ProceedsRules.ContractToCome);
        }

        var before = terms.ContractOn;
        for (var i = 0; i < terms.Instalments.Count; i++)
        {
            var (amount, dueOn) = terms.Instalments[i];
            if (!amount.IsPositive || amount > terms.Price || dueOn < before)
            {
                throw new RuleBrokenException(ProceedsRules.InstalmentMalformed, i + 1);
            }

            before = dueOn;
        }

        var sum = terms.Instalments.Aggregate(Money.Zero, (total, i) => total + i.Amount);
        if (sum != terms.Price)
        {
            throw new RuleBrokenException(ProceedsRules.SumDiffers, terms.Price, sum);
        }
    }

    private static void RequireLawful(PriceTerms terms, PriceBounds bounds)
    {
        var (first, last) = (terms.Instalments[0], terms.Instalments[^1]);
        if (first.DueOn > bounds.FirstBy)
        {
            throw RuleBrokenException.Cited(ProceedsRules.FirstTooLate, bounds.Policy.First.Citation, bounds.FirstBy, first.DueOn);
        }

        if (terms.Instalments.Count == 1)
        {
            return;
        }

        var share = bounds.Policy.FirstShare;
        var least = new Money((long)decimal.Ceiling((decimal)terms.Price.Fen * share.Number / 10_000m));
        if (first.Amount < least)
        {
            throw RuleBrokenException.Cited(ProceedsRules.FirstTooSmall, share.Citation, least, first.Amount);
        }

        if (last.DueOn > bounds.LastBy)
        {
            throw RuleBrokenException.Cited(ProceedsRules.LastTooLate, bounds.Policy.Last.Citation, bounds.LastBy, last.DueOn);
        }
    }

    private void Require(PricePlanState state)
    {
        if (State != state)
        {
            throw new RuleBrokenException(ProceedsRules.WrongState, State);
        }
    }
}

/// <summary>What a plan is about.</summary>
public sealed record PricePlanSubject(long CentreId, long LotId, Guid ParticipationId, long BankAccountId, string SubAccount);

/// <summary>What the contract says of the price.</summary>
public sealed record PriceTerms(Money Price, DateOnly ContractOn, IReadOnlyList<InstalmentTerms> Instalments);

/// <summary>An instalment as the contract has it.</summary>
public sealed record InstalmentTerms(Money Amount, DateOnly DueOn);

/// <summary>The line's rules, and the last days that they come to from the contract.</summary>
public sealed record PriceBounds(PricePolicy Policy, DateOnly FirstBy, DateOnly LastBy);
