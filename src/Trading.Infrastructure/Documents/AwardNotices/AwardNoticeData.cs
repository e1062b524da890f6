using Trading.Domain.Shared;

namespace Trading.Infrastructure.Documents.AwardNotices;

/// <summary>The facts that an award notice (中标通知书) states. PDF and HTML, Chinese and English, are made of the same record.</summary>
public sealed record AwardNoticeData
{
    public required string NoticeNumber { get; init; }
    public required string CentreName { get; init; }

    /// <summary>For the English version; everything else is printed as it was registered.</summary>
    public required string CentreNameEn { get; init; }

    /// <summary>The centre signs as witness only where it is configured to; the notice is the owner's.</summary>
    public required bool IsWitnessed { get; init; }

    public required string OwnerName { get; init; }
    public required string? AgencyName { get; init; }
    public required string WinnerName { get; init; }
    public required string ProjectName { get; init; }
    public required string ProjectCode { get; init; }
    public required string LotName { get; init; }
    public required string LotCode { get; init; }
    public required DateOnly BidSubmittedOn { get; init; }
    public required Money Price { get; init; }

    /// <summary>Calendar days.</summary>
    public required int PeriodDays { get; init; }

    /// <summary>Days from issue within which the contract is to be signed, from the project's rulebook.</summary>
    public required int ContractWithinDays { get; init; }

    public required DateTime IssuedAtUtc { get; init; }

    /// <summary>The public page that tells whether this number and hash are genuine.</summary>
    public required Uri VerificationUrl { get; init; }

    /// <summary>
    /// SHA-256, lower-case hexadecimal, of the facts above without the address, which may move. Printed on the notice; whoever holds the facts can count it again.
    /// </summary>
    public string ContentHash() => Convert.ToHexStringLower(new CanonicalBytes()
        .Add("award-notice/1").Add(NoticeNumber).Add(CentreName).Add(CentreNameEn).Add(IsWitnessed ? 1L : 0L)
        .Add(OwnerName).Add(AgencyName).Add(WinnerName)
        .Add(ProjectName).Add(ProjectCode).Add(LotName).Add(LotCode)
        .Add(BidSubmittedOn).Add(Price).Add((long)PeriodDays)
        .Add((long)ContractWithinDays).Add(IssuedAtUtc)
        .Sha256());
}
