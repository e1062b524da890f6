using Trading.Web.Shared;

namespace Trading.Web.Tests.Shared;

public sealed class PagingTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(20, 1)]
    [InlineData(21, 2)]
    [InlineData(214, 11)]
    public void Pages_OfTwenty_CountsTheLastPartOne(int total, int pages) => Assert.Equal(pages, new Paging(1, 20, total).Pages);

    [Fact]
    public void FirstAndLast_OnTheLastPage_EndWithTheTotal()
    {
        var paging = new Paging(11, 20, 214);

        Assert.Equal((201, 214), (paging.First, paging.Last));
    }

    [Fact]
    public void First_OfNothing_IsZero() => Assert.Equal(0, new Paging(1, 20, 0).First);

    [Fact]
    public void Offered_InTheMiddle_LeavesOutWhatIsFar() =>
        Assert.Equal([1, null, 4, 5, 6, 7, 8, null, 11], new Paging(6, 20, 214).Offered());

    [Fact]
    public void Offered_NearTheStart_HasNoGapOfNothing() =>
        Assert.Equal([1, 2, 3, 4, 5, null, 11], new Paging(3, 20, 214).Offered());
}
