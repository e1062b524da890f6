using Trading.Domain.Shared;

namespace Trading.Domain.Proceeds;

/// <summary>What a contract, or an agreement that changes it, may say of the price by itself and by the line's rules.</summary>
internal static class PriceChecks
{
    /// <summary>A million million yuan: far above any price, far below where the sums of many would overflow.</summary>
    private const long MostFen = 100_000_000_000_000;

    public static void RequireWellFormed(PriceTerms terms, DateOnly today)
    {
        if (!terms.Price.IsPositive || terms.Price.Fen > MostFen)
        {
            throw new RuleBrokenException(ProceedsRules.PriceOutOfRange, terms.Price);
        }

        if (terms.ContractOn > today)
        {
            throw new RuleBrokenException(ProceedsRules.ContractToCome);
        }

        RequireParts(terms.Instalments, terms.Price, terms.ContractOn);
    }

    public static void RequireParts(IReadOnlyList<InstalmentTerms> parts, Money whole, DateOnly from)
    {
        if (parts.Count is 0 or > PricePlan.MostInstalments)
        {
            throw new RuleBrokenException(ProceedsRules.TooManyInstalments, PricePlan.MostInstalments);
        }

        var before = from;
        for (var i = 0; i < parts.Count; i++)
        {
            var (amount, dueOn) = parts[i];
            if (!amount.IsPositive || amount > whole || dueOn < before)
            {
                throw new RuleBrokenException(ProceedsRules.InstalmentMalformed, i + 1);
            }

            before = dueOn;
        }

        var sum = Money.Sum(parts.Select(i => i.Amount));
        if (sum != whole)
        {
            throw new RuleBrokenException(ProceedsRules.SumDiffers, whole, sum);
        }
    }

    /// <summary>A contract's parts: the first is the line's share, the first and the last are there in time.</summary>
    public static void RequireLawful(PriceTerms terms, PriceBounds bounds) =>
        RequireLawful(terms.Price, [.. terms.Instalments.Select(i => i.DueOn)], terms.Instalments[0].Amount, bounds);

    /// <summary>The same of a plan that is changed: what was to be there by the first day, in however many parts, is still the line's share.</summary>
    public static void RequireLawful(Money price, Instalment[] rows, PriceBounds bounds) =>
        RequireLawful(price, [.. rows.Select(i => i.DueOn)], Money.Sum(rows.Where(i => i.DueOn <= bounds.FirstBy).Select(i => i.Amount)), bounds);

    private static void RequireLawful(Money price, DateOnly[] days, Money first, PriceBounds bounds)
    {
        if (days[0] > bounds.FirstBy)
        {
            throw RuleBrokenException.Cited(ProceedsRules.FirstTooLate, bounds.Policy.First.Citation, bounds.FirstBy, days[0]);
        }

        if (days.Length == 1)
        {
            return;
        }

        var share = bounds.Policy.FirstShare;
        if (price.ShareAtLeast(share.Number) is var least && first < least)
        {
            throw RuleBrokenException.Cited(ProceedsRules.FirstTooSmall, share.Citation, least, first);
        }

        if (days[^1] > bounds.LastBy)
        {
            throw RuleBrokenException.Cited(ProceedsRules.LastTooLate, bounds.Policy.Last.Citation, bounds.LastBy, days[^1]);
        }
    }

    /// <summary>Where the line says so, what is deferred bears interest at no less than the loan rate, and is secured.</summary>
    public static void RequireInterest(int parts, long? basisPoints, string? security, PriceBounds bounds)
    {
        if (parts == 1 || bounds.Policy.InterestTable is not { } rule)
        {
            return;
        }

        if ((basisPoints ?? 0) < bounds.LeastInterest)
        {
            throw RuleBrokenException.Cited(ProceedsRules.InterestTooLow, rule.Citation, bounds.LeastInterest / 100m, (basisPoints ?? 0) / 100m);
        }

        if (string.IsNullOrWhiteSpace(security))
        {
            throw RuleBrokenException.Cited(ProceedsRules.SecurityMissing, rule.Citation);
        }
    }
}
