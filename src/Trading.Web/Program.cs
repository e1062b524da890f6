using Trading.Infrastructure.Persistence;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<TradingDbContext>(o => o.UseTradingDatabase("Data Source=trading.db"));
var app = builder.Build();
app.Run();
