using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Settlement;

/// <summary>What a price plan is checked against: the rules pinned with its project, the days and the rate that they come to, and the transferor's registered account.</summary>
public sealed class PriceSources(TradingDbContext db, WorkCalendar calendar, InterestRateLibrary rates, RegisteredAccountProof proof)
{
    /// <summary>The bounds of a contract of a day; the least rate is that of the day of the agreement that names one.</summary>
    /// <exception cref="RuleBrokenException"><c>proceeds.no-price-in-line</c>; <c>interest.no-rate</c>: the line's table begins later</exception>
    internal PriceBounds Bounds(Project project, DateOnly contractOn, DateOnly? rateOn = null)
    {
        var policy = PricePolicy.Of(TenderLoader.RulesOf(project).Rulebook, project.Line);
        var least = policy.InterestTable is { } table ? rates.Get(table.Text).Segments(rateOn ?? contractOn, rateOn ?? contractOn).First().Rate.BasisPoints : 0;
        return new PriceBounds(policy, DayOf(contractOn, policy.First), DayOf(contractOn, policy.Last)) { LeastInterest = least };
    }

    /// <summary>Where the transferor's money goes, as it is registered today.</summary>
    /// <exception cref="RuleBrokenException"><c>proceeds.no-account</c>, <c>banking.bad-payee-account</c>; <c>deposits.payee-account-changed</c></exception>
    internal async Task<PricePayee> PayeeAsync(long ownerId, CancellationToken ct)
    {
        var owner = await db.Set<Organisation>().AsNoTracking().Include(o => o.Accounts).SingleOrDefaultAsync(o => o.Id == ownerId, ct)
            ?? throw new RuleBrokenException(ProceedsRules.NoAccount);
        var account = owner.Account;
        if (!proof.Holds(owner.CreditCode, account))
        {
            throw new RuleBrokenException(DepositRules.PayeeAccountChanged);
        }

        return PaymentFileWriter.IsPayable(account.AccountNumber)
            ? new PricePayee(account.AccountName, account.AccountNumber, account.BankName)
            : throw new RuleBrokenException(BankingRules.BadPayeeAccount, 1, account.AccountNumber);
    }

    private DateOnly DayOf(DateOnly from, Rule rule) => PeriodCalculator.Calculate(calendar, from, rule.Period).Date;
}
