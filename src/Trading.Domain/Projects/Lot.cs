using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Domain.Projects;

/// <summary>What is procured: decides thresholds, the cap of deposits and the column of fee tables. Stored by name.</summary>
public enum LotCategory
{
    Works,
    Goods,

    /// <summary>Survey and design (勘察设计): services with a cap of their own.</summary>
    Design,

    /// <summary>Supervision and every other service.</summary>
    Services,
}

/// <summary>One lot (标段) of a project: the thing that bidders bid for. How it is traded stands with its tender or auction.</summary>
public sealed class Lot
{
    private Lot()
    {
    }

    public long Id { get; private set; }
    public long ProjectId { get; private set; }
    public long CentreId { get; private set; }
    public int Number { get; private set; }
    public string? Code { get; private set; }
    public string Name { get; private set; } = "";
    public LotCategory Category { get; private set; }

    /// <summary>The estimate (估算价) on which caps of deposits are reckoned.</summary>
    public Money Estimate { get; private set; }

    /// <summary>The maximum price (最高投标限价): a bid above it is rejected.</summary>
    public Money Ceiling { get; private set; }

    /// <summary>Only where the method of the project's rulebook has a floor: a bid below it is rejected.</summary>
    public Money? Floor { get; private set; }

    /// <summary>The bid deposit (投标保证金); zero where none is asked.</summary>
    public Money Deposit { get; private set; }

    /// <summary>The time in which the contract is to be performed, in calendar days.</summary>
    public int ContractDays { get; private set; }

    internal static Lot Of(long centreId, int number, LotFacts facts)
    {
        var lot = new Lot { CentreId = centreId, Number = number };
        lot.Describe(facts);
        return lot;
    }

    internal void Describe(LotFacts facts)
    {
        (Name, Category, ContractDays) = (facts.Name.Trim(), facts.Category, facts.ContractDays);
        (Estimate, Ceiling, Floor, Deposit) = (facts.Estimate, facts.Ceiling, facts.Floor, facts.Deposit);
    }

    internal void BelongTo(long centreId) => CentreId = centreId;

    internal void Renumber(int number) => Number = number;

    /// <summary>The lot's code is the project's code and a serial of three digits.</summary>
    internal void GiveCode(string projectCode) => Code = projectCode + Number.ToString("D3", CultureInfo.InvariantCulture);
}

/// <summary>What the owner says of a lot.</summary>
public sealed record LotFacts(
    string Name, LotCategory Category, Money Estimate, Money Ceiling, Money? Floor, Money Deposit, int ContractDays);
