using Trading.Infrastructure.Persistence;
using Trading.Web.Startup;

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
