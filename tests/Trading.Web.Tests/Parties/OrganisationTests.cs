using System.Net;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>An organisation's own pages: its profile, corrections, and asking for another bank account.</summary>
public sealed class OrganisationTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly PartyFolk _folk = new(site.Services);

    [Theory]
    [InlineData("/organisation")]
    [InlineData("/organisation/edit")]
    [InlineData("/organisation/account-change")]
    public async Task Pages_WithoutAnOrganisation_AreRefused(string url)
    {
        using var stranger = site.Stranger();
        using var newcomer = await site.SignedInAsync(await _folk.PersonAsync());

        await stranger.GoAsync(url);
        Assert.Equal("登录", stranger.Heading);
        await newcomer.AtAsync(url, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Edit_EverythingEmptied_NamesEveryFieldAndStoresNothing()
    {
        using var visitor = await MemberAsync();
        await visitor.GoAsync("/organisation/edit");

        await visitor.PressAsync("保存", ("地址", ""), ("联系人", ""), ("联系电话", ""), ("联系邮箱", "x"), ("法定代表人姓名（选填）", "法人乙"));

        Assert.Equal(
            ["请填写“地址”", "请填写“联系人”", "请填写“联系电话”", "邮箱地址不正确，例如 name@example.com。", "请填写“法定代表人身份证号”"],
            visitor.Errors);
        Assert.Equal("法人乙", visitor.Shown("法定代表人姓名（选填）"));
        await visitor.GoAsync("/organisation");
        Assert.Contains("1 Example Road", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_ChangedMeanwhile_SaysSoAndKeepsWhatWasTyped()
    {
        var person = await _folk.PersonAsync();
        await _folk.OrganisationAsync(person);
        using var first = await site.SignedInAsync(person);
        using var second = await site.SignedInAsync(person);
        await first.GoAsync("/organisation/edit");
        await second.GoAsync("/organisation/edit");

        await first.PressAsync("保存", ("地址", "示例路 2 号"));
        await second.PressAsync("保存", ("地址", "示例路 3 号"));

        Assert.StartsWith("您打开页面之后，这条记录已被他人修改。", Assert.Single(second.Errors), StringComparison.Ordinal);
        Assert.Equal("示例路 3 号", second.Shown("地址"));
    }

    [Fact]
    public async Task Edit_ChangedMeanwhile_CanBeSubmittedAgainAfterChecking()
    {
        var person = await _folk.PersonAsync();
        await _folk.OrganisationAsync(person);
        using var first = await site.SignedInAsync(person);
        using var second = await site.SignedInAsync(person);
        await first.GoAsync("/organisation/edit");
        await second.GoAsync("/organisation/edit");
        await first.PressAsync("保存", ("地址", "示例路 2 号"));
        await second.PressAsync("保存", ("地址", "示例路 3 号"));

        await second.PressAsync("保存");

        Assert.Equal("/organisation", second.Address);
        Assert.Contains("示例路 3 号", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_Correct_ShowsTheProfileWithTheRecord()
    {
        using var visitor = await MemberAsync();
        await visitor.GoAsync("/organisation/edit");

        await visitor.PressAsync(
            "保存",
            ("地址", "示例路 9 号"),
            ("法定代表人姓名（选填）", "法人乙"),
            ("法定代表人身份证号（选填）", ResidentIdOf(2)));

        Assert.Equal("/organisation", visitor.Address);
        Assert.Contains("示例路 9 号", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("法人乙", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ResidentIdOf(2), visitor.Text, StringComparison.Ordinal);
        Assert.Contains("更正信息", visitor.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountChange_NotConfirmedLately_AsksForThePasswordFirst()
    {
        using var visitor = await MemberAsync();

        await visitor.GoAsync("/organisation/account-change");
        Assert.Equal("再次确认身份", visitor.Heading);
        Assert.DoesNotContain("您刚才的操作还没有办理", visitor.Text, StringComparison.Ordinal);
        await visitor.PressAsync("继续", ("密码", "wrong-password"));
        Assert.Equal("当前密码不正确。", visitor.ErrorAt("密码"));
        await visitor.PressAsync("继续", ("密码", PartyFolk.Password));

        Assert.Equal("变更银行账户", visitor.Heading);
        Assert.DoesNotContain("身份已确认", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StepUp_GuessedAtFiveTimes_SaysThatItIsLocked()
    {
        using var visitor = await MemberAsync();
        await visitor.GoAsync("/organisation/account-change");
        for (var i = 0; i < 5; i++)
        {
            await visitor.PressAsync("继续", ("密码", "wrong-password"));
        }

        await visitor.PressAsync("继续", ("密码", PartyFolk.Password));

        Assert.StartsWith("连续输错次数过多，账号已锁定", Assert.Single(visitor.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountChange_ConfirmedTooLongAgo_KeepsWhatWasTypedThroughTheConfirmation()
    {
        using var visitor = await MemberAsync(SessionKind.Fresh);
        await visitor.GoAsync("/organisation/account-change");
        site.SignInTime.Advance(TimeSpan.FromMinutes(5));

        await visitor.PressAsync("提交变更申请", Another);
        Assert.Equal("再次确认身份", visitor.Heading);
        Assert.Contains("您刚才的操作还没有办理。", visitor.Text, StringComparison.Ordinal);
        await visitor.PressAsync("继续", ("密码", PartyFolk.Password));

        Assert.Equal("变更银行账户", visitor.Heading);
        Assert.Contains("身份已确认，刚才的内容尚未提交", visitor.Text, StringComparison.Ordinal);
        Assert.Equal("示范银行第二支行", visitor.Shown("开户银行"));
        Assert.Equal("原账户已销户", visitor.Shown("原因"));
        await visitor.PressAsync("提交变更申请");
        Assert.Equal("/organisation", visitor.Address);
        Assert.Contains("622233334444", visitor.Text, StringComparison.Ordinal);
        await visitor.GoAsync("/organisation/account-change");
        Assert.Equal("", visitor.Shown("原因"));
    }

    [Theory]
    [InlineData(-1, "变更银行账户")]
    [InlineData(0, "再次确认身份")]
    public async Task AccountChange_ConfirmedFiveMinutesAgo_IsOneMillisecondTooLate(int milliseconds, string heading)
    {
        using var visitor = await MemberAsync(SessionKind.Fresh);
        site.SignInTime.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(milliseconds));

        await visitor.GoAsync("/organisation/account-change");

        Assert.Equal(heading, visitor.Heading);
    }

    [Fact]
    public async Task AccountChange_Empty_NamesEveryField()
    {
        using var visitor = await MemberAsync(SessionKind.Fresh);
        await visitor.GoAsync("/organisation/account-change");

        await visitor.PressAsync("提交变更申请", ("账户名称", "别的单位"));

        Assert.Equal(["请填写“开户银行”", "请填写“银行账号”", "账户名称须与单位名称“投标单位甲”一致。", "请填写“原因”"], visitor.Errors);
    }

    [Fact]
    public async Task AccountChange_ToThePresentAccount_IsRefusedAtTheNumber()
    {
        using var visitor = await MemberAsync(SessionKind.Fresh);
        await visitor.GoAsync("/organisation/account-change");

        await visitor.PressAsync("提交变更申请", ("开户银行", "Demo Bank"), ("银行账号", "6222000000000001"), ("原因", "更换"));

        Assert.Equal("新账户与现有账户相同。", visitor.ErrorAt("银行账号"));
    }

    [Fact]
    public async Task AccountChange_WhileOneWaits_IsRefused()
    {
        using var visitor = await MemberAsync(SessionKind.Fresh);
        await visitor.GoAsync("/organisation/account-change");
        await visitor.PressAsync("提交变更申请", Another);
        Assert.Contains("待审核", visitor.Text, StringComparison.Ordinal);
        await visitor.GoAsync("/organisation/account-change");

        await visitor.PressAsync("提交变更申请", Another);

        Assert.Equal(["已有一项账户变更申请等待审核。"], visitor.Errors);
        Assert.Equal("示范银行第二支行", visitor.Shown("开户银行"));
    }

    private static (string Label, string Value)[] Another => [("开户银行", "示范银行第二支行"), ("银行账号", "622233334444"), ("原因", "原账户已销户")];

    private async Task<PartyVisitor> MemberAsync(SessionKind kind = SessionKind.Password)
    {
        var person = await _folk.PersonAsync();
        await _folk.OrganisationAsync(person);
        return await site.SignedInAsync(person, kind);
    }

    private static string ResidentIdOf(int number) =>
        Domain.Parties.Codes.ResidentId.Compose(Domain.Parties.Codes.RegionPrefix.Demo, new DateOnly(1981, 3, 4), number);
}
