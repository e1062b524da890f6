using Trading.Domain.Shared;
using Trading.Web.Shared;

namespace Trading.Web.Startup;

/// <summary>The server's business time, from which every clock on a page takes its offset.</summary>
internal static class TimeEndpoint
{
    public static void MapTime(this IEndpointRouteBuilder app) => app.MapGet("/time", (PageClock clock, HttpResponse response) =>
    {
        response.Headers.CacheControl = "no-store";
        var now = clock.NowUtc;
        return Results.Json(new { unixMs = Instants.ToUnixMs(now), beijing = Instants.ToBeijing(now).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) });
    }).AllowAnonymous();
}
