using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Replay;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Replay;

public sealed class RecordedTendersTests
{
    private const string Header = "tender_id,opened_on,title,works,reserve_price_jpy,minimum_price_jpy,bidder,bid_jpy,rejected,reject_reason,won\n";

    private static IReadOnlyList<RecordedTender> Read(string text) => RecordedTenders.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Read_TheWholeRecord_HasEveryTenderAndBid()
    {
        var tenders = RecordedData.Tenders();

        Assert.Equal(1174, tenders.Count);
        Assert.Equal(4525, tenders.Sum(t => t.Bids.Count));
        Assert.Equal(1172, tenders.Count(t => t.Bids.Any(b => b.Won == "1")));
        Assert.Equal(31, tenders.SelectMany(t => t.Bids).Count(b => b.RejectReason is not null && b.Bid is null));
        Assert.All(tenders, t => Assert.Equal(t.Bids.Count, t.Bids.Select(b => b.Bidder).Distinct().Count()));
    }

    [Theory]
    [InlineData("1,2007-13-09,t,w,100,,b,90,0,,1\n", 2, "opened_on", "2007-13-09")]
    [InlineData("1,2007-05-09,t,w,,,b,90,0,,1\n", 2, "reserve_price_jpy", "")]
    [InlineData("1,2007-05-09,t,w,100,,b,90,0,,1\n1,2007-05-09,t,w,100,,c,-5,0,,0\n", 3, "bid_jpy", "-5")]
    [InlineData("1,2007-05-09,t,w,100,,b,9e1,0,,1\n", 2, "bid_jpy", "9e1")]
    [InlineData("1,2007-05-09,t,w,100\n", 2, "minimum_price_jpy", "")]
    public void Read_MalformedCell_NamesLineColumnAndValue(string rows, int line, string column, string value)
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => Read(Header + rows));

        Assert.Equal(ReplayRules.Malformed, refusal.Rule);
        Assert.Equal([line, column, value], refusal.Limits.Select(l => l is long or int ? Convert.ToInt32(l, System.Globalization.CultureInfo.InvariantCulture) : l));
    }

    [Fact]
    public void Read_RepeatedName_GetsASuffix()
    {
        var bids = Read(Header + "1,2007-05-09,t,w,100,,b,90,0,,1\n1,2007-05-09,t,w,100,,b,95,0,,0\n").Single().Bids;

        Assert.Equal(["b", "b #2"], bids.Select(b => b.Bidder));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Header)]
    public void Read_NothingInIt_IsRefused(string text) =>
        Assert.Equal(ReplayRules.Empty, Assert.Throws<RuleBrokenException>(() => Read(text)).Rule);
}
