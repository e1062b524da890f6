using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>Whom a tariff charges. Owner and winner are the sides of a tender, transferor and transferee those of a property deal.</summary>
public enum FeePayer
{
    /// <summary>The party that put the lot on the market.</summary>
    Owner,

    /// <summary>The party that the award went to.</summary>
    Winner,

    /// <summary>Who gives the property away, lets it, or raises the capital.</summary>
    Transferor,

    /// <summary>Who acquires the property, rents it, or brings the capital.</summary>
    Transferee,

    /// <summary>Who buys the tender document.</summary>
    Bidder,

    /// <summary>Who books the rooms.</summary>
    Host,
}

/// <summary>Which share of a part of the fee a payer bears.</summary>
/// <param name="Payer">Who pays.</param>
/// <param name="BasisPoints">The share in ten-thousandths; those of one part make up the whole.</param>
public sealed record PayerShare(FeePayer Payer, long BasisPoints);

/// <summary>A rate for time: the first hours cost one sum, however few of them are used; each further hour that is begun its rate.</summary>
/// <param name="PerHour">What a further hour costs, for one room or expert.</param>
/// <param name="FirstHours">How many hours the first sum covers; zero where every hour costs the same.</param>
/// <param name="First">The first sum, for one room or expert.</param>
public sealed record HourRate(Money PerHour, int FirstHours, Money First)
{
    /// <summary>What hours cost one room or expert.</summary>
    public Money Of(int hours) => new(First.Fen + (PerHour.Fen * Math.Max(0, hours - FirstHours)));
}

/// <summary>A part of a fee with tiers of its own: the whole of it where the tariff has one table, one for each side where it has two.</summary>
/// <param name="Tiers">In rising order; only the last is open.</param>
/// <param name="Payers">Who bears the part, and in which shares.</param>
/// <param name="Floor">The least that the part comes to.</param>
/// <param name="Cap">The most that it comes to.</param>
/// <param name="Hours">The rate where time is charged, which has no tiers.</param>
public sealed record FeePart(
    IReadOnlyList<FeeTier> Tiers, IReadOnlyList<PayerShare> Payers, Money? Floor = null, Money? Cap = null, HourRate? Hours = null)
{
    /// <summary>What each payer bears of an amount, in whole fen that sum to it: the fen left over go to the largest remainders, of equal ones to the first.</summary>
    /// <example>0.03 yuan in halves is 0.02 and 0.01.</example>
    public IReadOnlyList<Money> Split(Money whole)
    {
        var exact = Payers.Select(p => Int128.DivRem((Int128)whole.Fen * p.BasisPoints, FeeSchedule.Whole)).ToList();
        var left = (int)(whole.Fen - exact.Sum(e => (long)e.Quotient));
        var raised = Enumerable.Range(0, exact.Count).OrderByDescending(i => exact[i].Remainder).Take(left).ToHashSet();
        return [.. exact.Select((e, i) => new Money((long)e.Quotient + (raised.Contains(i) ? 1 : 0)))];
    }

    internal void WriteTo(CanonicalBytes bytes)
    {
        bytes.Add(Floor?.Fen).Add(Cap?.Fen).Add(Hours?.PerHour.Fen).Add(Hours?.FirstHours).Add(Hours?.First.Fen).Add((long)Payers.Count);
        foreach (var share in Payers)
        {
            bytes.Add(share.Payer.ToString()).Add(share.BasisPoints);
        }

        bytes.Add((long)Tiers.Count);
        foreach (var tier in Tiers)
        {
            bytes.Add(tier.UpTo?.Fen).Add(tier.RatePer100000).Add(tier.Method.ToString());
        }
    }
}
