using System.Net;
using Trading.Domain.Parties;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>Officers' accounts, as administrators keep them.</summary>
public sealed class PeopleTests(TestSite site) : IClassFixture<TestSite>
{
    private static int _count;
    private readonly PartyFolk _folk = new(site.Services);

    [Theory]
    [InlineData("/admin/people")]
    [InlineData("/admin/people/new")]
    [InlineData("/admin/centres")]
    public async Task Admin_ForOthers_IsClosed(string url)
    {
        using var stranger = site.Stranger();
        using var manager = await site.SignedInAsync(await _folk.OfficerNamedAsync("中心主任01", await _folk.CentreAsync(), Roles.CentreManager));
        using var person = await site.SignedInAsync(await _folk.PersonAsync());

        await stranger.GoAsync(url);
        Assert.Equal("登录", stranger.Heading);
        await manager.AtAsync(url, HttpStatusCode.Forbidden);
        await person.AtAsync(url, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Person_OfAnotherCentreOrNoOfficer_IsNotFound()
    {
        var (here, there) = (await _folk.CentreAsync(), await _folk.CentreAsync());
        var colleague = await _folk.OfficerNamedAsync("受理01", here, Roles.CentreOperator);
        var foreigner = await _folk.OfficerNamedAsync("受理02", there, Roles.CentreOperator);
        var member = await _folk.PersonAsync();
        await _folk.OrganisationAsync(member);
        using var admin = await site.SignedInAsync(await _folk.OfficerNamedAsync("管理员01", here, Roles.Administrator));

        await admin.AtAsync($"/admin/people/{colleague}", HttpStatusCode.OK);
        foreach (var id in new[] { foreigner, member, 999_999 })
        {
            await admin.AtAsync($"/admin/people/{id}", HttpStatusCode.NotFound);
            await admin.AtAsync($"/admin/people/{id}/password", HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task New_EverythingMissing_SaysAllAtOnce()
    {
        using var admin = await AdministratorAsync();
        await admin.GoAsync("/admin/people/new");

        await admin.PressAsync("开立账号", ("行政监督", "on"));

        Assert.Equal(["请填写“用户名”", "请填写“姓名”", "密码至少 12 个字符。"], admin.Errors);
        Assert.Equal("on", admin.Shown("行政监督"));
    }

    [Theory]
    [InlineData("财务经办,财务复核", true, "财务经办与财务复核不能由同一人兼任，工作人员也不能代表交易主体。")]
    [InlineData("", true, "请至少选择一个角色；不再使用的账号请停用。")]
    [InlineData("业务受理", false, "业务受理、中心负责人和财务角色须归属一个中心，请选择所属中心。")]
    public async Task New_RolesThatCannotBe_AreRefusedWithWhatWasTyped(string roles, bool withCentre, string sentence)
    {
        var centre = $"示范中心{Interlocked.Increment(ref _count)}";
        await _folk.CentreAsync(chinese: centre);
        using var admin = await AdministratorAsync();
        await admin.GoAsync("/admin/people/new");

        await admin.PressAsync(
            "开立账号",
            [
                ("用户名", "nobody"), ("姓名", "受理09"), ("初始密码", PartyFolk.Password), ("所属中心（选填）", withCentre ? centre : "无"),
                .. roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(r => (r, "on")),
            ]);

        Assert.Equal([sentence], admin.Errors);
        Assert.Equal("受理09", admin.Shown("姓名"));
        Assert.All(roles.Split(',', StringSplitOptions.RemoveEmptyEntries), r => Assert.Equal("on", admin.Shown(r)));
    }

    [Fact]
    public async Task New_UserNameTaken_IsSaidAtTheField()
    {
        using var admin = await AdministratorAsync();
        await CreateAsync(admin, "twice");

        await CreateAsync(admin, "TWICE");

        Assert.Equal("用户名 TWICE 已被使用。", admin.ErrorAt("用户名"));
    }

    [Fact]
    public async Task New_Complete_CanSignInWithTheFirstPassword()
    {
        using var admin = await AdministratorAsync();

        await CreateAsync(admin, "supervisor-7");

        Assert.Equal("监督员07", admin.Heading);
        Assert.Equal("on", admin.Shown("行政监督"));
        using var officer = site.Stranger();
        await officer.SignInAsync("supervisor-7", PartyFolk.Password);
        Assert.Equal("/account/password", officer.Address);
    }

    [Fact]
    public async Task New_ByACentresAdministrator_IsOfThatCentre()
    {
        var centre = await _folk.CentreAsync(chinese: "示范市示范县中心");
        await _folk.CentreAsync(chinese: "别处的中心");
        using var admin = await site.SignedInAsync(await _folk.OfficerNamedAsync("管理员02", centre, Roles.Administrator));
        await admin.GoAsync("/admin/people/new");
        Assert.DoesNotContain("别处的中心", admin.Text, StringComparison.Ordinal);

        await admin.PressAsync("开立账号", ("用户名", "county-1"), ("姓名", "受理10"), ("初始密码", PartyFolk.Password), ("业务受理", "on"));

        Assert.Equal("受理10", admin.Heading);
        Assert.Contains("示范市示范县中心", admin.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_MakerAndChecker_AreRefusedAndNothingChanges()
    {
        var officer = await _folk.OfficerNamedAsync("财务经办02", await _folk.CentreAsync(), Roles.FinanceMaker);
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/people/{officer}");

        await admin.PressAsync("保存角色", ("财务复核", "on"));

        Assert.Equal(["财务经办与财务复核不能由同一人兼任，工作人员也不能代表交易主体。"], admin.Errors);
        Assert.Equal("on", admin.Shown("财务复核"));
        await admin.GoAsync($"/admin/people/{officer}");
        Assert.Equal("off", admin.Shown("财务复核"));
    }

    [Fact]
    public async Task Roles_AllTakenAway_AreRefused()
    {
        var officer = await _folk.OfficerNamedAsync("监督员02", null, Roles.Supervisor);
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/people/{officer}");

        await admin.PressAsync("保存角色", ("行政监督", "off"));

        Assert.Equal(["请至少选择一个角色；不再使用的账号请停用。"], admin.Errors);
        await admin.AtAsync($"/admin/people/{officer}", HttpStatusCode.OK);
    }

    [Fact]
    public async Task Roles_Replaced_EndTheOfficersSession()
    {
        var officer = await _folk.OfficerNamedAsync("受理11", await _folk.CentreAsync(), Roles.CentreOperator);
        using var session = await site.SignedInAsync(officer);
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/people/{officer}");

        await admin.PressAsync("保存角色", ("业务受理", "off"), ("财务经办", "on"));
        await session.GoAsync("/centre/organisations");

        Assert.Empty(admin.Errors);
        Assert.Contains("财务经办", admin.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("finance-maker", admin.Text, StringComparison.Ordinal);
        Assert.Equal("登录", session.Heading);
    }

    [Fact]
    public async Task Disable_Oneself_IsRefused()
    {
        var id = await _folk.OfficerNamedAsync("管理员03", null, Roles.Administrator);
        using var admin = await site.SignedInAsync(id);
        await admin.GoAsync($"/admin/people/{id}");

        await admin.PressAsync("停用账号");

        Assert.Equal(["不能更改自己的权限或状态，请由另一位管理员办理。"], admin.Errors);
    }

    [Fact]
    public async Task DisableAndEnable_AnOfficer_KeepsOutAndLetsInAgain()
    {
        var officer = await _folk.OfficerNamedAsync("受理12", await _folk.CentreAsync(), Roles.CentreOperator);
        using var session = await site.SignedInAsync(officer);
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/people/{officer}");

        await admin.PressAsync("停用账号");
        Assert.Contains("已停用", admin.Text, StringComparison.Ordinal);
        await session.GoAsync("/account");
        Assert.Equal("登录", session.Heading);
        await admin.PressAsync("启用账号");

        Assert.True(admin.Has("停用账号"));
    }

    [Fact]
    public async Task Password_TooShort_IsRefused()
    {
        var officer = await _folk.OfficerNamedAsync("受理13", await _folk.CentreAsync(), Roles.CentreOperator);
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/people/{officer}/password");

        await admin.PressAsync("保存", ("初始密码", "short"));

        Assert.Equal("密码至少 12 个字符。", admin.ErrorAt("初始密码"));
    }

    [Fact]
    public async Task Password_ResetForSomebodyLockedOut_LetsInAtOnce()
    {
        using var admin = await AdministratorAsync();
        await CreateAsync(admin, "forgetful");
        var page = admin.Address;
        using var officer = site.Stranger();
        for (var i = 0; i < 5; i++)
        {
            await officer.SignInAsync("forgetful", "wrong-password");
        }

        await admin.GoAsync(page + "/password");
        await admin.PressAsync("保存", ("初始密码", "another-first-one"));
        Assert.Equal(page, admin.Address);
        Assert.Contains("重置密码", admin.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        await officer.SignInAsync("forgetful", "another-first-one");

        Assert.Equal("/account/password", officer.Address);
    }

    [Fact]
    public async Task SecondFactor_Reset_IsOffAndRecorded()
    {
        var officer = await _folk.OfficerNamedAsync("受理14", await _folk.CentreAsync(), Roles.CentreOperator);
        await _folk.SetUpSecondFactorAsync(officer);
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/people/{officer}");

        await admin.PressAsync("重置动态口令");

        Assert.Contains("未启用", admin.Text, StringComparison.Ordinal);
        Assert.Contains("重置动态口令", admin.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<PartyVisitor> AdministratorAsync() => await site.SignedInAsync(await _folk.OfficerNamedAsync("管理员00", null, Roles.Administrator));

    private static async Task CreateAsync(PartyVisitor admin, string name)
    {
        await admin.GoAsync("/admin/people/new");
        await admin.PressAsync("开立账号", ("用户名", name), ("姓名", "监督员07"), ("初始密码", PartyFolk.Password), ("行政监督", "on"));
    }
}
