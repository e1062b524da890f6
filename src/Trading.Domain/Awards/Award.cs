using Trading.Domain.Shared;

namespace Trading.Domain.Awards;

/// <summary>The owner's decision on the winner (定标) of a lot.</summary>
public sealed class Award
{
    public long LotId { get; init; }
    public Guid ParticipationId { get; init; }
    public long OrganisationId { get; init; }
    public required string WinnerName { get; init; }
    public int Rank { get; init; }

    /// <summary>The bid price, never the evaluated price: what the contract is signed at.</summary>
    public Money Price { get; init; }
    public int ContractDays { get; init; }

    /// <summary>Why the first candidate was passed over under state funds: one of the grounds that the law names; null elsewhere.</summary>
    public string? Ground { get; init; }

    /// <summary>What is said besides; without state funds the reason itself.</summary>
    public string? Reason { get; init; }
    public long? DecidedBy { get; init; }
    public DateTime DecidedAtUtc { get; init; }
}

/// <summary>The contract of a lot as signed and recorded.</summary>
public sealed class ContractRecord
{
    public long LotId { get; init; }
    public DateOnly SignedOn { get; init; }
    public Money Price { get; init; }
    public long? RecordedBy { get; init; }
    public DateTime RecordedAtUtc { get; init; }
}

/// <summary>
/// An award notice (中标通知书): issued with the award, rendered by a job, verified by anyone with its number and code. The content hash binds the
/// facts; the documents' hashes bind the two files.
/// </summary>
public sealed class AwardNotice
{
    public Guid Id { get; init; }
    public long LotId { get; init; }
    public long CentreId { get; init; }
    public required string Number { get; init; }

    /// <summary>Random; stands in the address that the QR code holds.</summary>
    public required string VerificationCode { get; init; }
    public DateTime IssuedAtUtc { get; init; }

    /// <summary>The facts that both languages and both forms are made of, as JSON.</summary>
    public required string Facts { get; init; }
    public required byte[] ContentHash { get; init; }
    public string? ChineseBlobId { get; private set; }
    public byte[]? ChineseSha256 { get; private set; }
    public string? EnglishBlobId { get; private set; }
    public byte[]? EnglishSha256 { get; private set; }
    public DateTime? RenderedAtUtc { get; private set; }

    /// <summary>Keeps the rendered files; a second rendering changes nothing.</summary>
    public void Rendered(string chineseBlobId, byte[] chineseSha256, string englishBlobId, byte[] englishSha256, DateTime nowUtc)
    {
        if (RenderedAtUtc is null)
        {
            (ChineseBlobId, ChineseSha256, EnglishBlobId, EnglishSha256, RenderedAtUtc) = (chineseBlobId, chineseSha256, englishBlobId, englishSha256, nowUtc);
        }
    }
}

public static class AwardRules
{
    /// <summary>The winner is one of the ranked candidates.</summary>
    public const string NotACandidate = "awards.not-a-candidate";

    /// <summary>A state-funded project goes to the first candidate, or to another on a ground that the law names; other words do not do.</summary>
    public const string FirstCandidateFirst = "awards.first-candidate-first";

    /// <summary>The publicity of the candidates has not run its full time.</summary>
    public const string PublicityRunning = "awards.publicity-running";

    /// <summary>A decision to award to nobody, or past the first candidate, gives its reason.</summary>
    public const string ReasonMissing = "awards.reason-missing";

    /// <summary>The contract is signed on or after the award notice and at the bid price.</summary>
    public const string ContractDiffers = "awards.contract-differs";
}
