namespace Trading.Infrastructure.Sealing;

/// <summary>In which way a seal does not hold. The opening record distinguishes them; none says anything about the content.</summary>
public enum SealFault
{
    /// <summary>The bytes do not have the form of a sealed envelope or record, or end too early to have it.</summary>
    Malformed,

    /// <summary>A version or suite that this release does not know.</summary>
    Unsupported,

    /// <summary>Sealed for another key than the one used to open it.</summary>
    OtherKey,

    /// <summary>Changed, cut, reordered, or belonging to another lot, participation, version or part.</summary>
    Altered,
}

/// <summary>
/// Sealed bytes do not open as what they claim to be. Whatever was read from them before this was thrown must be thrown away:
/// only a complete opening proves anything.
/// </summary>
public sealed class SealBrokenException : Exception
{
    public SealBrokenException(SealFault fault, Exception? cause = null)
        : base($"The seal does not hold: {fault}.", cause) => Fault = fault;

    public SealFault Fault { get; }
}
