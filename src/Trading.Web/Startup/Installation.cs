using Trading.Infrastructure;

namespace Trading.Web.Startup;

/// <summary>
/// The one reader of settings: what the site starts with and what a verb works on are the same, from appsettings.json, appsettings.{Environment}.json,
/// the environment and, for the site, its arguments.
/// </summary>
internal static class Installation
{
    /// <summary>Settings and assets are found beside the binaries, whatever the working directory.</summary>
    public static WebApplicationBuilder Builder(params string[] args) =>
        WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

    public static TradingOptions Options(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return TradingOptionsFactory.From(builder.Configuration, builder.IsProduction());
    }
}
