using CsCheck;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;

namespace Trading.Domain.Tests.Treasury;

/// <summary>Money that is the treasury's, in any order of events: never income, never lost, never remitted or counted twice.</summary>
public sealed class TreasuryMoneyTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly DateTime Now = new(2026, 4, 1, 1, 0, 0, DateTimeKind.Utc);
    private static readonly IncomeRule Rule = new(IncomeKind.TradingServiceFee, FeeCollector.Centre, IncomeOwner.Treasury, "依据", RuleTag.Local, Day, null, 3_333);

    /// <summary>Charges, receipts, remittances that fail or are paid, in random order: the accounts are what the rows say, at each step.</summary>
    [Fact]
    public void Accounts_AfterAnyEvents_AreWhatTheRowsSay() => Gen.Select(Gen.Int[0, 4], Gen.Long[1, 1_000_000]).List[1, 60].Sample(events =>
    {
        var world = new World();
        foreach (var (what, fen) in events)
        {
            world.Do(what, new Money(fen));
            world.RequireTies();
        }
    });

    [Fact]
    public void Charged_ForTheTreasury_IsNoIncome_AndForTheCentreIs()
    {
        Assert.Equal(
            (AccountClass.TreasuryPending, "AdministrativeFee"), CreditOf(Charge(IncomeOwner.Treasury, IncomeKind.AdministrativeFee)));
        Assert.Equal((AccountClass.FeeIncome, "VenueRent"), CreditOf(Charge(IncomeOwner.Centre, IncomeKind.VenueRent)));

        static (AccountClass, string) CreditOf(FeeCharge charge) => FeeEntries.Charged(charge).Postings.Where(p => p.Amount < Money.Zero).Select(p => (p.Account.Class, p.Account.Subject)).Single();
    }

    [Fact]
    public void Return_TakesExactlyItsAmount_Once()
    {
        var expected = TreasuryReturn.Of(Guid.NewGuid(), "FH-0001-2026-000001", Remittance.MonthOf(Day), "model", Rule, [Receipt(new Money(100_01))], Now);

        // 100.01 at 33.33 % is 33.333333, rounded down.
        Assert.Equal((new Money(33_33), TreasuryReturnState.Expected), (expected.Amount, expected.State));
        Assert.False(expected.Takes(new Money(33_34)));
        Assert.True(expected.Takes(new Money(33_33)));
        expected.Receive(Guid.NewGuid(), Day);
        Assert.False(expected.Takes(new Money(33_33)));
    }

    [Fact]
    public void Return_OfLessThanAFen_IsNothing() =>
        Assert.Equal((Money.Zero, TreasuryReturnState.Nothing), TreasuryReturn.Of(Guid.NewGuid(), "n", Remittance.MonthOf(Day), "model", Rule, [Receipt(new Money(3))], Now) is var r ? (r.Amount, r.State) : default);

    [Theory]
    [InlineData("财政返还 FH-0001-2026-000012", "FH-0001-2026-000012")]
    [InlineData("返还款FH-0001-2026-000012，三月", "FH-0001-2026-000012")]
    [InlineData("FH-0001-2026-0000123", "FH-0001-2026-0000123")]
    [InlineData("XFH-0001-2026-000012 FH-0001-2026-000012-1 FH-0001-2026-00001", null)]
    public void ReturnsIn_AText_AreWholeNumbers(string text, string? number) => Assert.Equal(number, TreasuryNumber.ReturnsIn(text).FirstOrDefault());

    [Theory]
    [InlineData("退付 TK-0001-2026-000012", "TK-0001-2026-000012")]
    [InlineData("FH-0001-2026-000012 TK-0001-2026-00001 TK-0001-2026-000012-1", null)]
    public void ClaimsIn_AText_AreWholeNumbers(string text, string? number) => Assert.Equal(number, TreasuryNumber.ClaimsIn(text).FirstOrDefault());

    private static FeeCharge Charge(IncomeOwner owner, IncomeKind kind = IncomeKind.TradingServiceFee, long fen = 480_000) =>
        new() { Id = Guid.NewGuid(), ScheduleKey = "s", Citation = "c", Income = kind, Owner = owner, Amount = new Money(fen), SubAccount = "1", ChargedAtUtc = Now };

    private static NonTaxReceipt Receipt(Money amount, DateOnly? on = null) =>
        new() { Id = Guid.NewGuid(), CentreId = 1, Number = "n", Income = IncomeKind.TradingServiceFee, Amount = amount, ValueOn = on ?? Day, CollectedOn = on ?? Day };

    private sealed class World
    {
        private readonly List<FeeCharge> _charges = [];
        private readonly List<NonTaxReceipt> _receipts = [];
        private readonly List<Remittance> _remittances = [];
        private readonly Dictionary<AccountClass, long> _balances = [];
        private readonly List<TreasuryReturn> _returns = [];

        public void Do(int what, Money amount)
        {
            switch (what)
            {
                case 0:
                    _charges.Add(Charge(IncomeOwner.Treasury, fen: amount.Fen));
                    Post(FeeEntries.Charged(_charges[^1]));
                    break;
                case 1 when _charges.FirstOrDefault(c => c.State == FeeChargeState.Charged) is { } open:
                    Collect(open, new Money(Math.Min(amount.Fen, (open.Amount - open.Received).Fen)));
                    break;
                case 2 when _receipts.Where(r => r.RemittanceId is null).ToList() is [_, ..] owed:
                    var remittance = Remittance.Of(Guid.NewGuid(), Guid.NewGuid(), owed, Now);
                    remittance.Send();
                    _remittances.Add(remittance);
                    Post(TreasuryEntries.Sent(Guid.NewGuid(), remittance, Day));
                    break;
                case 3 when _remittances.Find(r => r.State == RemittanceState.Sent) is { } sent:
                    sent.Fail(_receipts);
                    Post(TreasuryEntries.Rejected(Guid.NewGuid(), sent, Day));
                    break;
                case 4 when _receipts.Where(r => r.ReturnId is null).ToList() is [_, ..] unreckoned:
                    _returns.Add(TreasuryReturn.Of(Guid.NewGuid(), "n", Remittance.MonthOf(Day), "model", Rule, unreckoned, Now));
                    break;
            }
        }

        public void RequireTies()
        {
            Assert.Equal(_charges.Sum(c => (c.Amount - c.Received).Fen), -_balances.GetValueOrDefault(AccountClass.TreasuryPending));
            Assert.Equal(_receipts.Where(r => r.RemittanceId is null).Sum(r => r.Amount.Fen), -_balances.GetValueOrDefault(AccountClass.TreasuryOwed));
            Assert.Equal(_remittances.Where(r => r.State == RemittanceState.Sent).Sum(r => r.Amount.Fen), -_balances.GetValueOrDefault(AccountClass.RepaymentInTransit));
            Assert.Equal(_receipts.Where(r => r.ReturnId is not null).Sum(r => r.Amount.Fen), _returns.Sum(r => r.Collected.Fen));
            Assert.All(_returns, r => Assert.Equal(Rule.Split(r.Collected).Returned, r.Amount));
            Assert.False(_balances.ContainsKey(AccountClass.FeeIncome));
        }

        private void Collect(FeeCharge charge, Money paid)
        {
            var line = Guid.NewGuid();
            charge.Receive(paid);
            _receipts.Add(Receipt(paid));
            Post(FeeEntries.Received(line, charge.Id, 1, Day, paid));
            Post(TreasuryEntries.Owed(line, charge, Day, paid));
        }

        private void Post(EntryDraft entry)
        {
            foreach (var posting in entry.Postings)
            {
                _balances[posting.Account.Class] = _balances.GetValueOrDefault(posting.Account.Class) + posting.Amount.Fen;
            }
        }
    }
}
