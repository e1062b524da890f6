using System.Net;
using Trading.Domain.Parties;
using Trading.Infrastructure.Banking;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>Centres and their posts, as administrators keep them.</summary>
public sealed class CentresTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly PartyFolk _folk = new(site.Services);

    [Fact]
    public async Task CentresAdministrator_FoundsNone_AndSeesTheOwnOnly()
    {
        var (here, there) = (await _folk.CentreAsync(), await _folk.CentreAsync());
        var post = await _folk.PostAsync(there);
        using var admin = await site.SignedInAsync(await _folk.OfficerNamedAsync("管理员01", here, Roles.Administrator));

        await admin.AtAsync("/admin/centres/new", HttpStatusCode.Forbidden);
        await admin.AtAsync($"/admin/centres/{there}", HttpStatusCode.NotFound);
        await admin.AtAsync($"/admin/centres/{there}/posts/new", HttpStatusCode.NotFound);
        await admin.AtAsync($"/admin/posts/{post}", HttpStatusCode.NotFound);
        await admin.AtAsync($"/admin/centres/{here}", HttpStatusCode.OK);
        await admin.AtAsync("/admin/centres", HttpStatusCode.OK);
        Assert.Empty(admin.Page.QuerySelectorAll($"a[href='/admin/centres/{there}']"));
    }

    [Fact]
    public async Task Rooms_OpenedTwiceAndRetired_AreListedAsTheyAre()
    {
        var centre = await _folk.CentreAsync();
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/centres/{centre}/rooms");
        (string, string)[] room = [("编号", "301"), ("中文名称", "开标一室"), ("英文名称", "Opening room 1"), ("容纳人数", "40")];

        await admin.PressAsync("保存", room);
        Assert.Contains("开标一室", admin.Text, StringComparison.Ordinal);
        await admin.PressAsync("保存", room);
        Assert.Equal("本中心已有编号为 301 的场所。", admin.ErrorAt("编号"));

        await admin.GoAsync($"/admin/centres/{centre}/rooms");
        await admin.PressAsync("停用 301");
        Assert.Contains("已停用", admin.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FeeSchedules_Set_AreListedWithTheirDays_AndNotBackwards()
    {
        var centre = await _folk.CentreAsync();
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/centres/{centre}/fee-schedules");

        await admin.PressAsync("保存", ("收费事项", "发售文件"), ("标准", "agency-1980"), ("起始日期", "2026-05-01"));
        Assert.StartsWith("收费标准 agency-1980 不能用于“发售文件”", admin.ErrorAt("标准"), StringComparison.Ordinal);
        await admin.PressAsync("保存", ("收费事项", "中标"), ("标准", "agency-1980"), ("起始日期", "2026-05-01"), ("终止日期（选填）", "2026-04-30"));
        Assert.Equal("终止日期早于起始日期。", admin.ErrorAt("终止日期（选填）"));
        await admin.PressAsync("保存", ("收费事项", "中标"), ("标准", "agency-1980"), ("起始日期", "2026-05-01"), ("终止日期（选填）", "2026-05-01"));

        Assert.Contains("agency-1980", admin.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_Empty_NamesEveryField()
    {
        using var admin = await AdministratorAsync();
        await admin.GoAsync("/admin/centres/new");

        await admin.PressAsync("保存");

        Assert.Equal(["请填写“中心代码”", "请填写“中文名称”", "请填写“英文名称”", "请填写“级别”"], admin.Errors);
    }

    [Fact]
    public async Task New_CountyWithoutACity_IsRefusedAtTheParent()
    {
        using var admin = await AdministratorAsync();

        await FoundAsync(admin, "K1", "县级中心");

        Assert.StartsWith("上级中心不符合要求", admin.ErrorAt("上级中心（选填）"), StringComparison.Ordinal);
        Assert.Equal("on", admin.Shown("县级中心"));
    }

    [Fact]
    public async Task New_CodeTaken_IsRefusedAtTheCode()
    {
        await _folk.CentreAsync("K2");
        using var admin = await AdministratorAsync();

        await FoundAsync(admin, " K2 ", "市级中心");

        Assert.Equal("中心代码 K2 已被使用。", admin.ErrorAt("中心代码"));
    }

    [Fact]
    public async Task NewCentreAndPost_Complete_AreListed()
    {
        using var admin = await AdministratorAsync();

        await FoundAsync(admin, "K3", "市级中心");
        Assert.Equal("第二示范市中心", admin.Heading);
        Assert.Contains("还没有岗位", admin.Text, StringComparison.Ordinal);
        await admin.GoAsync(admin.Address + "/posts/new");
        await admin.PressAsync("保存", ("办理的环节", "业务受理岗"), ("中文名称", "业务受理岗"), ("英文名称", "Intake"));

        Assert.Equal("第二示范市中心", admin.Heading);
        Assert.Contains("业务受理岗", admin.Text, StringComparison.Ordinal);
        await admin.GoAsync(admin.Address + "/posts/new");
        await admin.PressAsync("保存", ("办理的环节", "业务受理岗"), ("中文名称", "另一岗"), ("英文名称", "Other"));
        Assert.Equal("本中心已有岗位标识 centre-operator。", admin.ErrorAt("办理的环节"));
    }

    [Fact]
    public async Task Post_SamePersonTwiceOrDeputyAlone_IsRefused()
    {
        var (post, _) = await PostAsync();
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/posts/{post}");

        await admin.PressAsync("保存", ("A 岗（选填）", "受理21"), ("B 岗（选填）", "受理21"));
        Assert.Equal("A 岗和 B 岗须是两个人。", admin.ErrorAt("B 岗（选填）"));
        await admin.PressAsync("保存", ("A 岗（选填）", "未指定"), ("B 岗（选填）", "受理21"));

        Assert.Equal("请先指定 A 岗，再指定 B 岗。", admin.ErrorAt("A 岗（选填）"));
    }

    [Fact]
    public async Task Post_ChangedMeanwhile_IsRefusedThenGoesThrough()
    {
        var (post, _) = await PostAsync();
        using var first = await AdministratorAsync();
        using var second = await AdministratorAsync();
        await first.GoAsync($"/admin/posts/{post}");
        await second.GoAsync($"/admin/posts/{post}");

        await first.PressAsync("保存", ("A 岗（选填）", "受理21"));
        await second.PressAsync("保存", ("A 岗（选填）", "受理22"));
        Assert.StartsWith("您打开页面之后，这条记录已被他人修改。", Assert.Single(second.Errors), StringComparison.Ordinal);
        await second.PressAsync("保存");

        Assert.Contains("受理22", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Assigned_IsListedWithHolderAndDeputy()
    {
        var (post, centre) = await PostAsync();
        using var admin = await AdministratorAsync();
        await admin.GoAsync($"/admin/posts/{post}");

        await admin.PressAsync("保存", ("A 岗（选填）", "受理21"), ("B 岗（选填）", "受理22"));

        Assert.Equal($"/admin/centres/{centre}", admin.Address);
        Assert.Contains("受理21", admin.Text, StringComparison.Ordinal);
        Assert.Contains("受理22", admin.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BankAccount_Entered_IsListedAndRecorded()
    {
        var centre = await _folk.CentreAsync();
        using var stale = await AdministratorAsync();
        await stale.GoAsync($"/admin/centres/{centre}/bank-accounts/new");
        Assert.StartsWith("/step-up", stale.Address, StringComparison.Ordinal);
        using var admin = await site.SignedInAsync(await _folk.OfficerNamedAsync("管理员02", null, Roles.Administrator), SessionKind.Fresh);
        await admin.GoAsync($"/admin/centres/{centre}/bank-accounts/new");

        await admin.PressAsync("保存", ("户名", "保证金专户"), ("开户银行", "某某银行"), ("账号", "123"), ("对账单格式", BankProfiles.All[0].Name[0]));
        Assert.Equal("账号应为 9 至 32 位数字。", admin.ErrorAt("账号"));
        await admin.PressAsync("保存", ("账号", "9111 0000 0000 0001"));

        Assert.Equal($"/admin/centres/{centre}", admin.Address);
        Assert.Contains("9111000000000001", admin.Text, StringComparison.Ordinal);
        Assert.Contains("登记银行账户", admin.Text, StringComparison.Ordinal);
        await admin.GoAsync(admin.Page.QuerySelectorAll("main a").Single(a => a.TextContent.StartsWith("修改", StringComparison.Ordinal)).GetAttribute("href")!);
        await admin.PressAsync("保存", ("付款文件格式", "ISO 20022 pain.001.001.09"));
        Assert.Equal($"/admin/centres/{centre}", admin.Address);
        Assert.Contains("设定付款文件格式", admin.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BankAccount_OfAnotherCentre_IsNotFound()
    {
        var (here, there) = (await _folk.CentreAsync(), await _folk.CentreAsync());
        using var admin = await site.SignedInAsync(await _folk.OfficerNamedAsync("管理员03", here, Roles.Administrator), SessionKind.Fresh);

        await admin.AtAsync($"/admin/centres/{there}/bank-accounts/new", HttpStatusCode.NotFound);
    }

    private async Task<PartyVisitor> AdministratorAsync() => await site.SignedInAsync(await _folk.OfficerNamedAsync("管理员00", null, Roles.Administrator));

    private async Task<(long Post, long Centre)> PostAsync()
    {
        var centre = await _folk.CentreAsync();
        await _folk.OfficerNamedAsync("受理21", centre, Roles.CentreOperator);
        await _folk.OfficerNamedAsync("受理22", centre, Roles.CentreOperator);
        return (await _folk.PostAsync(centre), centre);
    }

    private static async Task FoundAsync(PartyVisitor admin, string code, string kind)
    {
        await admin.GoAsync("/admin/centres/new");
        await admin.PressAsync("保存", ("中心代码", code), ("中文名称", "第二示范市中心"), ("英文名称", "Second demo centre"), (kind, "on"));
    }
}
