using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Trading.TestKit;

public static class CheapPasswords
{
    /// <summary>What a password costs to try is for production: tests make hundreds of people, and would spend half their time on it.</summary>
    public static IServiceCollection WithCheapPasswords(this IServiceCollection services) => services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
}
