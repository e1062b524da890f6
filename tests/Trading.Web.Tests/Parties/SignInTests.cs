using System.Net;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>In by password, out again, and what happens to whoever keeps guessing.</summary>
public sealed class SignInTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Wrong = "账号或密码不正确。连续输错 5 次后锁定 15 分钟。";
    private const string Locked = "连续输错次数过多，账号已锁定，请 15 分钟后再试。已登录的设备不受影响。";
    private readonly PartyFolk _folk = new(site.Services);

    [Fact]
    public async Task SignIn_AskedForAPageFirst_LeadsBackToIt()
    {
        await _folk.PersonAsync("back@example.com");
        using var visitor = site.Stranger();

        await visitor.GoAsync("/account");
        Assert.Equal("登录", visitor.Heading);
        await visitor.PressAsync("登录", ("邮箱或用户名", "BACK@example.com "), ("密码", PartyFolk.Password));

        Assert.Equal("我的账号", visitor.Heading);
    }

    [Fact]
    public async Task SignIn_AddressOfAnotherSiteToGoTo_IsNotFollowed()
    {
        await _folk.PersonAsync("elsewhere@example.com");
        using var visitor = site.Stranger();

        await visitor.GoAsync("/sign-in?returnUrl=https%3A%2F%2Fevil.example%2F");
        await visitor.PressAsync("登录", ("邮箱或用户名", "elsewhere@example.com"), ("密码", PartyFolk.Password));

        Assert.Equal("/organisation/registration", visitor.Address);
    }

    [Theory]
    [InlineData("known@example.com")]
    [InlineData("unknown@example.com")]
    public async Task SignIn_WrongPasswordOrUnknownName_SaysTheSame(string name)
    {
        if (name == "known@example.com")
        {
            await _folk.PersonAsync(name);
        }

        using var visitor = site.Stranger();
        await visitor.SignInAsync(name, "wrong-password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Equal([Wrong], visitor.Errors);
        Assert.Equal(name, visitor.Shown("邮箱或用户名"));
        Assert.Equal("", visitor.Shown("密码"));
    }

    [Fact]
    public async Task SignIn_DisabledOfficer_IsToldWhatAWrongPasswordIs()
    {
        var officer = await _folk.OfficerNamedAsync("受理02", await _folk.CentreAsync(), Roles.CentreOperator);
        var name = await _folk.Read(db => Task.FromResult(db.Users.Single(u => u.Id == officer).UserName!));
        await _folk.Do((PersonService p) => p.DisableAsync(officer, byUserId: 999, default));
        using var visitor = site.Stranger();

        await visitor.SignInAsync(name, PartyFolk.Password);

        Assert.Equal([Wrong], visitor.Errors);
    }

    [Fact]
    public async Task SignIn_ByPasswordAlone_ProvesPresence_UntilFiveMinutesArePast()
    {
        var manager = await _folk.OfficerNamedAsync("主任03", await _folk.CentreAsync(), Roles.CentreManager);
        using var visitor = site.Stranger();
        await visitor.SignInAsync(await _folk.Read(db => Task.FromResult(db.Users.Single(u => u.Id == manager).UserName!)), PartyFolk.Password);

        site.SignInTime.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await visitor.AtAsync("/centre/rules/construction.min-bidders", HttpStatusCode.OK);
        Assert.NotEqual("再次确认身份", visitor.Heading);
        site.SignInTime.Advance(TimeSpan.FromSeconds(1));
        await visitor.GoAsync("/centre/rules/construction.min-bidders");

        Assert.Equal("再次确认身份", visitor.Heading);
    }

    [Fact]
    public async Task SignIn_NothingTyped_NamesBothFields()
    {
        using var visitor = site.Stranger();

        await visitor.SignInAsync("", "");

        Assert.Equal(["请填写“邮箱或用户名”", "请填写“密码”"], visitor.Errors);
    }

    [Fact]
    public async Task SignIn_FiveWrongPasswords_LocksForAQuarterOfAnHour()
    {
        await _folk.PersonAsync("locked@example.com");
        using var visitor = site.Stranger();
        for (var i = 0; i < 4; i++)
        {
            await visitor.SignInAsync("locked@example.com", "wrong-password");
            Assert.Equal([Wrong], visitor.Errors);
        }

        await visitor.SignInAsync("locked@example.com", "wrong-password");
        Assert.Equal([Locked], visitor.Errors);
        await visitor.SignInAsync("locked@example.com", PartyFolk.Password);
        Assert.Equal([Locked], visitor.Errors);

        site.SignInTime.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        await visitor.SignInAsync("locked@example.com", PartyFolk.Password);
        Assert.Equal([Locked], visitor.Errors);
        site.SignInTime.Advance(TimeSpan.FromSeconds(2));
        await visitor.SignInAsync("locked@example.com", PartyFolk.Password);
        Assert.Equal("/organisation/registration", visitor.Address);
    }

    [Fact]
    public async Task SignIn_LockedWhileSignedInElsewhere_LeavesThatSessionAlone()
    {
        var person = await _folk.PersonAsync("two-places@example.com");
        using var first = await site.SignedInAsync(person);
        using var guesser = site.Stranger();
        for (var i = 0; i < 5; i++)
        {
            await guesser.SignInAsync("two-places@example.com", "wrong-password");
        }

        await first.GoAsync("/account");

        Assert.Equal("我的账号", first.Heading);
    }

    [Fact]
    public async Task SignOut_Pressed_EndsTheSession()
    {
        await _folk.PersonAsync("leaver@example.com");
        using var visitor = site.Stranger();
        await visitor.SignInAsync("leaver@example.com", PartyFolk.Password);

        await visitor.PressAsync("退出");
        Assert.Equal("/", visitor.Address);
        await visitor.GoAsync("/account");

        Assert.Equal("登录", visitor.Heading);
    }

    [Fact]
    public async Task DemoAccounts_InDemoMode_AreListedByRole()
    {
        using var visitor = site.Stranger();

        await visitor.GoAsync("/sign-in?lang=en");

        Assert.Equal("Sign in", visitor.Heading);
        Assert.Contains("There is no picture puzzle", visitor.Text, StringComparison.Ordinal);
    }
}
