using CsCheck;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Deposits;

/// <summary>Whatever happens to a deposit in whatever order: no fen of it is lost, none is paid back twice, and what is refused changes nothing.</summary>
public sealed class DepositPropertyTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private enum Happens
    {
        Receive,
        FallDue,
        Withdraw,
        Refunding,
        Refunded,
        RefundFailed,
        RefundReturned,
    }

    private static readonly Gen<(Happens What, long Fen)[]> Lives = Gen.Select(Gen.Enum<Happens>(), Gen.Long[1, 120]).Array[0, 30];

    [Fact]
    public void AnyLife_KeepsEveryFenAndPaysItBackOnce() => Gen.Select(Gen.Long[0, 100], Lives).Sample((due, life) =>
    {
        var deposit = Deposit.Instruct(Guid.NewGuid(), 1, 1, 1, "tag", new Money(due), "check");
        var (arrived, paid) = (0L, 0);
        DateOnly? promised = null;
        foreach (var ((what, fen), index) in life.Select((h, i) => (h, i)))
        {
            var before = (deposit.State, deposit.Received, deposit.Version, deposit.RefundDueOn);
            var isDone = Try(deposit, what, fen, Day.AddDays(index));
            arrived += isDone && what == Happens.Receive ? fen : 0;
            paid += !isDone ? 0 : what == Happens.Refunded ? 1 : what == Happens.RefundReturned ? -1 : 0;

            Assert.True(isDone || before == (deposit.State, deposit.Received, deposit.Version, deposit.RefundDueOn), $"{what} was refused and changed the deposit");
            Assert.Equal(arrived, deposit.Received.Fen);
            Assert.Equal(deposit.State == DepositState.Refunded ? 1 : 0, paid);
            Assert.True(promised is null || deposit.RefundDueOn == promised, "a day that was promised has moved");
            promised = deposit.RefundDueOn;
            AssertState(deposit);
        }

        // The procedure ends and the bank pays: everything that arrived is back, or nothing ever had.
        deposit.FallDue(Day, "rule", "citation", withInterest: true);
        Try(deposit, Happens.Refunding, 0, Day);
        Try(deposit, Happens.Refunded, 0, Day);
        Assert.Equal(arrived > 0 ? DepositState.Refunded : DepositState.Void, deposit.State);
        Assert.Equal(arrived, deposit.Received.Fen);
    });

    private static void AssertState(Deposit deposit) => Assert.True(
        deposit.State switch
        {
            DepositState.Awaited => deposit.Received.IsZero && deposit.Due.IsPositive,
            DepositState.Short => deposit.Received.IsPositive && deposit.Received < deposit.Due,
            DepositState.Confirmed => deposit.Received >= deposit.Due,
            DepositState.RefundDue or DepositState.Refunding or DepositState.Refunded => deposit.Received.IsPositive && deposit.RefundDueOn is not null,
            DepositState.Void => deposit.Received.IsZero,
            _ => false,
        },
        $"{deposit.State} with {deposit.Received} of {deposit.Due}");

    private static bool Try(Deposit deposit, Happens what, long fen, DateOnly day)
    {
        try
        {
            switch (what)
            {
                case Happens.Receive:
                    deposit.Receive(new Money(fen), day, [1], Guid.NewGuid());
                    return true;
                case Happens.FallDue:
                    return deposit.FallDue(day, "rule", "citation", withInterest: false);
                case Happens.Withdraw:
                    deposit.Withdraw(day, "rule", "citation");
                    return true;
                case Happens.Refunding:
                    deposit.Refunding();
                    return true;
                case Happens.Refunded:
                    deposit.Refunded();
                    return true;
                case Happens.RefundFailed:
                    deposit.RefundFailed();
                    return true;
                case Happens.RefundReturned:
                    deposit.RefundReturned();
                    return true;
                default:
                    throw new ArgumentOutOfRangeException(nameof(what));
            }
        }
        catch (RuleBrokenException refusal) when (refusal.Rule == DepositRules.WrongState)
        {
            return false;
        }
    }
}
