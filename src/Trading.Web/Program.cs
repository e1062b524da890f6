using Trading.Infrastructure;
using Trading.Infrastructure.Shared;
using Trading.Web.Commands;
using Trading.Web.Startup;

if (Verbs.IsVerb(args))
{
    return await Verbs.RunAsync(args);
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // Settings and assets are found beside the binaries, whatever the working directory.
    ContentRootPath = AppContext.BaseDirectory,
});
builder.Services.AddTrading(
    TradingOptionsFactory.From(builder.Configuration, builder.Environment.IsProduction()), new BusinessClock(TimeProvider.System));
builder.AddTradingWeb();

var app = builder.Build();
await app.PrepareInstallationAsync();
app.UseTradingWeb();
await app.RunAsync();
return 0;
