using CsCheck;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tests.Treasury;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>The number of an instruction in what the payer wrote, in every form of file, and what else may stand beside it.</summary>
public sealed class PaymentCodesTests
{
    private static readonly TestBidder A = TestBidder.Of(1);
    private static readonly TestBidder B = TestBidder.Of(2);
    private static readonly Money Asked = Money.Yuan(60_000m);
    private static readonly DateOnly Day = new(2026, 3, 2);

    // What touches a number without being a part of it, and what makes another number or word of it.
    private static readonly string[] Apart = ["", " ", "，", "：", "保证金", "/", "#", "（", "\u3000"];
    private static readonly string[] Grown = ["0", "9", "A", "z", "７", "Ｘ"];

    private static readonly Gen<string> Numbers = Gen.Byte.Array[8].Select(bytes => RandomNumbers.SubAccount(bytes));

    [Fact]
    public void In_FindsANumberThatStandsByItself_InWhateverDigits() =>
        Gen.Select(Numbers, OneOf(Apart), OneOf(Apart), Gen.Bool).Sample((number, before, after, isWide) =>
            Assert.Equal([number], In($"投标{before}{(isWide ? Wide(number) : number)}{after}")));

    [Fact]
    public void In_FindsNothing_InALongerNumberOrWord_OrWithOneDigitWrong() =>
        Gen.Select(Numbers, OneOf(Grown), Gen.Int[0, 13], Gen.Int[1, 9]).Sample((number, grown, place, step) =>
        {
            var wrong = $"{number[..place]}{(char)('0' + ((number[place] - '0' + step) % 10))}{number[(place + 1)..]}";
            Assert.Empty(In($"{grown}{number}"));
            Assert.Empty(In($"{number}{grown}"));
            Assert.Empty(In(wrong));
            Assert.Empty(In($"{number[..7]} {number[7..]}"));
        });

    [Fact]
    public void Mt940_ABrokenRemarkIsPutTogether_AndTwoPartsAreNot()
    {
        var code = RandomNumbers.NewSubAccount();
        string Remark(string information) => Mt940Reader.Read(
            $":20:X\n:25:{TestBank.Number}\n:60F:C260301CNY0,00\n:61:2603020302C100,00NTRFREF//B1\n:86:{information}\n:62F:C260302CNY100,00\n-").Statements[0].Lines[0].Remark;

        Assert.Equal(code, Remark($"?20{new string('X', 20)} {code[..6]}?21{code[6..]}")[21..]);
        Assert.Equal($"{code} lot 7", Remark($"?20{code}?21lot 7"));
        Assert.Equal([code], In(Remark($"{new string('x', 58)} {code[..6]}\n{code[6..]} lot")));
        Assert.Equal([code], In(Remark($"deposit\n{code}\nlot")));
    }

    [Theory]
    [OnEveryDatabase("table-remark")]
    [OnEveryDatabase("table-summary")]
    [OnEveryDatabase("camt-unstructured")]
    [OnEveryDatabase("camt-reference")]
    [OnEveryDatabase("camt-additional")]
    [OnEveryDatabase("camt-end-to-end")]
    [OnEveryDatabase("mt940-parts")]
    [OnEveryDatabase("mt940-broken")]
    [OnEveryDatabase("mt940-free")]
    public async Task Deposit_IsFoundByItsNumberInTheRemark_AndStandsNowhereInClear(DatabaseKind kind, string form)
    {
        await using var desk = await Desk.CreateAsync(kind);
        var paid = new WrittenFiles.Receipt(A, Asked, Day, $"投标保证金{desk.Code}");
        var line = desk.Bank.In(A, Asked);
        var outcome = await desk.Bank.ImportAsync(form switch
        {
            "table-remark" => desk.Bank.Statement(line with { Remark = $"保证金：{Wide(desk.Code)}。" }),
            "table-summary" => desk.Bank.Statement(line with { Summary = $"转账 {desk.Code}" }),
            "camt-unstructured" => WrittenFiles.Camt(Money.Zero, paid, $"<RmtInf><Ustrd>投标</Ustrd><Ustrd>{desk.Code}</Ustrd></RmtInf>"),
            "camt-reference" => WrittenFiles.Camt(Money.Zero, paid, $"<RmtInf><Strd><CdtrRefInf><Ref>{desk.Code}</Ref></CdtrRefInf></Strd></RmtInf>"),
            "camt-additional" => WrittenFiles.Camt(Money.Zero, paid, $"<RmtInf><Strd><AddtlRmtInf>保证金 {desk.Code}</AddtlRmtInf></Strd></RmtInf>"),
            "camt-end-to-end" => WrittenFiles.Camt(Money.Zero, paid, $"<Refs><EndToEndId>{desk.Code}</EndToEndId></Refs>"),
            "mt940-parts" => WrittenFiles.Mt940(Money.Zero, paid),
            "mt940-broken" => WrittenFiles.Mt940(Money.Zero, paid with { Remark = $"{new string('B', 20)} {desk.Code}" }),
            "mt940-free" => WrittenFiles.Mt940(Money.Zero, r => $"?20BID?21{desk.Code}?22LOT?31{r.Payer.Account}?32{r.Payer.Name}", paid),
            _ => throw new ArgumentOutOfRangeException(nameof(form)),
        });

        Assert.Equal((ImportState.Booked, 0), (outcome.State, outcome.Suspense));
        Assert.Equal(DepositState.Confirmed, await desk.StateAsync());
        var row = await desk.Site.DbAsync(db => db.Set<BankLine>().SingleAsync());
        Assert.Equal((BankLineState.Deposit, null, null, null, null), (row.State, row.PayerName, row.PayerAccount, row.Remark, row.Reason));
        await desk.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task RightNumber_OtherPayer_IsSuspense_AndNeverSuggested(DatabaseKind kind)
    {
        await using var desk = await Desk.CreateAsync(kind);
        await TenderBuilder.TakePartAsync(desk.Site, await new TenderBuilder(desk.Site).PublishAsync(), B);

        // It agrees in everything with the deposit of B, and names that of A.
        await desk.Bank.ImportAsync(desk.Bank.In(B, Asked) with { Remark = desk.Code });

        Assert.Equal((BankLineState.Suspense, SuspenseReasons.OtherPayer), await desk.LineAsync());
        Assert.Null((await desk.ItemAsync()).Suggested);
        Assert.Equal(DepositState.Awaited, await desk.StateAsync());
        await desk.Site.AssertLedgerAsync();
    }

    /// <summary>Two numbers written, or another written than paid into: nobody guesses, and nothing is suggested, though the payer's own would agree.</summary>
    [Theory]
    [OnEveryDatabase(false)]
    [OnEveryDatabase(true)]
    public async Task NumbersThatContradictEachOther_AreSuspenseWithTheReason(DatabaseKind kind, bool isPaidInto)
    {
        await using var desk = await Desk.CreateAsync(kind);
        var other = await desk.Bank.SubAccountOfAsync(await TenderBuilder.TakePartAsync(desk.Site, await new TenderBuilder(desk.Site).WithDeposit(Money.Yuan(5m)).PublishAsync(), B));

        await desk.Bank.ImportAsync(isPaidInto ? desk.Bank.In(A, Asked, desk.Code) with { Remark = other } : desk.Bank.In(A, Asked) with { Remark = $"{desk.Code}、{other}" });

        Assert.Equal((BankLineState.Suspense, SuspenseReasons.SeveralInstructions), await desk.LineAsync());
        Assert.Null((await desk.ItemAsync()).Suggested);
        Assert.Equal(DepositState.Awaited, await desk.StateAsync());
        await desk.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task NumberBesideASubAccountOfNobody_OrNumbersOfNobody(DatabaseKind kind)
    {
        await using var desk = await Desk.CreateAsync(kind);
        var nobodys = RandomNumbers.NewSubAccount();

        // A sub-account in the form of ours that is nobody's contradicts; nobody's number in the remark, and the account itself written otherwise, say nothing.
        await desk.Bank.ImportAsync(desk.Bank.In(A, Money.Yuan(1m), nobodys) with { Remark = desk.Code });
        Assert.Equal((BankLineState.Suspense, SuspenseReasons.SeveralInstructions), await desk.LineAsync());
        await desk.Bank.ImportAsync(desk.Bank.In(A, Money.Yuan(2m), desk.Code) with { Remark = nobodys });
        await desk.Bank.ImportAsync(desk.Bank.In(A, Money.Yuan(3m), "0036020000000001") with { Remark = $"{desk.Code} {desk.Code}" });

        Assert.Equal(Money.Yuan(5m), await desk.Site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == desk.Participation).Select(d => d.Received).SingleAsync()));
        await desk.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task NumberOfAPaymentOfOurs_StaysInQuestion_WhateverElseIsWritten(DatabaseKind kind)
    {
        await using var scene = await Deposits.MoneyScene.DueAsync(kind);
        var payments = await scene.PaymentsAsync(await scene.SendAsync(new DateOnly(2026, 3, 31)));
        var code = await scene.Bank.SubAccountOfAsync(await TenderBuilder.TakePartAsync(scene.Site, await new TenderBuilder(scene.Site).PublishAsync(), B));

        await scene.Bank.ImportAsync(scene.Bank.In(B, Asked) with { Remark = $"{payments[0].EndToEndId} {code}" });

        Assert.Equal(SuspenseReasons.UnprovedReturn, await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).Select(l => l.Reason).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Fee_IsFoundByItsNumberInTheRemark_FromAnyAccountOfTheDebtorsName(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.ChargeAsync();

        await scene.Bank.ImportAsync(scene.Bank.In(TreasuryScene.Winner with { Account = "6222000000009999" }, charge.Amount) with { Remark = $"服务费{charge.SubAccount}" });

        Assert.Equal(FeeChargeState.Received, await scene.Site.DbAsync(db => db.Set<FeeCharge>().Select(f => f.State).SingleAsync()));
        await scene.Site.AssertLedgerAsync();
    }

    private static IEnumerable<string> In(string remark) => PaymentCodes.In(new StatementLine
    {
        Row = 1,
        BookedOn = Day,
        BookedUtc = null,
        IsDebit = false,
        Amount = new Money(1),
        BalanceAfter = new Money(1),
        CounterpartyName = "",
        CounterpartyAccount = "",
        CounterpartyBank = "",
        Summary = "",
        Remark = remark,
        Serial = null,
        SubAccount = null,
        DedupeKey = "",
    });

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Wide(string digits) => string.Concat(digits.Select(c => (char)(c - '0' + '０')));

    /// <summary>A has been told to pay 60,000.00 under a number.</summary>
    private sealed class Desk(TestSite site, TestBank bank, Guid participation, string code) : IAsyncDisposable
    {
        public TestSite Site => site;
        public TestBank Bank => bank;
        public Guid Participation => participation;
        public string Code => code;

        public static async Task<Desk> CreateAsync(DatabaseKind kind)
        {
            var site = await TestSite.CreateAsync(kind);
            var bank = await TestBank.OpenAsync(site);
            var participation = await TenderBuilder.TakePartAsync(site, await new TenderBuilder(site).PublishAsync(), A);
            return new Desk(site, bank, participation, await bank.SubAccountOfAsync(participation));
        }

        public Task<DepositState> StateAsync() => site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == participation).Select(d => d.State).SingleAsync());

        public Task<(BankLineState, string?)> LineAsync() => site.DbAsync(db => db.Set<BankLine>().Select(l => new ValueTuple<BankLineState, string?>(l.State, l.Reason)).SingleAsync());

        public async Task<SuspenseItem> ItemAsync() => Assert.Single((await site.UseAsync((SuspenseQueries q) => q.DueAsync(TenderBuilder.Centre, DayFilter.All, default))).Items).Item;

        public ValueTask DisposeAsync() => site.DisposeAsync();
    }
}
