using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// Identity's store, with the secrets of the second factor (authenticator key, recovery codes) encrypted at rest: a copy of the database alone
/// produces no code.
/// </summary>
public sealed class TradingUserStore(TradingDbContext context, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null)
    : UserStore<User, IdentityRole<long>, TradingDbContext, long>(context, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("trading.user-token.v1");

    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        var value = await base.GetTokenAsync(user, loginProvider, name, cancellationToken);
        return value is null ? null : _protector.Unprotect(value);
    }
}
