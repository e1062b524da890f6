using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Fees;

internal static class TakenBack
{
    /// <summary>Takes a charge of which nothing is paid back, as an approved waiver does.</summary>
    public static Task TakeBackAsync(this TestSite site, Guid charge) => site.UseAsync((IServiceProvider services) => services.GetRequiredService<TradingDbContext>().InTransactionAsync(
        () => services.GetRequiredService<FeeService>().CorrectAsync(charge, null, new Acting(9, "更正"), CancellationToken.None), CancellationToken.None));
}
