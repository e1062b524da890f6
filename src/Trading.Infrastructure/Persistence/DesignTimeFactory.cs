using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Trading.Infrastructure.Persistence;

/// <summary>
/// Lets the migration command (db/add-migration) build the model for either provider without a running site:
/// TRADING_DESIGN=postgres chooses PostgreSQL, anything else SQLite. No connection is opened.
/// </summary>
public sealed class DesignTimeFactory : IDesignTimeDbContextFactory<TradingDbContext>
{
    public TradingDbContext CreateDbContext(string[] args)
    {
        var connection = Environment.GetEnvironmentVariable("TRADING_DESIGN") == "postgres" ? "Host=localhost;Database=design" : "Data Source=design.db";
        var options = new DbContextOptionsBuilder<TradingDbContext>();
        options.UseTradingDatabase(connection);
        return new TradingDbContext(options.Options);
    }
}
