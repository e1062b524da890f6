using Trading.Infrastructure;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Supervision;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Supervisor.Models;

/// <summary>The latest run of the checks, and what is told of a digest that was asked about.</summary>
public sealed record VerifyPage(VerificationRun? Latest, string? Digest, DigestAnswer? Answer);

/// <summary>One sentence about a digest.</summary>
public sealed record DigestAnswer(Status Status, string Key, Word? Chain = null, DateOnly? MadeOn = null)
{
    public static DigestAnswer Of(KnownCheckpoint? known) => known switch
    {
        null => new DigestAnswer(Status.Bad, "checkpoint.unknown"),
        { Holds: true } => new DigestAnswer(Status.Ok, "checkpoint.holds", new Word($"checkpoint.chain.{known.Chain}"), known.MadeOn),
        _ => new DigestAnswer(Status.Bad, "checkpoint.broken", new Word($"checkpoint.chain.{known.Chain}"), known.MadeOn),
    };
}
