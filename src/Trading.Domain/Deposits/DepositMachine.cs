using System.Collections.Frozen;
using Trading.Domain.Shared;
using static Trading.Domain.Deposits.DepositEvent;
using static Trading.Domain.Deposits.DepositState;

namespace Trading.Domain.Deposits;

/// <summary>Where a deposit stands.</summary>
/// <param name="State">The state that everybody sees.</param>
/// <param name="Under">What lies under a state that only holds it up (frozen, forfeiture proposed): what it is again when that ends. Null under all others.</param>
public readonly record struct DepositPosition(DepositState State, DepositState? Under = null);

/// <summary>
/// The one table of a deposit's life (rules 3.3): position and event give the next position, and what stands nowhere in it is refused. What the procedure lets
/// happen while a deposit is frozen, or its forfeiture proposed, happens to what lies under that, to show when the order is lifted or the proposal declined: no
/// order of events loses the day on which money is owed.
/// </summary>
public static class DepositMachine
{
    private static readonly FrozenDictionary<(DepositState, DepositEvent), DepositState> Table = Rows().ToFrozenDictionary(r => (r.From, r.Event), r => r.To);

    /// <summary>True where nothing is left to happen, but for a bank that sends a refund back.</summary>
    public static bool IsEnd(this DepositState state) => state is Refunded or Converted or Forfeited or DepositState.Void;

    /// <summary>True while money that arrives for it is received as this deposit.</summary>
    public static bool TakesMoney(this DepositState state) => state is Awaited or Short or Confirmed;

    /// <summary>True for the events by which the procedure lets the money go back.</summary>
    public static bool LetsGo(this DepositEvent what) =>
        what is Withdrawn or NeverBid or Exited or ExtensionRefused or Terminated or NotQualified or Lost or ContractSigned;

    /// <summary>The position after an event; null where the event is refused.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="what">What happens.</param>
    /// <param name="holdsMoney">Whether anything has arrived: nothing cannot be owed, frozen, forfeited or converted.</param>
    public static DepositPosition? Next(DepositPosition at, DepositEvent what, bool holdsMoney)
    {
        if (!holdsMoney && what is FreezeOrdered or ForfeitureProposed or ConvertedWhole or ConvertedInPart)
        {
            return null;
        }

        if (at.Under is not { } under)
        {
            return !Table.TryGetValue((at.State, what), out var next) ? null
                : LiesOver(next) ? new DepositPosition(next, at.State)
                : new DepositPosition(next == RefundDue && !holdsMoney ? DepositState.Void : next);
        }

        if ((at.State, what) is (Frozen, FreezeLifted) or (ForfeitProposed, ForfeitureDeclined))
        {
            return new DepositPosition(under);
        }

        return what.LetsGo()
            ? Table.TryGetValue((under, what), out var below) ? at with { Under = below } : null
            : Table.TryGetValue((at.State, what), out var over) ? new DepositPosition(over, LiesOver(over) ? under : null) : null;
    }

    /// <summary>The position after an event.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c></exception>
    public static DepositPosition Require(DepositPosition at, DepositEvent what, bool holdsMoney) =>
        Next(at, what, holdsMoney) ?? throw new RuleBrokenException(DepositRules.WrongState, at.State);

    private static bool LiesOver(DepositState state) => state is Frozen or ForfeitProposed;

    private static IEnumerable<(DepositState From, DepositEvent Event, DepositState To)> Rows()
    {
        foreach (var from in Enum.GetValues<DepositState>().Where(TakesMoney))
        {
            yield return (from, ReceivedInPart, Short);
            yield return (from, ReceivedInFull, Confirmed);
            yield return (from, TakenBackInPart, Short);
            yield return (from, TakenBackWhole, Awaited);
        }

        yield return (Confirmed, CutOffPassed, Locked);
        foreach (var what in Enum.GetValues<DepositEvent>().Where(LetsGo))
        {
            foreach (var from in (DepositState[])[Awaited, Short, Confirmed, Locked])
            {
                yield return (from, what, RefundDue);
            }
        }

        // Also after the day on which it falls due, as long as nobody has sent it.
        foreach (var from in (DepositState[])[Locked, RefundDue])
        {
            yield return (from, ConvertedWhole, Converted);
            yield return (from, ConvertedInPart, RefundDue);
            yield return (from, FreezeOrdered, Frozen);
            yield return (from, ForfeitureProposed, ForfeitProposed);
        }

        // An authority's order stands above a proposal: the proposal lapses, and what lay under it lies under the order.
        yield return (ForfeitProposed, FreezeOrdered, Frozen);
        yield return (ForfeitProposed, ForfeitureApproved, Forfeited);

        yield return (RefundDue, RefundSent, Refunding);
        yield return (Refunding, RefundPaid, Refunded);
        yield return (Refunding, RefundRejected, RefundDue);
        yield return (Refunded, RefundReturned, RefundDue);
    }
}
