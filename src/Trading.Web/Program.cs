using Trading.Infrastructure.Persistence;
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
builder.Services.AddDbContext<TradingDbContext>(o => o.UseTradingDatabase("Data Source=trading.db"));
builder.AddTradingWeb();

var app = builder.Build();
app.UseTradingWeb();
app.Run();
return 0;
