using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;

namespace Trading.Web.Shared.Lots;

/// <summary>The files of opened bids, wherever a page offers them.</summary>
/// <param name="Home">The address of the lot for this reader; a file is at <c>{Home}/bids/{bid}/files/{number}</c>.</param>
/// <param name="Bids">The bids that stood at the deadline.</param>
public sealed record BidFilesList(string Home, IReadOnlyList<OpenedBid> Bids);

public static class BidFileResults
{
    /// <summary>Nothing leaves before the whole file is decrypted and found to be what was handed in.</summary>
    public static async Task<IActionResult> BidFileAsync(
        this Controller controller, OpeningService opening, long lotId, Guid bid, int number, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(opening);
        var content = new ScratchStream();
        controller.HttpContext.Response.RegisterForDispose(content);
        if (await opening.ReadFileAsync(lotId, bid, number, content, acting, ct) is not { } file)
        {
            return controller.NotFound();
        }

        await content.CompleteAsync(ct);
        return controller.File(content, "application/octet-stream", file.Name);
    }
}
