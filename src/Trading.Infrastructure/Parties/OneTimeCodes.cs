using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// TOTP codes that work once, and in the order of time. A code is valid for some half-minutes around its own; whoever looked over a shoulder must not
/// be able to use it a second time, nor one older than the last (RFC 6238, 5.2; ASVS 5.0, 6.5.1).
/// </summary>
public sealed class OneTimeCodes(TradingDbContext db) : AuthenticatorTokenProvider<User>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(user);
        // Authenticator apps show the real time's code, whatever clock the site is shown under.
        return await manager.GetAuthenticatorKeyAsync(user) is { } key
            && TotpCode.StepOf(key, token, TimeProvider.System.GetUtcNow()) is { } step
            && await UseUpAsync(user, step);
    }

    // The conditional update decides between two requests with the same code.
    private async Task<bool> UseUpAsync(User user, long step) =>
        await db.Users.Where(u => u.Id == user.Id && (u.LastOneTimeCodeStep == null || u.LastOneTimeCodeStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastOneTimeCodeStep, step)) == 1;
}
