using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// A statement file from the inbox that could not be read, kept until somebody of finance ends it. File and name are sealed: both may tell who paid for
/// an unopened lot. Why it could not be read stands in clear, without the line and without what stands there.
/// </summary>
public sealed class UnreadableFile
{
    public Guid Id { get; init; }
    public long CentreId { get; init; }
    public long BankAccountId { get; init; }

    /// <summary>The form in which it was to be read: the account's profile at that time.</summary>
    public required string Profile { get; init; }
    public required byte[] SealedFile { get; init; }

    /// <summary>The name under which it was delivered, sealed.</summary>
    public required byte[] SealedName { get; init; }

    /// <summary>SHA-256 of the file, keyed: the same file again makes no second row.</summary>
    public required string FileTag { get; init; }

    /// <summary>Why: a words key, and what fills it, one a line.</summary>
    public required string Reason { get; init; }
    public required string ReasonValues { get; init; }
    public DateTime ReceivedAtUtc { get; init; }

    /// <summary>Who ended it; null where a later import could read it.</summary>
    public long? EndedBy { get; private set; }
    public DateTime? EndedAtUtc { get; private set; }

    /// <summary>What was done about it, in the words of whoever ended it; null where a later import could read it.</summary>
    public string? EndedBecause { get; private set; }
    public long Version { get; private set; }

    /// <summary>Nothing more is to be done about it.</summary>
    /// <exception cref="RuleBrokenException"><c>banking.file-ended</c></exception>
    public void End(long? by, string? because, DateTime nowUtc)
    {
        if (EndedAtUtc is not null)
        {
            throw new RuleBrokenException(BankingRules.FileEnded);
        }

        (EndedBy, EndedBecause, EndedAtUtc) = (by, because, nowUtc);
        Version++;
    }
}
