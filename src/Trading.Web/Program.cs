using Trading.Infrastructure.Persistence;
using Trading.Web.Commands;

if (Verbs.IsVerb(args))
{
    return await Verbs.RunAsync(args);
}

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<TradingDbContext>(o => o.UseTradingDatabase("Data Source=trading.db"));
var app = builder.Build();
app.Run();
return 0;
