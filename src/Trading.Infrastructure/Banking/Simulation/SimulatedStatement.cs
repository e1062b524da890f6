using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking.Simulation;

/// <summary>A booking of the simulated bank: when (written in Beijing time to the second), and what it adds to the balance.</summary>
public sealed record SimulatedLine(DateTime BookedUtc, Money Amount)
{
    public string CounterpartyName { get; init; } = string.Empty;
    public string CounterpartyAccount { get; init; } = string.Empty;
    public string CounterpartyBank { get; init; } = string.Empty;
    /// <summary>It takes an earlier line back: a negative amount on the side of the first.</summary>
    public bool IsReversal { get; init; }

    public string Summary { get; init; } = string.Empty;
    public string Remark { get; init; } = string.Empty;
    public string Serial { get; init; } = string.Empty;
    public string SubAccount { get; init; } = string.Empty;
}

/// <summary>What the simulated bank prints: the lines oldest first, each line's balance following from the one before.</summary>
public sealed record SimulatedStatement(string Account, Money Opening, IReadOnlyList<SimulatedLine> Lines)
{
    public Money Closing => Lines.Aggregate(Opening, (balance, line) => balance + line.Amount);
}
