namespace Trading.Domain.Banking;

/// <summary>What decisions of two people refuse, whatever they are about.</summary>
public static class DecisionRules
{
    /// <summary>A proposal on it waits for another person already.</summary>
    public const string Waiting = "decisions.waiting";

    /// <summary>{0}: the state. It was approved or declined before.</summary>
    public const string Decided = "decisions.decided";

    /// <summary>What stands in the database is no longer what was proposed.</summary>
    public const string Changed = "decisions.changed";
}
