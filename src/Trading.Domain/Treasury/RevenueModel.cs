using Trading.Domain.Fees;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Treasury;

/// <summary>How a returned share that is no whole number of fen is rounded. What is left stays with the treasury.</summary>
public enum ReturnRounding
{
    /// <summary>To the fen below.</summary>
    Down,

    /// <summary>To the nearest fen, a half up.</summary>
    HalfUp,
}

/// <summary>What a collected amount becomes: the share that the treasury returns, and what it keeps. Both sum to the whole.</summary>
public readonly record struct RevenueSplit(Money Returned, Money Kept);

/// <summary>Of one kind of income and from a day on: who collects it, whose it is, and which share of it comes back.</summary>
/// <param name="Kind">The kind of income.</param>
/// <param name="CollectedBy">Who takes it in.</param>
/// <param name="Owner">Whose it is: of what the centre collects, the centre's or the treasury's.</param>
/// <param name="Citation">The source, in Chinese.</param>
/// <param name="Tag">How well the source is known.</param>
/// <param name="EffectiveFrom">First day in force.</param>
/// <param name="EffectiveTo">Last day in force; null while it is.</param>
/// <param name="ReturnedBasisPoints">The share that the treasury returns, in ten-thousandths.</param>
/// <param name="Rounding">How that share is rounded.</param>
public sealed record IncomeRule(
    IncomeKind Kind, FeeCollector CollectedBy, IncomeOwner Owner, string Citation, RuleTag Tag, DateOnly EffectiveFrom, DateOnly? EffectiveTo = null,
    long ReturnedBasisPoints = 0, ReturnRounding Rounding = ReturnRounding.Down)
{
    public bool IsInForce(DateOnly on) => EffectiveFrom <= on && !(EffectiveTo < on);

    /// <summary>The share of what was collected that the treasury returns, rounded once; the residue stays with the treasury.</summary>
    /// <example>4,800.01 at 50 %: rounded down, 2,400.00 come back and 2,400.01 stay.</example>
    public RevenueSplit Split(Money collected) => Split(collected, ReturnedBasisPoints, Rounding);

    /// <inheritdoc cref="Split(Money)"/>
    public static RevenueSplit Split(Money collected, long basisPoints, ReturnRounding rounding)
    {
        var exact = (Int128)collected.Fen * basisPoints;
        var half = rounding == ReturnRounding.HalfUp ? FeeSchedule.Whole / 2 : 0;
        var returned = new Money((long)((exact + half) / FeeSchedule.Whole));
        return new RevenueSplit(returned, collected - returned);
    }

    internal void WriteTo(CanonicalBytes bytes) => bytes.Add(Kind.ToString()).Add(CollectedBy.ToString()).Add(Owner.ToString()).Add(Citation).Add(Tag.ToString())
        .Add(EffectiveFrom).Add(EffectiveTo?.DayNumber).Add(ReturnedBasisPoints).Add(Rounding.ToString());
}

/// <summary>An institutional model of a trading centre: of each kind of income, who collects it, whose it is, and which share comes back.</summary>
/// <param name="Key">Names the model, such as <c>committee-office</c>.</param>
/// <param name="NameZh">Its Chinese name.</param>
/// <param name="NameEn">Its English name.</param>
/// <param name="Citation">Where it is described.</param>
/// <param name="Tag">How well that is known.</param>
/// <param name="Incomes">At most one rule for a kind on a day.</param>
public sealed record RevenueModel(string Key, string NameZh, string NameEn, string Citation, RuleTag Tag, IReadOnlyList<IncomeRule> Incomes)
{
    /// <summary>The rule of a kind on a day; null where the model has none.</summary>
    public IncomeRule? RuleOf(IncomeKind kind, DateOnly on) => Incomes.SingleOrDefault(i => i.Kind == kind && i.IsInForce(on));

    /// <summary>SHA-256, lower-case hexadecimal, of everything that decides about money.</summary>
    public string ContentHash()
    {
        var bytes = new CanonicalBytes().Add("revenue-model/1").Add(Key).Add(Citation).Add((long)Incomes.Count);
        foreach (var income in Incomes.OrderBy(i => i.Kind).ThenBy(i => i.EffectiveFrom))
        {
            income.WriteTo(bytes);
        }

        return Convert.ToHexStringLower(bytes.Sha256());
    }

    /// <summary>One sentence for each contradiction of the model with itself; for those who write the data files, so in English.</summary>
    public IEnumerable<string> Contradictions() => Incomes.Count == 0 ? ["it has no kind of income"] : Incomes.SelectMany(OfAnIncome).Concat(Twice());

    private static IEnumerable<string> OfAnIncome(IncomeRule rule)
    {
        (bool Wrong, string Says)[] checks =
        [
            (rule.EffectiveTo < rule.EffectiveFrom, "its last day lies before its first"),
            (rule.ReturnedBasisPoints is < 0 or > FeeSchedule.Whole, $"its share of {rule.ReturnedBasisPoints} lies outside 0 to {FeeSchedule.Whole} basis points"),
            (rule.Owner != IncomeOwner.Treasury && rule.ReturnedBasisPoints != 0, "a share of it comes back, and it is not the treasury's"),
            (rule.CollectedBy == FeeCollector.Centre && rule.Owner is not (IncomeOwner.Centre or IncomeOwner.Treasury),
                $"the centre collects it, and it is neither the centre's nor the treasury's but {rule.Owner}'s"),
            (rule.CollectedBy != FeeCollector.Centre && rule.Owner.ToString() != rule.CollectedBy.ToString(), $"{rule.CollectedBy} collects it for {rule.Owner}"),
            // Since 2011 all of it is in the budget.
            (rule is { Kind: IncomeKind.AdministrativeFee, Owner: not IncomeOwner.Treasury }, "an administrative fee is the treasury's"),
        ];
        return checks.Where(c => c.Wrong).Select(c => $"{rule.Kind}: {c.Says}");
    }

    // Two that are in force on one day would leave it to chance whose the money is.
    private IEnumerable<string> Twice() =>
        from one in Incomes.Index()
        from other in Incomes.Index()
        where one.Index < other.Index && one.Item.Kind == other.Item.Kind && !(one.Item.EffectiveTo < other.Item.EffectiveFrom) && !(other.Item.EffectiveTo < one.Item.EffectiveFrom)
        select $"{one.Item.Kind}: two of its rules are in force on one day";
}
