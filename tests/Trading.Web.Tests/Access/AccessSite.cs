using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Trading.Web.Tests.Pages;

namespace Trading.Web.Tests.Access;

/// <summary>
/// A settled site for asking who gets in: with the scheduler's endpoints and none of its work; its pages can be asked for without their HTML, it
/// says where the door was shut, and what a request wrote can be seen and undone.
/// </summary>
internal sealed class AccessSite : SettledSite
{
    /// <summary>A request with this header is answered without HTML.</summary>
    public const string StatusOnly = "X-Test-Status-Only";

    /// <summary>On an answer: the endpoint's policy shut the door, whatever the address names.</summary>
    public const string ShutByPolicy = "X-Test-Shut-By-Policy";

    private SiteRewind? _rewind;

    private AccessSite(SettledWorld world)
        : base(world)
    {
    }

    public static async Task<AccessSite> OpenWithSchedulerAsync() => new(await WorldAsync());

    /// <summary>From here on <see cref="WroteAsync"/> tells of changes and goes back to how things are now.</summary>
    public async Task RememberAsync() => _rewind = await SiteRewind.OfAsync(this);

    /// <summary>Whether anything was written since the last time; if so, it is undone.</summary>
    public Task<bool> WroteAsync() => _rewind!.WroteAsync();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Jobs:Run", "true");
        builder.ConfigureTestServices(services =>
        {
            // Nothing runs by itself: what is written is the requests' doing.
            foreach (var service in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name != "GenericWebHostService").ToList())
            {
                services.Remove(service);
            }

            // However long all the asking takes, nobody's session runs out under it: one half-way through signing in lasts five minutes.
            services.PostConfigureAll<CookieAuthenticationOptions>(cookie => cookie.TimeProvider = SignInTime);
            services.AddSingleton<ViewResultExecutor>();
            services.Replace(ServiceDescriptor.Singleton<IActionResultExecutor<ViewResult>, QuietViews>());
            var guard = services.Last(s => s.ServiceType == typeof(IAuthorizationMiddlewareResultHandler)).ImplementationType!;
            services.AddSingleton<IAuthorizationMiddlewareResultHandler>(s => new TellingGuard((IAuthorizationMiddlewareResultHandler)ActivatorUtilities.CreateInstance(s, guard)));
            services.AddSingleton<IStartupFilter>(new ManyAddresses());
        });
    }

    public override async ValueTask DisposeAsync()
    {
        if (_rewind is not null)
        {
            await _rewind.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private sealed class QuietViews(ViewResultExecutor loud) : IActionResultExecutor<ViewResult>
    {
        public Task ExecuteAsync(ActionContext context, ViewResult result)
        {
            if (!context.HttpContext.Request.Headers.ContainsKey(StatusOnly))
            {
                return ((IActionResultExecutor<ViewResult>)loud).ExecuteAsync(context, result);
            }

            context.HttpContext.Response.StatusCode = result.StatusCode ?? context.HttpContext.Response.StatusCode;
            return Task.CompletedTask;
        }
    }

    private sealed class TellingGuard(IAuthorizationMiddlewareResultHandler guard) : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (!authorizeResult.Succeeded)
            {
                context.Response.Headers[ShutByPolicy] = "1";
            }

            return guard.HandleAsync(next, context, policy, authorizeResult);
        }
    }
}
