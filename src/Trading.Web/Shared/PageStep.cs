namespace Trading.Web.Shared;

public enum StepState
{
    Todo,
    Now,
    Done,
}

/// <summary>One step of a step bar: its word, where it stands, and a second line such as a date.</summary>
public sealed record PageStep(string Word, StepState State, string? Note = null);
