using System.Linq.Expressions;
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

/// <summary>What became of a payment: which part is price, which was owed for being late, and which is interest on what was deferred.</summary>
public readonly record struct PricePayment(Money Price, Money Penalty, Money Interest = default)
{
    public Money Total => Price + Penalty + Interest;
}

/// <summary>The parties of a price plan.</summary>
/// <param name="BuyerId">The organisation that pays; null where it is not known here.</param>
/// <param name="BuyerName">In whose name the paying account is held.</param>
/// <param name="Payee">The transferor's account; null where the price is the treasury's.</param>
/// <param name="PayeeCheck">Keyed hash of plan, payee's name and account; null with it.</param>
public sealed record PriceParties(long? BuyerId, string BuyerName, PricePayee? Payee, string? PayeeCheck);

/// <summary>To whom a transferor's price goes.</summary>
public sealed record PricePayee(string Name, string Account, string Bank);

/// <summary>The payee of a plan with the keyed hash that pins it, and what the hash is of: the plan, or the change that corrected it.</summary>
public sealed record PinnedPayee(Guid Subject, PricePayee Payee, string Check);

/// <summary>
/// How the price of a lot is paid (价款支付计划): one person of finance enters it from the contract, another approves exactly that. The money is never the centre's: it
/// is held for the transferor or the treasury, and passed on.
/// </summary>
public sealed class PricePlan
{
    /// <summary>No contract of a centre has more.</summary>
    public const int MostInstalments = 100;

    /// <summary>Those that two people have opened, paid or not; for use in queries.</summary>
    public static readonly Expression<Func<PricePlan, bool>> IsInForce = p => p.State == PricePlanState.Open || p.State == PricePlanState.Paid;

    private readonly List<Instalment> _instalments = [];
    private readonly List<PricePlanChange> _changes = [];

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

    /// <summary>The rate per year of what is deferred, and the Beijing day from which it runs; null where the contract has none.</summary>
    public long? InterestBasisPoints { get; private set; }
    public DateOnly? InterestFrom { get; private set; }
    public string? InterestCitation { get; private set; }

    /// <summary>What secures the deferred parts, as the transferor accepted it with the contract.</summary>
    public string? Security { get; private set; }

    /// <summary>The rule by which money is passed on.</summary>
    public string PassOnRule { get; private set; } = "";

    public Money Received { get; private set; }

    /// <summary>Owed for parts that came late; those that have not come yet add to it each day.</summary>
    public Money PenaltyCharged { get; private set; }
    public Money PenaltyReceived { get; private set; }

    /// <summary>Of the penalty, what two people have waived. Nothing that was paid is ever waived: it is the transferor's or the treasury's.</summary>
    public Money PenaltyWaived { get; private set; }

    /// <summary>Interest on deferred parts that have come; those that have not come yet add to it each day.</summary>
    public Money InterestCharged { get; private set; }
    public Money InterestReceived { get; private set; }

    /// <summary>The change whose instalments are in force; 0 for the contract's.</summary>
    public int Revision { get; private set; }
    public DateTime ProposedAtUtc { get; private set; }
    public DateTime? OpenedAtUtc { get; private set; }
    public long Version { get; private set; }

    /// <summary>Those of every revision, also of such as were never approved.</summary>
    public IReadOnlyList<Instalment> AllInstalments => _instalments;

    /// <summary>Those in force, in their order.</summary>
    public IReadOnlyList<Instalment> Instalments => [.. Of(Revision)];

    public IReadOnlyList<PricePlanChange> Changes => _changes;
    public LatePenalty Late => new(LateNumerator, LateDenominator, LateMostBasisPoints, LateCitation);

    /// <summary>What deferred parts bear, by the contract and the agreements that two people approved; null where neither asks for it.</summary>
    public DeferredInterest? Interest => Rates is { Count: > 0 } rates ? new DeferredInterest(rates, InterestCitation ?? Agreed.Select(c => c.InterestCitation).LastOrDefault()) : null;

    /// <summary>What secures the deferred parts now.</summary>
    public string? SecurityNow => Agreed.Select(c => c.Security).LastOrDefault(s => s is not null) ?? Security;

    /// <summary>Where the transferor's money goes: its account of the plan, or as two people corrected it last; null where the price is the treasury's.</summary>
    public PinnedPayee? Pinned => Pins.Select(p => p.Payee).LastOrDefault();

    public PricePayee? Payee => Pinned?.Payee;
    public Money Unpaid => Price - Received;

    /// <summary>The first instalment that is not paid in full; null where all are.</summary>
    public Instalment? Next => Of(Revision).FirstOrDefault(i => i.Unpaid.IsPositive);

    /// <summary>What stands besides the price: penalty that was charged and neither paid nor waived, and interest that was charged and not paid.</summary>
    public Money BesidesLeft => PenaltyLeft + (InterestCharged - InterestReceived);

    private IEnumerable<PricePlanChange> Agreed => _changes.Where(c => c is { IsApproved: true, Kind: PriceChangeKind.Terms }).OrderBy(c => c.Number);

    private List<RateFrom> Rates =>
    [
        .. InterestBasisPoints is { } rate ? (RateFrom[])[new RateFrom(InterestFrom!.Value, rate)] : [],
        .. Agreed.Where(c => c.InterestBasisPoints is not null).Select(c => new RateFrom(c.InterestFrom!.Value, c.InterestBasisPoints!.Value)),
    ];

    private Money PenaltyLeft => Money.Most(Money.Zero, PenaltyCharged - PenaltyReceived - PenaltyWaived);

    private IEnumerable<(DateTime FromUtc, PinnedPayee Payee)> Pins => PayeeName is null ? [] :
    [
        (DateTime.MinValue, new PinnedPayee(Id, new PricePayee(PayeeName, PayeeAccount!, PayeeBank!), PayeeCheck!)),
        .. _changes.Where(c => c is { IsApproved: true, Kind: PriceChangeKind.Payee }).OrderBy(c => c.Number)
            .Select(c => (c.ApprovedAtUtc!.Value, new PinnedPayee(c.Id, c.Payee!, c.PayeeCheck!))),
    ];

    /// <summary>Where it went at an instant; both accounts at the very instant of a correction.</summary>
    public IEnumerable<PinnedPayee> PinnedAt(DateTime utc)
    {
        var pins = Pins.ToList();
        return pins.Where((p, i) => p.FromUtc <= utc && (i == pins.Count - 1 || pins[i + 1].FromUtc >= utc)).Select(p => p.Payee);
    }

    /// <summary>The change whose instalments were in force at an instant.</summary>
    public int RevisionAt(DateTime utc) => Agreed.Where(c => c.ApprovedAtUtc <= utc).Select(c => c.Number).LastOrDefault();

    /// <summary>The instalments of a revision in their order.</summary>
    public IEnumerable<Instalment> Of(int revision) => _instalments.Where(i => i.Revision == revision).OrderBy(i => i.Number);

    /// <summary>A plan as the contract has it, checked against the line's rules.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="what">Lot, winner, account and sub-account.</param>
    /// <param name="parties">Who pays, and to whom it goes.</param>
    /// <param name="terms">Price, day of the contract and instalments.</param>
    /// <param name="bounds">The line's rules, with the days that they come to.</param>
    /// <param name="nowUtc">The instant.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>proceeds.price-out-of-range</c>, <c>proceeds.too-many-instalments</c>, <c>proceeds.sum-differs</c>, <c>proceeds.instalment-malformed</c>,
    /// <c>proceeds.contract-to-come</c>; with the citation of the line's rule <c>proceeds.first-too-late</c>, <c>proceeds.first-too-small</c>, <c>proceeds.last-too-late</c>,
    /// <c>proceeds.interest-too-low</c>, <c>proceeds.security-missing</c>
    /// </exception>
    public static PricePlan Propose(Guid id, PricePlanSubject what, PriceParties parties, PriceTerms terms, PriceBounds bounds, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(parties);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(bounds);
        PriceChecks.RequireWellFormed(terms, Instants.BeijingDay(nowUtc));
        PriceChecks.RequireLawful(terms, bounds);
        PriceChecks.RequireInterest(terms.Instalments.Count, terms.InterestBasisPoints, terms.Security, bounds);
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
            InterestBasisPoints = terms.InterestBasisPoints,
            InterestFrom = terms.InterestBasisPoints is null ? null : bounds.Policy.InterestFromContract ? terms.ContractOn : terms.Instalments[0].DueOn,
            InterestCitation = terms.InterestBasisPoints is null ? null : bounds.Policy.InterestTable?.Citation,
            Security = terms.Security,
            PassOnRule = bounds.Policy.PassOn.Key,
            ProposedAtUtc = nowUtc,
        };
        plan._instalments.AddRange(terms.Instalments.Select((i, index) => Instalment.Of((id, 0), index + 1, i.Amount, i.DueOn)));
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

    /// <summary>What is owed if it is paid on a day: all that is not paid, for what is late its penalty to that day, and for what was deferred its interest.</summary>
    public Money OwedOn(DateOnly day) => State == PricePlanState.Open ? Unpaid + PenaltyOwedOn(day) + InterestOwedOn(day) : Money.Zero;

    /// <summary>What has fallen due by a day: the instalments up to it that are not paid, with their penalty and interest.</summary>
    public Money DueBy(DateOnly day) => State == PricePlanState.Open ? UpTo(day, day) : Money.Zero;

    /// <summary>What is owed for being late if all of it is paid on a day, less what was waived.</summary>
    public Money PenaltyOwedOn(DateOnly day) =>
        Money.Most(Money.Zero, Of(Revision).Aggregate(PenaltyCharged - PenaltyReceived - PenaltyWaived, (sum, i) => sum + Late.On(i.Unpaid, i.DueOn, day)));

    /// <summary>What is owed on deferred parts if all of it is paid on a day.</summary>
    public Money InterestOwedOn(DateOnly day) =>
        Of(Revision).Aggregate(InterestCharged - InterestReceived, (sum, i) => sum + InterestOn(i.Unpaid, i.DueOn, day));

    /// <summary>The interest on a part that is due on one day and paid on another.</summary>
    public Money InterestOn(Money part, DateOnly dueOn, DateOnly paidOn) => Interest?.On(part, dueOn, paidOn) ?? Money.Zero;

    /// <summary>True where money that counts on a day is taken: the plan is open, and no more arrives than is owed on that day.</summary>
    public bool Takes(Money amount, DateOnly on) => amount <= OwedOn(on);

    /// <summary>
    /// True where an amount is exactly what the plan asks for on a day, with penalty and interest of that day: the next instalment and what was due before it, or all that is owed.
    /// </summary>
    public bool Asks(Money amount, DateOnly on) => State == PricePlanState.Open && amount.IsPositive && (amount == OwedOn(on) || (Next is { } next && amount == UpTo(next.DueOn > on ? next.DueOn : on, on)));

    // What falls due by a day, if it is paid on another.
    private Money UpTo(DateOnly dueBy, DateOnly on) =>
        Of(Revision).Where(i => i.DueOn <= dueBy).Aggregate(PenaltyOwedOn(on) + InterestCharged - InterestReceived, (sum, i) => sum + i.Unpaid + InterestOn(i.Unpaid, i.DueOn, on));

    /// <summary>
    /// Books what arrived: the instalments one after another, also before they are due; each part that is late adds its penalty, each that was deferred its interest; what
    /// is left pays the interest and then the penalty that stand. So that nothing grows on what grew, the price goes first (《民法典》第五百六十一条 allows the parties to say
    /// so; the notice does).
    /// </summary>
    public PricePayment Receive(Money amount, DateOnly on)
    {
        Require(PricePlanState.Open);
        var left = amount;
        foreach (var instalment in Of(Revision).Where(i => i.Unpaid.IsPositive))
        {
            var part = Money.Least(left, instalment.Unpaid);
            if (!part.IsPositive)
            {
                break;
            }

            PenaltyCharged += Late.On(part, instalment.DueOn, on);
            InterestCharged += InterestOn(part, instalment.DueOn, on);
            instalment.Receive(part);
            left -= part;
        }

        var interest = Money.Least(left, InterestCharged - InterestReceived);
        var payment = new PricePayment(amount - left, left - interest, interest);
        (Received, PenaltyReceived, InterestReceived) = (Received + payment.Price, PenaltyReceived + payment.Penalty, InterestReceived + payment.Interest);
        SettleIfPaid();
        return payment;
    }

    /// <exception cref="RuleBrokenException"><c>proceeds.wrong-state</c>; <c>proceeds.more-than-penalty</c>: it is not above zero, or more than is owed on the day</exception>
    public void RequireWaivable(Money amount, DateOnly on)
    {
        Require(PricePlanState.Open);
        if (!amount.IsPositive || amount > PenaltyOwedOn(on))
        {
            throw new RuleBrokenException(ProceedsRules.MoreThanPenalty, PenaltyOwedOn(on), amount);
        }
    }

    /// <summary>Takes off so much of the penalty that is owed on a day; what was paid stays. If nothing else is owed, the plan is paid.</summary>
    /// <exception cref="RuleBrokenException"><c>proceeds.wrong-state</c>, <c>proceeds.more-than-penalty</c></exception>
    public void WaivePenalty(Money amount, DateOnly on)
    {
        RequireWaivable(amount, on);
        PenaltyWaived += amount;
        SettleIfPaid();
    }

    /// <summary>
    /// What a supplementary agreement makes of the parts that are not paid. All parts are listed anew: those that are paid, the paid part of one that is paid in part, and
    /// those of the agreement. Nothing is in force before another person approves.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <c>proceeds.wrong-state</c>, <c>proceeds.agreement-missing</c>, <c>proceeds.agreed-on-malformed</c>, <c>proceeds.sum-differs</c>, <c>proceeds.instalment-malformed</c>,
    /// <c>proceeds.too-many-instalments</c>; with citation <c>proceeds.first-too-late</c>, <c>proceeds.first-too-small</c>, <c>proceeds.last-too-late</c>,
    /// <c>proceeds.interest-too-low</c>, <c>proceeds.security-missing</c>
    /// </exception>
    public PricePlanChange ProposeChange(Guid id, PriceChangeTerms terms, PriceBounds bounds, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(bounds);
        Require(PricePlanState.Open);
        if (string.IsNullOrWhiteSpace(terms.AgreementNumber))
        {
            throw new RuleBrokenException(ProceedsRules.AgreementMissing);
        }

        // A rate is not laid over the days of one that was agreed later.
        var first = terms.InterestBasisPoints is null ? ContractOn : Agreed.Where(c => c.InterestBasisPoints is not null).Select(c => c.AgreedOn!.Value).Append(ContractOn).Max();
        if (terms.AgreedOn < first || terms.AgreedOn > Instants.BeijingDay(nowUtc))
        {
            throw new RuleBrokenException(ProceedsRules.AgreedOnMalformed, first);
        }

        // A part that is late already may be listed as it was; no other begins as late.
        PriceChecks.RequireParts(terms.Instalments, Unpaid, Next is { } next && next.DueOn < terms.AgreedOn ? next.DueOn : terms.AgreedOn);
        var change = PricePlanChange.OfTerms(id, this, terms, nowUtc);
        var kept = Of(Revision).Where(i => i.Received.IsPositive).Select(i => (Amount: i.Received, i.DueOn, i.Received));
        Instalment[] rows = [.. kept.Concat(terms.Instalments.Select(i => (i.Amount, i.DueOn, Received: Money.Zero)))
            .Select((i, index) => Instalment.Of((Id, change.Number), index + 1, i.Amount, i.DueOn, i.Received))];
        PriceChecks.RequireLawful(Price, rows, bounds);
        PriceChecks.RequireInterest(rows.Length, terms.InterestBasisPoints ?? Interest?.BasisPoints, change.Security ?? SecurityNow, bounds);
        if (change.InterestBasisPoints is not null)
        {
            // By the agreement's own day, and never before deferred parts bear any.
            var from = Interest?.From ?? (bounds.Policy.InterestFromContract ? ContractOn : rows[0].DueOn);
            change.BearFrom(from > terms.AgreedOn ? from : terms.AgreedOn, bounds.Policy.InterestTable?.Citation);
        }

        _changes.Add(change);
        _instalments.AddRange(rows);
        return change;
    }

    /// <summary>Another account of the transferor, as it is registered now; nothing goes to it before another person approves.</summary>
    /// <exception cref="RuleBrokenException"><c>proceeds.wrong-state</c>; <c>proceeds.payee-same</c>: it is the account already, or the price is the treasury's</exception>
    public PricePlanChange ProposePayee(Guid id, PricePayee payee, string check, DateTime nowUtc)
    {
        if (State is PricePlanState.Proposed or PricePlanState.Declined)
        {
            throw new RuleBrokenException(ProceedsRules.WrongState, State);
        }

        if (Payee is not { } now || now == payee)
        {
            throw new RuleBrokenException(ProceedsRules.PayeeSame);
        }

        var change = PricePlanChange.OfPayee(id, this, payee, check, nowUtc);
        _changes.Add(change);
        return change;
    }

    /// <summary>
    /// Another person approved a change. What is no longer late by the new days is owed for those that it was late until the day of the agreement.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>proceeds.wrong-state</c>: it is paid meanwhile; <c>proceeds.plan-changed</c>: money arrived since it was proposed</exception>
    public void Approve(PricePlanChange change, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(change);
        change.Approve(nowUtc);
        if (change.Kind == PriceChangeKind.Payee)
        {
            return;
        }

        Require(PricePlanState.Open);
        if (Money.Sum(Of(change.Number).Select(i => i.Received)) != Received)
        {
            throw new RuleBrokenException(ProceedsRules.PlanChanged);
        }

        PenaltyCharged += Money.Most(Money.Zero, LateBy(Revision, change.AgreedOn!.Value) - LateBy(change.Number, change.AgreedOn.Value));
        Revision = change.Number;
        Version++;
    }

    private Money LateBy(int revision, DateOnly day) => Money.Sum(Of(revision).Select(i => Late.On(i.Unpaid, i.DueOn, day)));

    /// <summary>Everything of a change that two people agreed on.</summary>
    public byte[] ContentHash(PricePlanChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var bytes = new CanonicalBytes().Add(Id.ToString("N")).Add(change.Id.ToString("N")).Add(change.Number).Add(change.Kind.ToString()).Add(change.AgreementNumber)
            .Add(change.AgreedOn?.DayNumber).Add(change.InterestBasisPoints).Add(change.InterestFrom?.DayNumber).Add(change.InterestCitation).Add(change.Security).Add(change.PayeeName).Add(change.PayeeAccount).Add(change.PayeeBank).Add(change.PayeeCheck);
        foreach (var instalment in Of(change.Number))
        {
            bytes.Add(instalment.Number).Add(instalment.Amount).Add(instalment.DueOn);
        }

        return bytes.Sha256();
    }

    /// <summary>Everything that two people agreed on, for the proof that it is still that.</summary>
    public byte[] ContentHash()
    {
        var bytes = new CanonicalBytes().Add(Id.ToString("N")).Add(CentreId).Add(LotId).Add(ParticipationId.ToString("N")).Add(BankAccountId).Add(SubAccount)
            .Add(BuyerId).Add(BuyerName).Add(Destination.ToString()).Add(PayeeName).Add(PayeeAccount).Add(PayeeBank).Add(PayeeCheck).Add(Price).Add(ContractOn)
            .Add(LateNumerator).Add(LateDenominator).Add(LateMostBasisPoints).Add(LateCitation).Add(PassOnRule).Add(InterestBasisPoints).Add(InterestFrom?.DayNumber).Add(InterestCitation).Add(Security);
        foreach (var instalment in Of(0))
        {
            bytes.Add(instalment.Number).Add(instalment.Amount).Add(instalment.DueOn);
        }

        return bytes.Sha256();
    }

    private void SettleIfPaid()
    {
        if (Unpaid.IsZero && BesidesLeft.IsZero)
        {
            State = PricePlanState.Paid;
        }

        Version++;
    }

    private void Require(PricePlanState state)
    {
        if (State != state)
        {
            throw new RuleBrokenException(ProceedsRules.WrongState, State);
        }
    }
}
