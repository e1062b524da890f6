using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Web.Tests.Secrecy;

/// <summary>
/// Who asks for which address. <c>TRADING_SECRECY=all</c>: everybody for every one. Else, so that the whole suite need not wait for it, two of those whom
/// the address's policy lets in, and one whom it does not; to an address that takes a POST, one of those whom it lets in. They take turns from address to address and from state to state: no address is left out, and
/// no reader.
/// </summary>
internal sealed class SecrecyReaders
{
    public const string Variable = "TRADING_SECRECY";
    private const int LetIn = 2;
    private const int TurnedAway = 1;
    private const int Posting = 1;

    private readonly FrozenSite _site;
    private readonly List<(string Name, ClaimsPrincipal Person)> _people;

    private SecrecyReaders(FrozenSite site, List<(string Name, ClaimsPrincipal Person)> people) => (_site, _people) = (site, people);

    public static bool AreAll => Environment.GetEnvironmentVariable(Variable) == "all";

    public static async Task<SecrecyReaders> OfAsync(FrozenSite site, IEnumerable<(string Name, long? UserId)> readers)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var people = new List<(string, ClaimsPrincipal)>();
        foreach (var (name, userId) in readers)
        {
            people.Add((name, userId is { } id ? await PersonAsync(scope.ServiceProvider, id) : new ClaimsPrincipal(new ClaimsIdentity())));
        }

        return new SecrecyReaders(site, people);
    }

    /// <summary>Those who ask for it now. The same turn gives the same people in every site.</summary>
    public Task<IReadOnlySet<string>> AskingAsync(SecrecyAddress address, int turn) => OfTurnAsync(address, turn, LetIn, TurnedAway);

    /// <summary>Those who post to it now: a post costs more than a look, since what it writes is undone, and whoever is turned away has not written.</summary>
    public Task<IReadOnlySet<string>> PostingAsync(SecrecyAddress address, int turn) => OfTurnAsync(address, turn, Posting, 0);

    private async Task<IReadOnlySet<string>> OfTurnAsync(SecrecyAddress address, int turn, int mostLetIn, int mostOthers)
    {
        if (AreAll)
        {
            return _people.Select(p => p.Name).ToHashSet();
        }

        var (letIn, others) = (new List<string>(), new List<string>());
        var policy = await PolicyAsync(address);
        await using var scope = _site.Services.CreateAsyncScope();
        var authorization = scope.ServiceProvider.GetRequiredService<IAuthorizationService>();
        foreach (var (name, person) in _people)
        {
            (await IsLetInAsync(authorization, policy, person) ? letIn : others).Add(name);
        }

        return Turn(letIn, turn * mostLetIn, mostLetIn).Concat(Turn(others, turn, mostOthers)).ToHashSet();
    }

    private static IEnumerable<string> Turn(List<string> names, int from, int most) =>
        Enumerable.Range(from, Math.Min(most, names.Count)).Select(index => names[index % names.Count]);

    private static async Task<ClaimsPrincipal> PersonAsync(IServiceProvider services, long userId)
    {
        var user = await services.GetRequiredService<TradingDbContext>().Users.SingleAsync(u => u.Id == userId);
        return await services.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(user);
    }

    /// <summary>Null where everybody may ask.</summary>
    private async Task<AuthorizationPolicy?> PolicyAsync(SecrecyAddress address)
    {
        if (address.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return null;
        }

        var provider = _site.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        return await AuthorizationPolicy.CombineAsync(provider, address.Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()) ?? await provider.GetFallbackPolicyAsync();
    }

    private static async Task<bool> IsLetInAsync(IAuthorizationService authorization, AuthorizationPolicy? policy, ClaimsPrincipal person) =>
        policy is null || (await authorization.AuthorizeAsync(person, policy)).Succeeded;
}
