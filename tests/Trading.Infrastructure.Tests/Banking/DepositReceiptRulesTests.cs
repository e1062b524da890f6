using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>In what a deposit may be paid and from which account, where the money comes in.</summary>
public sealed class DepositReceiptRulesTests
{
    [Theory]
    [InlineData("转账", DepositForm.Transfer)]
    [InlineData("现金存入", DepositForm.Cash)]
    [InlineData("柜台现存", DepositForm.Cash)]
    [InlineData("现金管理归集", DepositForm.Transfer)]
    [InlineData("转账支票", DepositForm.Cheque)]
    [InlineData("银行本票", DepositForm.PromissoryNote)]
    [InlineData("银行汇票解付", DepositForm.Draft)]
    [InlineData("", DepositForm.Transfer)]
    public void OfSummary_IsTheBanksOwnWord(string summary, DepositForm form) => Assert.Equal(form, PaidForms.OfSummary(summary));

    [Theory]
    [InlineData("CNTR", "CDPT", DepositForm.Cash)]
    [InlineData("CNTR", "CHKD", DepositForm.Cheque)]
    [InlineData("RCHQ", "CCHQ", DepositForm.Cheque)]
    [InlineData("DRFT", "STLR", DepositForm.Draft)]
    [InlineData("RCDT", "DMCT", DepositForm.Transfer)]
    [InlineData(null, null, DepositForm.Transfer)]
    public void OfCode_IsThatOfIso20022(string? family, string? subFamily, DepositForm form) => Assert.Equal(form, PaidForms.OfCode(family, subFamily));

    [Theory]
    [InlineData("NCHK", DepositForm.Cheque)]
    [InlineData("NTRF", DepositForm.Transfer)]
    [InlineData("NMSC", DepositForm.Transfer)]
    [InlineData("", DepositForm.Transfer)]
    public void Mt940_TellsAChequeByTheTypeOfItsLine_AndNoCash(string type, DepositForm form)
    {
        var file = Mt940Reader.Read($":20:1\n:25:3602000000000001\n:60F:C260301CNY0,00\n:61:2603020302C100,00{(type.Length == 0 ? "NTRF" : type)}REF//B1\n:62F:C260302CNY100,00\n-");
        Assert.Equal(form, file.Statements[0].Lines[0].Form);
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_FromAnAccountThatIsNotTheBasicOne_IsSuspense_TellsItsPayer_AndGoesBackToIt(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        var bidder = TestBidder.Of(1);
        await site.RegisterAsync(bidder);
        var id = await site.UseAsync((ParticipationService s) => s.TakePartAsync(
            new BidderLink(lot.Id, bidder.OrganisationId, bidder.Name, bidder.Account, bidder.Bank) { IsBasicAccount = false }, default));

        await bank.ImportAsync(bank.In(bidder, Money.Yuan(60_000m), await bank.SubAccountOfAsync(id)));

        await AssertSuspendedAsync(site, id, SuspenseReasons.NotBasicAccount);
        var batch = await site.UseAsync((RepaymentService s) => s.MakeBatchAsync(TenderBuilder.Centre, bank.AccountId, Instants.BeijingDay(site.NowUtc), new Acting(31), default));
        Assert.Equal((bidder.Name, bidder.Account), await site.DbAsync(db => db.Set<Repayment>().Where(r => r.BatchId == batch).Select(r => new ValueTuple<string, string>(r.PayeeName, r.PayeeAccount)).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_FromAnAccountThatIsNotTheBasicOne_IsTheDepositWhereTheLawDemandsNoTender(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        await site.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE project SET is_legally_required = {0} WHERE id = {1}", false, lot.ProjectId));
        var bidder = TestBidder.Of(1);
        var id = await site.UseAsync((ParticipationService s) => s.TakePartAsync(
            new BidderLink(lot.Id, bidder.OrganisationId, bidder.Name, bidder.Account, bidder.Bank) { IsBasicAccount = false }, default));

        await bank.ImportAsync(bank.In(bidder, Money.Yuan(60_000m), await bank.SubAccountOfAsync(id)));

        Assert.Equal(DepositState.Confirmed, await site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == id).Select(d => d.State).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_InCash_IsSuspenseWhereTheLineTakesNone_AndTheDepositWhereItDoes(DatabaseKind kind)
    {
        foreach (var taken in (bool[])[false, true])
        {
            await using var site = await TestSite.CreateAsync(kind);
            var bank = await TestBank.OpenAsync(site);
            var lot = await new TenderBuilder(site).PublishAsync();
            if (!taken)
            {
                await site.DbAsync(db => db.Database.ExecuteSqlRawAsync(
                    "UPDATE project SET rulebook_json = REPLACE(rulebook_json, 'cash,transfer', 'transfer'), rulebook_hash = {0} WHERE id = {1}", $"no-cash-{kind}", lot.ProjectId));
            }

            var bidder = TestBidder.Of(1);
            await site.RegisterAsync(bidder);
            var id = await TenderBuilder.TakePartAsync(site, lot, bidder);

            await bank.ImportAsync(bank.In(bidder, Money.Yuan(60_000m), await bank.SubAccountOfAsync(id)) with { Summary = "现金存入" });

            if (taken)
            {
                Assert.Equal(DepositState.Confirmed, await site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == id).Select(d => d.State).SingleAsync()));
            }
            else
            {
                await AssertSuspendedAsync(site, id, SuspenseReasons.FormNotAllowed);
            }
        }
    }

    /// <summary>Where the line does not demand the basic account, the registered name is enough; the deposit then comes from that account, and goes back to it.</summary>
    [Theory, OnEveryDatabase]
    public async Task Receipt_FromAnotherAccountOfTheBidder_IsTheDeposit_TellsIt_AndGoesBackThere(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, _, bidder, id) = await FreeOfTheBasicAccountAsync(site);
        var (other, code) = (bidder with { Account = "6222000000009999" }, await bank.SubAccountOfAsync(id));

        await bank.ImportAsync(bank.In(other with { Name = "投标单位甲　" }, Money.Yuan(50_000m), code), bank.In(bidder, Money.Yuan(10_000m), code));
        Assert.Equal((DepositState.Short, SuspenseReasons.OtherPayer), (await StateAsync(site, id), await site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).Select(l => l.Reason).SingleAsync())));
        await bank.ImportAsync(bank.In(other, Money.Yuan(10_000m), code));

        Assert.Equal(DepositState.Confirmed, await StateAsync(site, id));
        Assert.Equal(3, await site.DbAsync(db => db.Set<OutboxMail>().CountAsync()));
        var rows = await site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Deposit).Select(l => l.PayerAccount).ToListAsync());
        Assert.Equal([null, null], rows);
        await site.AssertLedgerAsync();

        // Withdrawn before the opening: the lot's key is closed, and the copy under the vault says where to.
        await site.UseAsync((DepositService s) => s.WithdrawDepositAsync(id, bidder.OrganisationId, default));
        var batch = await site.UseAsync((RepaymentService s) => s.MakeBatchAsync(TenderBuilder.Centre, bank.AccountId, Instants.BeijingDay(site.NowUtc), new Acting(31), default));
        Assert.Contains((bidder.Name, other.Account, Money.Yuan(60_000m)), (await site.DbAsync(db => db.Set<Repayment>().Where(r => r.BatchId == batch).ToListAsync())).Select(r => (r.PayeeName.Trim(), r.PayeeAccount, r.Total)));
        await site.AssertLedgerAsync();
    }

    /// <summary>Another name, a masked account, and any other account where the line demands the basic one: suspense, each with its reason.</summary>
    [Theory]
    [OnEveryDatabase(false, "投标单位甲", "6222****9999", SuspenseReasons.OtherPayer)]
    [OnEveryDatabase(false, "投标单位甲", "", SuspenseReasons.OtherPayer)]
    [OnEveryDatabase(false, "投标单位甲子", "6222000000009999", SuspenseReasons.OtherPayer)]
    [OnEveryDatabase(false, "投标单位乙", "62220000000000002", SuspenseReasons.OtherPayer)]
    [OnEveryDatabase(true, "投标单位甲", "6222000000009999", SuspenseReasons.NotBasicAccount)]
    public async Task Receipt_FromWhoeverElse_IsSuspense(DatabaseKind kind, bool isLegallyRequired, string name, string account, string reason)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, lot, bidder, id) = await FreeOfTheBasicAccountAsync(site);
        await site.RegisterAsync(TestBidder.Of(2));
        await site.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE project SET is_legally_required = {0} WHERE id = {1}", isLegallyRequired, lot.ProjectId));

        await bank.ImportAsync(bank.In(bidder with { Name = name, Account = account }, Money.Yuan(60_000m), await bank.SubAccountOfAsync(id)));

        Assert.Equal((DepositState.Awaited, reason), (await StateAsync(site, id), await site.DbAsync(db => db.Set<BankLine>().Select(l => l.Reason).SingleAsync())));
        await site.AssertLedgerAsync();
    }

    private static async Task<(TestBank Bank, TestLot Lot, TestBidder Bidder, Guid Participation)> FreeOfTheBasicAccountAsync(TestSite site)
    {
        var (bank, lot, bidder) = (await TestBank.OpenAsync(site), await new TenderBuilder(site).PublishAsync(), TestBidder.Of(1));
        await site.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE project SET is_legally_required = {0} WHERE id = {1}", false, lot.ProjectId));
        await site.RegisterAsync(bidder);
        return (bank, lot, bidder, await TenderBuilder.TakePartAsync(site, lot, bidder));
    }

    private static Task<DepositState> StateAsync(TestSite site, Guid id) => site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == id).Select(d => d.State).SingleAsync());

    private static async Task AssertSuspendedAsync(TestSite site, Guid participation, string reason)
    {
        Assert.Equal(DepositState.Awaited, await site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == participation).Select(d => d.State).SingleAsync()));
        Assert.Equal((BankLineState.Suspense, reason), await site.DbAsync(db => db.Set<BankLine>().Select(l => new ValueTuple<BankLineState, string?>(l.State, l.Reason)).SingleAsync()));
        Assert.Equal(1, await site.DbAsync(db => db.Set<OutboxMail>().CountAsync()));
        await site.AssertLedgerAsync();
    }
}
