using System.ComponentModel.DataAnnotations;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Centre.Models;

/// <summary>The host's page: state and clock before the opening, the record after it, the reason where it is held.</summary>
public sealed record OpeningPage(LotView Lot, OpeningRecordFacts? Record, HeldOpening? Held, DateTime NowUtc)
{
    public HostForm Form { get; } = new();

    /// <summary>The closing time has passed and nobody has opened yet.</summary>
    public bool IsDue => IsDueAt(Lot, NowUtc);

    public static void RequireDue(LotView lot, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(lot);
        if (lot.Tender is { State: TenderState.Bidding, DeadlineUtc: { } deadline } && nowUtc < deadline)
        {
            throw new RuleBrokenException(TenderingRules.TooEarlyToOpen, deadline, nowUtc);
        }

        if (!IsDueAt(lot, nowUtc))
        {
            throw new RuleBrokenException(TenderingRules.WrongState);
        }
    }

    private static bool IsDueAt(LotView lot, DateTime nowUtc) =>
        lot.Tender is { State: TenderState.Bidding or TenderState.Closed, DeadlineUtc: { } deadline } && nowUtc >= deadline;
}

public sealed class HostForm
{
    [MustConfirm, Display(Name = "opening.field.confirm")]
    public bool Confirmed { get; set; }
}
