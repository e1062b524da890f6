using Microsoft.Extensions.DependencyInjection;

namespace Trading.Infrastructure.Reports;

public static class ReportsSetup
{
    /// <summary>Reports made in the background. Needs the money, the treasury and the books.</summary>
    public static IServiceCollection AddTradingReports(this IServiceCollection services, string folder) => services
        .AddSingleton(new ReportFiles(folder))
        .AddScoped<RefundTimelinessQueries>().AddScoped<ReportHeadings>().AddScoped<ReportTables>().AddScoped<ReportOrders>().AddScoped<ReportMaker>();
}
