using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;

namespace Trading.Infrastructure.Persistence;

/// <summary>
/// The one model of both databases. Each feature maps its own tables in an <c>IEntityTypeConfiguration</c> found in this assembly;
/// conventions here fix what every column of a kind looks like.
/// </summary>
public sealed class TradingDbContext(DbContextOptions<TradingDbContext> options)
    : IdentityDbContext<User, IdentityRole<long>, long>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(TradingDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Money>().HaveConversion<MoneyConverter>();
        if (Database.IsSqlite())
        {
            configurationBuilder.Properties<DateTime>().HaveConversion<UnixMsConverter>();
        }
        else
        {
            configurationBuilder.Properties<DateTime>().HaveConversion<UtcMsConverter>().HaveColumnType("timestamp(3) with time zone");
        }

        // A state is stored by its name: a renumbered enum must not change history.
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }
}
