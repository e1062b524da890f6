using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// TOTP codes that work once. A code is valid for some minutes around its half-minute; whoever looked over a shoulder must not be able to use
/// it a second time (ASVS 5.0, 6.5.1).
/// </summary>
public sealed class OneTimeCodes(TradingDbContext db) : AuthenticatorTokenProvider<User>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(user);
        return await base.ValidateAsync(purpose, token, manager, user) && await UseUpAsync(user, token);
    }

    // The conditional update decides between two requests with the same code. The account's id salts the hash.
    private async Task<bool> UseUpAsync(User user, string code)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Id}:{code}")));
        return await db.Users.Where(u => u.Id == user.Id && (u.LastOneTimeCodeHash == null || u.LastOneTimeCodeHash != hash))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastOneTimeCodeHash, hash)) == 1;
    }
}
