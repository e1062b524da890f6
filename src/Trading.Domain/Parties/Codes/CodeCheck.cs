namespace Trading.Domain.Parties.Codes;

/// <summary>What a machine can say of a code by itself: that it is well formed, never that it was issued or to whom.</summary>
/// <param name="Valid">True when every check that the kind of code has was passed.</param>
/// <param name="Reason">The words key of the first check that failed, such as <c>code.uscc.check-digit</c>; null when valid.</param>
public sealed record CodeCheck(bool Valid, string? Reason)
{
    public static readonly CodeCheck Passed = new(true, null);

    public static CodeCheck Failed(string reason) => new(false, reason);
}
