namespace Trading.Infrastructure.Shared;

/// <summary>Who does it, and why where a reason is asked: travels with every write into the chain of events.</summary>
/// <param name="UserId">The signed-in person; null where the clock or a job acts.</param>
/// <param name="Reason">In the words of that person.</param>
public sealed record Acting(long? UserId, string? Reason = null)
{
    /// <summary>The clock, through a job: nobody pressed a button.</summary>
    public static readonly Acting Clock = new((long?)null);

    /// <summary>The person, for what people alone do: the clock neither proposes, approves nor orders.</summary>
    /// <exception cref="InvalidOperationException">Nobody pressed a button.</exception>
    public long RequirePerson() => UserId ?? throw new InvalidOperationException("This is done by people.");
}
