using System.Net;
using Trading.Domain.Parties;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>The review of registrations by officers, beside everything that the organisation does.</summary>
public sealed class ReviewTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly PartyFolk _folk = new(site.Services);

    [Fact]
    public async Task Review_OfMembersAndFinanceOfficers_IsNoBusiness()
    {
        var person = await _folk.PersonAsync();
        var organisation = await _folk.OrganisationAsync(person);
        using var member = await site.SignedInAsync(person);
        using var maker = await site.SignedInAsync(await _folk.OfficerNamedAsync("财务经办01", await _folk.CentreAsync(), Roles.FinanceMaker));

        await member.AtAsync("/centre/organisations", HttpStatusCode.Forbidden);
        await member.AtAsync($"/centre/organisations/{organisation}", HttpStatusCode.Forbidden);
        await maker.AtAsync($"/centre/organisations/{organisation}", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Review_TakenByAnotherCentre_IsNotFoundHere()
    {
        var organisation = await _folk.OrganisationAsync();
        using var here = await OperatorAsync();
        using var there = await OperatorAsync();
        await here.GoAsync($"/centre/organisations/{organisation}");
        await there.GoAsync($"/centre/organisations/{organisation}");

        await here.PressAsync("开始审阅");
        await there.PressAsync("开始审阅");

        Assert.Equal(HttpStatusCode.NotFound, there.Status);
        await there.AtAsync($"/centre/organisations/{organisation}", HttpStatusCode.NotFound);
        await there.AtAsync("/centre/organisations/999999", HttpStatusCode.NotFound);
        await there.GoAsync("/centre/organisations?state=InReview");
        Assert.Empty(there.Page.QuerySelectorAll($"a[href='/centre/organisations/{organisation}']"));
    }

    [Fact]
    public async Task Review_InAColleaguesHands_SaysWhose()
    {
        var centre = await _folk.CentreAsync();
        var organisation = await _folk.OrganisationAsync();
        using var first = await site.SignedInAsync(await _folk.OfficerNamedAsync("受理07", centre, Roles.CentreOperator));
        using var second = await site.SignedInAsync(await _folk.OfficerNamedAsync("受理08", centre, Roles.CentreOperator));
        await second.GoAsync($"/centre/organisations/{organisation}");
        await first.GoAsync($"/centre/organisations/{organisation}");
        await first.PressAsync("开始审阅");

        await second.PressAsync("开始审阅");

        Assert.Equal(["该注册信息正由其他工作人员审阅。"], second.Errors);
        Assert.Contains("由受理07审阅", second.Text, StringComparison.Ordinal);
        Assert.False(second.Has("开始审阅"));
        Assert.False(second.Has("审阅无误"));
    }

    [Fact]
    public async Task Review_InAnAbsentColleaguesHands_IsTakenOverWithARecord()
    {
        var centre = await _folk.CentreAsync();
        var organisation = await _folk.OrganisationAsync();
        using var absent = await site.SignedInAsync(await _folk.OfficerNamedAsync("受理07", centre, Roles.CentreOperator));
        using var colleague = await site.SignedInAsync(await _folk.OfficerNamedAsync("受理08", centre, Roles.CentreOperator));
        await absent.GoAsync($"/centre/organisations/{organisation}");
        await absent.PressAsync("开始审阅");
        await colleague.GoAsync($"/centre/organisations/{organisation}");

        await colleague.PressAsync("接手审阅");

        Assert.Empty(colleague.Errors);
        Assert.Contains("接手审阅", colleague.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        await colleague.PressAsync("审阅无误");
        Assert.Empty(colleague.Errors);
    }

    [Fact]
    public async Task Review_NoDefectChosen_IsNotTold()
    {
        using var officer = await OperatorAsync();
        await officer.GoAsync($"/centre/organisations/{await _folk.OrganisationAsync()}");
        await officer.PressAsync("开始审阅");

        await officer.PressAsync("一次性告知以上问题");

        Assert.Equal(["请至少选择一处问题；没有问题请选择“审阅无误”。"], officer.Errors);
    }

    [Fact]
    public async Task Review_Defects_ReachTheOrganisationAllAtOnceAndHoldNothingUp()
    {
        var person = await _folk.PersonAsync();
        var organisation = await _folk.OrganisationAsync(person);
        using var officer = await OperatorAsync();
        using var member = await site.SignedInAsync(person);
        await officer.GoAsync($"/centre/organisations/{organisation}");
        Assert.DoesNotContain("6222000000000001", officer.Text, StringComparison.Ordinal);
        await officer.PressAsync("开始审阅");
        await member.AtAsync("/bidder", HttpStatusCode.OK);

        await officer.PressAsync("一次性告知以上问题", ("地址", "信息已过期"), ("联系电话", "无法联系"));
        Assert.Empty(officer.Errors);
        await member.GoAsync("/organisation");

        Assert.Contains("地址：信息已过期", Flat(member.Text), StringComparison.Ordinal);
        Assert.Contains("联系电话：无法联系", Flat(member.Text), StringComparison.Ordinal);
        Assert.Contains("审阅不影响获取文件、缴费和投标。", member.Text, StringComparison.Ordinal);
        await member.AtAsync("/bidder", HttpStatusCode.OK);
        await member.GoAsync("/organisation/edit");
        await member.PressAsync("保存", ("地址", "示例路 7 号"));
        await officer.GoAsync("/centre/organisations?state=NotReviewed");
        Assert.NotEmpty(officer.Page.QuerySelectorAll($"a[href='/centre/organisations/{organisation}']"));
    }

    [Fact]
    public async Task Review_NothingWrong_IsRecorded()
    {
        using var officer = await OperatorAsync();
        await officer.GoAsync($"/centre/organisations/{await _folk.OrganisationAsync()}");
        await officer.PressAsync("开始审阅");

        await officer.PressAsync("审阅无误");

        Assert.Empty(officer.Errors);
        Assert.False(officer.Has("审阅无误"));
        Assert.Contains("审阅无误", officer.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<PartyVisitor> OperatorAsync() =>
        await site.SignedInAsync(await _folk.OfficerNamedAsync("受理01", await _folk.CentreAsync(), Roles.CentreOperator));

    private static string Flat(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
