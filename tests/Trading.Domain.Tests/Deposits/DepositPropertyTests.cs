using CsCheck;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Deposits;

/// <summary>
/// Whatever happens to the deposits of many lots and bidders, in whatever order: no fen is lost, none goes two ways, what is refused changes nothing, a promised
/// day never moves, and each can be brought to an end.
/// </summary>
public sealed class DepositPropertyTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static readonly Gen<(int Whose, DepositEvent What, long Fen)[]> Lives = Gen.Select(Gen.Int[0, 5], Gen.Enum<DepositEvent>(), Gen.Long[1, 120]).Array[0, 120];

    // What the bank does with each refund before one stays paid: the account is closed, or it sends the money back.
    private static readonly Gen<DepositEvent[][]> Bank = Gen.Bool.Select(isRejected => isRejected ? DepositEvent.RefundRejected : DepositEvent.RefundReturned).Array[0, 4].Array[6];

    [Fact]
    public void AnyLives_OfManyDeposits_LoseNothing_PayOnce_AndEnd() => Gen.Select(Gen.Long[0, 100].Array[6], Lives, Bank).Sample((dues, lives, bank) =>
    {
        var told = dues.Select((due, i) => new Told(due, lot: i / 2)).ToArray();
        foreach (var ((whose, what, fen), index) in lives.Select((h, i) => (h, i)))
        {
            // What the procedure says of a lot, it says to all its bidders.
            foreach (var one in what.LetsGo() ? told.Where(t => t.Lot == told[whose].Lot) : [told[whose]])
            {
                one.Tell(what, fen, Day.AddDays(index));
            }
        }

        foreach (var (one, answers) in told.Zip(bank))
        {
            one.End(answers, Day);
        }
    });

    [Fact]
    public void FallDue_WhileFrozen_ShowsWhenTheOrderIsLifted()
    {
        var deposit = Locked();
        deposit.Freeze();

        Assert.True(deposit.FallDue(DepositEvent.ContractSigned, Day, "rule", "citation", withInterest: true));
        Assert.Equal((DepositState.Frozen, Day), (deposit.State, deposit.RefundDueOn));
        Assert.Equal(DepositRules.WrongState, Assert.Throws<RuleBrokenException>(deposit.Refunding).Rule);
        deposit.Unfreeze();
        Assert.Equal((DepositState.RefundDue, (DepositState?)null), (deposit.State, deposit.StateUnder));
    }

    [Fact]
    public void Freeze_OfAProposedForfeiture_LeavesNothingToApprove()
    {
        var deposit = Locked();
        deposit.ProposeForfeiture();
        deposit.Freeze();

        Assert.Equal(DepositRules.WrongState, Assert.Throws<RuleBrokenException>(() => deposit.Forfeit()).Rule);
        deposit.Unfreeze();
        Assert.Equal(DepositState.Locked, deposit.State);
    }

    [Fact]
    public void Convert_APart_SendsTheRestBack_AndNeverMoreThanIsThere()
    {
        var deposit = Locked();

        Assert.Equal(DepositRules.MoreThanHeld, Assert.Throws<RuleBrokenException>(() => deposit.Convert(new Money(101), Day, "rule", "citation", false)).Rule);
        Assert.Equal(DepositRules.MoreThanHeld, Assert.Throws<RuleBrokenException>(() => deposit.Convert(Money.Zero, Day, "rule", "citation", false)).Rule);
        deposit.Convert(new Money(60), Day, "rule", "citation", false);
        Assert.Equal((DepositState.RefundDue, new Money(40), Day), (deposit.State, deposit.Refundable, deposit.RefundDueOn));
        deposit.Convert(new Money(40), Day, "rule", "citation", false);
        Assert.Equal((DepositState.Converted, Money.Zero), (deposit.State, deposit.Refundable));
    }

    [Theory]
    [InlineData(DepositEvent.RefundPaid)]
    [InlineData(DepositEvent.FreezeOrdered)]
    public void FallDue_ByAnEventThatLetsNothingGo_IsABug(DepositEvent what) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Locked().FallDue(what, Day, "rule", "citation", false));

    // The table as a whole: what may happen in each state, with money and nothing held up.
    [Theory]
    [InlineData(DepositState.Awaited, "ReceivedInPart ReceivedInFull TakenBackInPart TakenBackWhole Withdrawn NeverBid Exited ExtensionRefused Terminated NotQualified Lost ContractSigned")]
    [InlineData(DepositState.Confirmed, "ReceivedInPart ReceivedInFull TakenBackInPart TakenBackWhole CutOffPassed Withdrawn NeverBid Exited ExtensionRefused Terminated NotQualified Lost ContractSigned")]
    [InlineData(DepositState.Locked, "Withdrawn NeverBid Exited ExtensionRefused Terminated NotQualified Lost ContractSigned ConvertedWhole ConvertedInPart FreezeOrdered ForfeitureProposed")]
    [InlineData(DepositState.RefundDue, "ConvertedWhole ConvertedInPart FreezeOrdered ForfeitureProposed RefundSent")]
    [InlineData(DepositState.Refunding, "RefundPaid RefundRejected")]
    [InlineData(DepositState.Refunded, "RefundReturned")]
    [InlineData(DepositState.Converted, "")]
    [InlineData(DepositState.Forfeited, "")]
    [InlineData(DepositState.Void, "")]
    public void Next_OfEachState_TakesTheEventsOfTheTable(DepositState state, string events) =>
        Assert.Equal(events, string.Join(' ', Enum.GetValues<DepositEvent>().Where(e => DepositMachine.Next(new DepositPosition(state), e, holdsMoney: true) is not null)));

    [Theory]
    [InlineData(DepositState.Frozen, "Withdrawn NeverBid Exited ExtensionRefused Terminated NotQualified Lost ContractSigned FreezeLifted")]
    [InlineData(DepositState.ForfeitProposed, "Withdrawn NeverBid Exited ExtensionRefused Terminated NotQualified Lost ContractSigned FreezeOrdered ForfeitureDeclined ForfeitureApproved")]
    public void Next_OfADepositThatIsHeldUp_TakesTheEventsOfTheTable(DepositState state, string events) =>
        Assert.Equal(
            events,
            string.Join(' ', Enum.GetValues<DepositEvent>().Where(e => DepositMachine.Next(new DepositPosition(state, DepositState.Locked), e, holdsMoney: true) is not null)));

    private static Deposit Locked()
    {
        var deposit = Deposit.Instruct(Guid.NewGuid(), 1, 1, 1, "tag", new Money(100), "check");
        deposit.Receive(new Money(100), Day, [1], Guid.NewGuid());
        deposit.Lock();
        return deposit;
    }

    /// <summary>A deposit with what it was told, beside which a small account of its own is kept.</summary>
    private sealed class Told(long due, int lot)
    {
        private readonly Deposit _deposit = Deposit.Instruct(Guid.NewGuid(), lot, 1, 1, "tag", new Money(due), "check");
        private long _arrived;
        private long _paid;
        private long _converted;
        private long _forfeited;
        private DateOnly? _promised;

        public int Lot => lot;

        public void Tell(DepositEvent what, long fen, DateOnly day)
        {
            var before = Picture();
            var refundable = _deposit.Refundable.Fen;
            var isDone = Try(what, fen, day);
            Assert.True(isDone || before == Picture(), $"{what} was refused and changed the deposit");
            if (isDone)
            {
                Count(what, fen, refundable);
            }

            Check();
        }

        /// <summary>Whoever holds it up lets go, the procedure ends, and the bank pays, after it has failed to as often as it does.</summary>
        public void End(IReadOnlyCollection<DepositEvent> failures, DateOnly day)
        {
            foreach (var what in (DepositEvent[])[
                DepositEvent.FreezeLifted, DepositEvent.ForfeitureDeclined, DepositEvent.Terminated, DepositEvent.RefundSent,
                .. failures.SelectMany(Fail), DepositEvent.RefundPaid])
            {
                Tell(what, 1, day);
            }

            Assert.True(_deposit.State.IsEnd(), $"{_deposit.State} cannot be ended");
            Assert.Equal(_arrived, _paid + _converted + _forfeited);
        }

        private static DepositEvent[] Fail(DepositEvent how) => how == DepositEvent.RefundReturned
            ? [DepositEvent.RefundPaid, how, DepositEvent.RefundSent]
            : [how, DepositEvent.RefundSent];

        private void Count(DepositEvent what, long fen, long refundable)
        {
            _arrived += what is DepositEvent.ReceivedInPart or DepositEvent.ReceivedInFull ? fen : what is DepositEvent.TakenBackInPart or DepositEvent.TakenBackWhole ? -fen : 0;
            _paid += what == DepositEvent.RefundPaid ? refundable : what == DepositEvent.RefundReturned ? -refundable : 0;
            _converted += what is DepositEvent.ConvertedInPart or DepositEvent.ConvertedWhole ? fen : 0;
            _forfeited += what == DepositEvent.ForfeitureApproved ? refundable : 0;
        }

        private void Check()
        {
            var d = _deposit;
            Assert.Equal((_arrived, _converted, _forfeited), (d.Received.Fen, d.Converted.Fen, d.Forfeited.Fen));
            Assert.True(_arrived >= _paid + _converted + _forfeited && _paid >= 0, "paid twice");
            Assert.True(_promised is null || d.RefundDueOn == _promised, "a day that was promised has moved");
            _promised = d.RefundDueOn;
            Assert.Equal(d.State is DepositState.Frozen or DepositState.ForfeitProposed, d.StateUnder is not null);
            Assert.True(
                (d.StateUnder ?? d.State) switch
                {
                    DepositState.Awaited => d.Received.IsZero && d.Due.IsPositive,
                    DepositState.Short => d.Received.IsPositive && d.Received < d.Due,
                    DepositState.Confirmed or DepositState.Locked => d.Received >= d.Due,
                    DepositState.RefundDue or DepositState.Refunding or DepositState.Refunded => d.Refundable.IsPositive && d.RefundDueOn is not null,
                    DepositState.Converted or DepositState.Forfeited => d.Refundable.IsZero && d.Received.IsPositive,
                    DepositState.Void => d.Received.IsZero,
                    _ => false,
                },
                $"{d.State} over {d.StateUnder} with {d.Received} of {d.Due}");
        }

        private (DepositState, DepositState?, Money, Money, Money, long, DateOnly?) Picture() =>
            (_deposit.State, _deposit.StateUnder, _deposit.Received, _deposit.Converted, _deposit.Forfeited, _deposit.Version, _deposit.RefundDueOn);

        private bool Try(DepositEvent what, long fen, DateOnly day)
        {
            try
            {
                return Do(what, new Money(fen), day);
            }
            catch (RuleBrokenException refusal) when (refusal.Rule is DepositRules.WrongState or DepositRules.MoreThanHeld)
            {
                return false;
            }
        }

        private bool Do(DepositEvent what, Money fen, DateOnly day)
        {
            switch (what)
            {
                case DepositEvent.ReceivedInPart or DepositEvent.ReceivedInFull:
                    _deposit.Receive(fen, day, [1], Guid.NewGuid());
                    return true;
                case DepositEvent.TakenBackInPart or DepositEvent.TakenBackWhole:
                    _deposit.TakeBack(fen);
                    return true;
                case DepositEvent.CutOffPassed:
                    return _deposit.Lock();
                case DepositEvent.Withdrawn when day.Day % 2 == 0:
                    _deposit.Withdraw(day, "rule", "citation");
                    return true;
                case DepositEvent.ConvertedInPart or DepositEvent.ConvertedWhole:
                    _deposit.Convert(fen, day, "rule", "citation", withInterest: false);
                    return true;
                case DepositEvent.FreezeOrdered:
                    _deposit.Freeze();
                    return true;
                case DepositEvent.FreezeLifted:
                    _deposit.Unfreeze();
                    return true;
                case DepositEvent.ForfeitureProposed:
                    _deposit.ProposeForfeiture();
                    return true;
                case DepositEvent.ForfeitureDeclined:
                    _deposit.DeclineForfeiture();
                    return true;
                case DepositEvent.ForfeitureApproved:
                    _deposit.Forfeit();
                    return true;
                case DepositEvent.RefundSent:
                    _deposit.Refunding();
                    return true;
                case DepositEvent.RefundPaid:
                    _deposit.Refunded();
                    return true;
                case DepositEvent.RefundRejected:
                    _deposit.RefundFailed();
                    return true;
                case DepositEvent.RefundReturned:
                    _deposit.RefundReturned();
                    return true;
                default:
                    return _deposit.FallDue(what, day, "rule", "citation", withInterest: false);
            }
        }
    }
}
