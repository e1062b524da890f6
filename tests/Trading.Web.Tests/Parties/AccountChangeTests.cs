using System.Net;
using Trading.Domain.Parties;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>A change of bank account is decided by somebody else, freshly present, who sees exactly what is asked for.</summary>
public sealed class AccountChangeTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Number = "622299999999";
    private readonly PartyFolk _folk = new(site.Services);

    [Fact]
    public async Task Decide_Others_MayNotEvenLook()
    {
        var person = await _folk.PersonAsync();
        var change = await ChangeAsync(person);
        using var requester = await site.SignedInAsync(person, SessionKind.Fresh);
        using var clerk = await site.SignedInAsync(await _folk.OfficerNamedAsync("受理01", await _folk.CentreAsync(), Roles.CentreOperator), SessionKind.Fresh);

        await requester.AtAsync($"/centre/account-changes/{change}", HttpStatusCode.Forbidden);
        await clerk.AtAsync($"/centre/account-changes/{change}", HttpStatusCode.Forbidden);
        await clerk.AtAsync("/centre/account-changes", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Decide_OrganisationOfAnotherCentre_IsNotFound()
    {
        var person = await _folk.PersonAsync();
        var change = await ChangeAsync(person);
        var organisation = await _folk.Read(db => Task.FromResult(db.Set<AccountChange>().Single(c => c.Id == change).OrganisationId));
        using var reviewer = await ManagerAsync();
        using var other = await ManagerAsync();
        await reviewer.GoAsync($"/centre/organisations/{organisation}");
        await reviewer.PressAsync("开始审阅");

        await other.AtAsync($"/centre/account-changes/{change}", HttpStatusCode.NotFound);
        await other.AtAsync("/centre/account-changes/999999", HttpStatusCode.NotFound);
        await other.GoAsync("/centre/account-changes");
        Assert.Empty(other.Page.QuerySelectorAll($"a[href='/centre/account-changes/{change}']"));
        await reviewer.AtAsync($"/centre/account-changes/{change}", HttpStatusCode.OK);
    }

    [Fact]
    public async Task Decide_NotConfirmedLately_AsksFirst()
    {
        var change = await ChangeAsync(await _folk.PersonAsync());
        using var manager = await ManagerAsync(SessionKind.Password);

        await manager.GoAsync($"/centre/account-changes/{change}");
        Assert.Equal("再次确认身份", manager.Heading);
        await manager.PressAsync("继续", ("密码", PartyFolk.Password));

        Assert.Equal($"/centre/account-changes/{change}", manager.Address);
        Assert.Contains(Number, manager.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_OnesOwnRequest_IsRefused()
    {
        var centre = await _folk.CentreAsync();
        var manager = await _folk.OfficerNamedAsync("中心主任01", centre, Roles.CentreManager);
        var organisation = await _folk.OrganisationAsync();
        var change = (await _folk.AccountChangeAsync(organisation, manager)).Id;
        using var visitor = await site.SignedInAsync(manager, SessionKind.Fresh);
        await visitor.GoAsync($"/centre/account-changes/{change}");

        await visitor.PressAsync("核实无误，批准变更");

        Assert.StartsWith("经办人不能复核自己的单据", Assert.Single(visitor.Errors), StringComparison.Ordinal);
        Assert.True(visitor.Has("核实无误，批准变更"));
    }

    [Fact]
    public async Task Refuse_WithoutAReason_SaysSoAtTheField()
    {
        var change = await ChangeAsync(await _folk.PersonAsync());
        using var manager = await ManagerAsync();
        await manager.GoAsync($"/centre/account-changes/{change}");

        await manager.PressAsync("不予批准");

        Assert.Equal("请填写“不予批准的原因（申请单位可见）”", manager.ErrorAt("不予批准的原因（申请单位可见）"));
    }

    [Fact]
    public async Task Refuse_ReasonTooLong_KeepsIt()
    {
        var change = await ChangeAsync(await _folk.PersonAsync());
        using var manager = await ManagerAsync();
        await manager.GoAsync($"/centre/account-changes/{change}");
        var reason = new string('因', 501);

        await manager.PressAsync("不予批准", ("不予批准的原因（申请单位可见）", reason));

        Assert.Equal("“不予批准的原因（申请单位可见）”不能超过 500 个字符", manager.ErrorAt("不予批准的原因（申请单位可见）"));
        Assert.Equal(reason, manager.Shown("不予批准的原因（申请单位可见）"));
    }

    [Fact]
    public async Task Refuse_WithAReason_IsReadByTheOrganisation()
    {
        var person = await _folk.PersonAsync();
        var change = await ChangeAsync(person);
        using var manager = await ManagerAsync();
        using var member = await site.SignedInAsync(person);
        await manager.GoAsync($"/centre/account-changes/{change}");

        await manager.PressAsync("不予批准", ("不予批准的原因（申请单位可见）", "电话核实未接通"));
        Assert.Equal("/centre/account-changes", manager.Address);
        await member.GoAsync("/organisation");

        Assert.Contains("电话核实未接通", member.Text, StringComparison.Ordinal);
        Assert.Contains("6222000000000001", member.Text, StringComparison.Ordinal);
        await manager.GoAsync($"/centre/account-changes/{change}");
        Assert.False(manager.Has("核实无误，批准变更"));
    }

    [Fact]
    public async Task Approve_ByTwoManagers_CountsOnceAndTheSecondIsTold()
    {
        var person = await _folk.PersonAsync();
        var change = await ChangeAsync(person);
        using var first = await ManagerAsync();
        using var second = await ManagerAsync();
        using var member = await site.SignedInAsync(person);
        await first.GoAsync($"/centre/account-changes/{change}");
        await second.GoAsync($"/centre/account-changes/{change}");

        await first.PressAsync("核实无误，批准变更");
        Assert.Equal("/centre/account-changes", first.Address);
        await second.PressAsync("核实无误，批准变更");

        Assert.Equal(["该账户变更申请已经办结。"], second.Errors);
        await member.GoAsync("/organisation");
        Assert.Contains(Number, member.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("6222000000000001", member.Text, StringComparison.Ordinal);
    }

    private async Task<long> ChangeAsync(long person) =>
        (await _folk.AccountChangeAsync(await _folk.OrganisationAsync(person), person, Number)).Id;

    private async Task<PartyVisitor> ManagerAsync(SessionKind kind = SessionKind.Fresh) =>
        await site.SignedInAsync(await _folk.OfficerNamedAsync("中心主任02", await _folk.CentreAsync(), Roles.CentreManager), kind);
}
