using Microsoft.Extensions.DependencyInjection;

namespace Trading.Infrastructure.Treasury;

public static class TreasurySetup
{
    /// <summary>The two lines of revenue: models, remittances, returns. Needs the money (<see cref="Deposits.MoneySetup"/>).</summary>
    public static IServiceCollection AddTradingTreasury(this IServiceCollection services) => services
        .AddSingleton(_ => RevenueLibrary.Load()).AddScoped<CentreRevenueModels>().AddScoped<RemittanceService>().AddScoped<TreasuryReturns>().AddScoped<TreasuryQueries>().AddScoped<NonTaxPrints>()
        .AddVerifier<TreasuryVerifier>();
}
