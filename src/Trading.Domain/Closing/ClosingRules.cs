namespace Trading.Domain.Closing;

/// <summary>What the close of a month refuses.</summary>
public static class ClosingRules
{
    /// <summary>{0}: the last day of the month. It is not over yet.</summary>
    public const string NotEnded = "closing.not-ended";

    /// <summary>{0}: the month whose turn it is. Months are closed one after another.</summary>
    public const string OutOfOrder = "closing.out-of-order";

    /// <summary>A bank account does not tie at the end of the month, and nobody says why.</summary>
    public const string Unexplained = "closing.unexplained";

    /// <summary>An entry of the month has no seal or does not balance.</summary>
    public const string EntriesUnsound = "closing.entries-unsound";

    /// <summary>The close of this month waits for another person already.</summary>
    public const string Waiting = "closing.waiting";

    /// <summary>{0}: the state. It was closed or declined before.</summary>
    public const string Decided = "closing.decided";

    /// <summary>The proof of the month, or the row that keeps it, is no longer what was proposed.</summary>
    public const string Changed = "closing.changed";
}
