using System.Globalization;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.TestKit.Stories;

namespace Trading.Web.Tests.Bidder;

/// <summary>A site with a lot that is open for bids and one beside it that nobody takes part in, for the tests of one class.</summary>
public sealed class BidderWorld : IAsyncLifetime
{
    public TestSite Site { get; } = new();
    public StoryPeople People { get; private set; } = null!;
    public StoryClock Clock { get; private set; } = null!;
    public StoryBank Bank { get; } = new();
    public long QuietLot { get; private set; }

    public async ValueTask InitializeAsync()
    {
        People = await StoryPeople.FoundAsync(Site.Services);
        Clock = StoryClock.Of((BusinessClock)Site.Services.GetRequiredService<TimeProvider>());
        QuietLot = (await NewAsync(StorySteps.Publish)).LotId;
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Another lot, told up to a step.</summary>
    public async Task<TenderStory> NewAsync(string until, string title = "Story works") =>
        await new TenderStory(Site.Services, Clock, People, Bank, new StoryPlot { Title = title }).ToAsync(until);

    public Task<HttpClient> BidderAsync(int index) => Site.VisitorAsync(People.Bidder(index).UserId);

    public async Task<T> ReadAsync<T>(Func<TradingDbContext, Task<T>> read)
    {
        await using var scope = Site.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TradingDbContext>());
    }

    /// <summary>Posts the bid form of a page that was opened before, and hands in what the page of checking shows; the answer to what was refused, or to the last step.</summary>
    public static async Task<HttpResponseMessage> BidAsync(
        HttpClient bidder, IHtmlDocument page, long lot, decimal price = 9_100_000m, string file = "%PDF-1.4\nbid", string name = "bid.pdf", bool confirmed = true, string hashes = "")
    {
        var filled = await FillAsync(bidder, page, lot, price.ToString(CultureInfo.InvariantCulture), file, name, hashes);
        return filled.Headers.Location?.ToString() == $"/bidder/lots/{lot}/bid/check" ? await HandInAsync(bidder, lot, confirmed) : filled;
    }

    /// <summary>Posts the bid form of a page that was opened before; without a file where its name is null.</summary>
    public static async Task<HttpResponseMessage> FillAsync(
        HttpClient bidder, IHtmlDocument page, long lot, string price = "9100000", string file = "%PDF-1.4\nbid", string? name = "bid.pdf", string hashes = "", string? remove = null)
    {
        using var content = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent(price), "Form.Price" },
            { new StringContent("280"), "Form.Days" },
            { new StringContent(hashes), "Form.Hashes" },
        };
        if (remove is not null)
        {
            content.Add(new StringContent(remove), "Form.Remove");
        }

        if (name is not null)
        {
            var bytes = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(file));
            bytes.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            content.Add(bytes, "Form.Files", name);
        }

        return await bidder.PostAsync(new Uri($"/bidder/lots/{lot}/bid", UriKind.Relative), content);
    }

    /// <summary>Opens the page of checking and hands in what it shows.</summary>
    public static async Task<HttpResponseMessage> HandInAsync(HttpClient bidder, long lot, bool confirmed = true) =>
        await HandInAsync(bidder, await bidder.PageAsync($"/bidder/lots/{lot}/bid/check"), lot, confirmed);

    /// <summary>Hands in what a page of checking showed.</summary>
    public static Task<HttpResponseMessage> HandInAsync(HttpClient bidder, IHtmlDocument page, long lot, bool confirmed = true) => bidder.SubmitAsync(
        page, $"/bidder/lots/{lot}/bid/check", ("Form.Seen", page.QuerySelector("input[name='Form.Seen']")!.GetAttribute("value")!), ("Form.IsConfirmed", confirmed ? "true" : "false"));
}
