using Microsoft.Extensions.DependencyInjection;

namespace Trading.Infrastructure.Demo;

public static class DemoSetup
{
    /// <summary>The demonstration: its centre and tenders, its bank, and a history of any length for finance.</summary>
    public static IServiceCollection AddTradingDemo(this IServiceCollection services) => services
        .AddScoped<DemoSeed>().AddSingleton<DemoBank>().AddScoped<DemoBankService>()
        .AddScoped<FinanceHistory>().AddScoped<HistoryFounding>().AddScoped<HistoryPlanner>().AddScoped<HistoryBooks>().AddScoped<HistoryWriter>().AddScoped<HistorySeals>()
        .AddScoped<HistoryAwards>();
}
