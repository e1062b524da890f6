using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Trading.Web.Tests;

/// <summary>Each request comes from an address of its own: how often one may ask is another test's business.</summary>
internal sealed class ManyAddresses : IStartupFilter
{
    private long _last = 0x0A000000;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            context.Connection.RemoteIpAddress = new IPAddress(BitConverter.GetBytes((uint)Interlocked.Increment(ref _last)));
            return following(context);
        });
        next(app);
    };
}
