using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Deposits;
using Trading.Domain.Rulebooks;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Shared.Lots;

/// <summary>The guarantees and insurances of an opened lot, for one audience.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Home">Where this audience has the page, such as <c>/owner/lots/7/covers</c>.</param>
/// <param name="Covers">What was handed in.</param>
/// <param name="Grounds">For what the line has an issuer pay.</param>
public sealed record CoversPage(LotView Lot, string Home, IReadOnlyList<OpenedCover> Covers, IReadOnlyList<(ForfeitGround Ground, Rule Rule)> Grounds)
{
    public CoverCheckForm Check { get; } = new();
    public CoverClaimForm Claim { get; } = new();
    public UncoveredBidForm Uncovered { get; } = new();

    /// <summary>The bids that have lost a pooled deposit, about which the owner has to decide.</summary>
    public IReadOnlyList<UncoveredBid> WithoutDeposit { get; init; } = [];

    /// <summary>This reader's side proposes claims: the owner's, in whose favour they are.</summary>
    public bool MayClaim { get; init; }

    /// <summary>This reader decides claims; whoever proposed one does not.</summary>
    public bool MayDecide { get; init; }
}

public sealed class CoverCheckForm
{
    [Required, Display(Name = "cover.field.good")]
    public bool? Good { get; set; }

    [Required, StringLength(2000), Display(Name = "cover.field.how"), RuleField(CoverRules.ReasonMissing)]
    public string? How { get; set; }
}

public sealed class CoverClaimForm
{
    [Required, Display(Name = "cover.field.ground"), RuleField(DepositRules.NoSuchGround)]
    public ForfeitGround? Ground { get; set; }

    [Required, StringLength(2000), Display(Name = "cover.field.evidence")]
    public string? Evidence { get; set; }
}

public sealed class UncoveredBidForm
{
    [Required, Display(Name = "cover.field.outcome"), RuleField(CoverRules.UncoveredOutcome)]
    public UncoveredOutcome? Outcome { get; set; }

    [Required, StringLength(2000), Display(Name = "cover.field.because")]
    public string? Because { get; set; }
}

public static class CoverResults
{
    /// <summary>The words of a state: what stood on a deposit is not claimed, its deposit is forfeited.</summary>
    public static string KeyOf(this CoverState state, CoverKind? kind) =>
        kind == CoverKind.Pooled && state == CoverState.Claimed ? $"enum.DepositState.{DepositState.Forfeited}" : $"enum.CoverState.{state}";

    public static Status Kind(this CoverState state) => state switch
    {
        CoverState.Issued => Status.Info,
        CoverState.Verified or CoverState.Released => Status.Ok,
        CoverState.Refused or CoverState.Unreadable or CoverState.Claimed => Status.Bad,
        CoverState.Expired => Status.Warn,
        CoverState.Replaced or CoverState.Withdrawn => Status.Neutral,
    };

    /// <summary>Nothing leaves before the whole file is decrypted and found to be what was handed in.</summary>
    public static async Task<IActionResult> CoverFileAsync(this Controller controller, OpeningService opening, long lotId, Guid cover, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(opening);
        var content = new ScratchStream();
        controller.HttpContext.Response.RegisterForDispose(content);
        if (await opening.ReadCoverFileAsync(lotId, cover, content, acting, ct) is not { } name)
        {
            return controller.NotFound();
        }

        await content.CompleteAsync(ct);
        return controller.File(content, "application/octet-stream", name);
    }
}
