using Microsoft.Extensions.DependencyInjection;

namespace Trading.Infrastructure.Closing;

public static class ClosingSetup
{
    /// <summary>The close of the books, month by month. Needs the money (<see cref="Deposits.MoneySetup"/>).</summary>
    public static IServiceCollection AddTradingClosing(this IServiceCollection services) => services
        .AddScoped<MonthBooks>().AddScoped<MonthCloseService>().AddScoped<MonthCloseQueries>().AddVerifier<ClosingVerifier>();
}
