using Microsoft.Extensions.DependencyInjection;

namespace Trading.Infrastructure.Settlement;

public static class SettlementSetup
{
    /// <summary>Settlement reports, the proofs of bank and day, and the books' lists. Needs the money (<see cref="Deposits.MoneySetup"/>).</summary>
    public static IServiceCollection AddTradingSettlement(this IServiceCollection services) => services
        .AddScoped<SettlementQueries>().AddScoped<BankProofs>().AddScoped<DayProofs>().AddScoped<FeeSettlements>().AddScoped<FeeCorrections>().AddScoped<FeeRefunds>().AddScoped<ClaimRefusals>().AddScoped<PriceSources>().AddScoped<PricePlans>().AddScoped<PricePlanChanges>().AddScoped<PenaltyWaivers>().AddScoped<PenaltyReturns>().AddScoped<ProceedsPayouts>().AddScoped<BookQueries>().AddScoped<OwedBackQueries>();
}
