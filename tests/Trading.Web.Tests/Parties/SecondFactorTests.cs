using System.Net;
using System.Text.RegularExpressions;
using Trading.Domain.Parties;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>A site that is no demonstration.</summary>
public sealed class RealSite : TestSite
{
    protected override bool IsDemo => false;
}

/// <summary>The second factor: asked of every officer outside demo mode, offered to everybody.</summary>
public sealed partial class SecondFactorTests(RealSite site) : IClassFixture<RealSite>
{
    private const string WrongCode = "口令不正确、已过期或已使用过，请输入最新显示的口令。";
    private readonly PartyFolk _folk = new(site.Services) { Region = "110105" };

    [Fact]
    public async Task Officer_WithoutSecondFactor_CanDoNothingButSetItUp()
    {
        using var visitor = await site.SignedInAsync(await OfficerAsync());

        foreach (var url in new[] { "/centre/organisations", "/account", "/centre/account-changes", "/step-up" })
        {
            await visitor.GoAsync(url);
            Assert.Equal("/account/second-factor", visitor.Address);
            Assert.Equal("动态口令", visitor.Heading);
        }

        await visitor.AtAsync("/help", HttpStatusCode.OK);
    }

    [Fact]
    public async Task Officer_WithoutSecondFactor_MayPostNothing()
    {
        using var client = await site.VisitorAsync(await OfficerAsync(), SessionKind.Fresh);
        var page = await client.PageAsync("/account/second-factor");
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Token(page))]);

        using var response = await client.PostAsync(new Uri("/centre/organisations/1/start", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Member_WithoutSecondFactor_IsNotAskedForOne()
    {
        using var visitor = await site.SignedInAsync(await _folk.PersonAsync());

        await visitor.GoAsync("/account");

        Assert.Equal("我的账号", visitor.Heading);
        Assert.Contains("未启用", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignInPage_OfARealSite_ListsNoDemonstrationAccounts()
    {
        using var visitor = site.Stranger();

        await visitor.GoAsync("/sign-in");

        Assert.DoesNotContain("演示账号", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetUp_WrongThenRightCode_TurnsItOnAndGivesRecoveryCodesOnce()
    {
        using var visitor = await site.SignedInAsync(await OfficerAsync());
        await visitor.GoAsync("/account/second-factor");
        await visitor.PressAsync("启用动态口令", ("动态口令", "000000"));
        Assert.Equal(WrongCode, visitor.ErrorAt("动态口令"));

        var key = visitor.Page.QuerySelector("[data-key]")!.TextContent;
        var code = Totp.Now(key);
        await visitor.PressAsync("启用动态口令", ("动态口令", code[..3] + " " + code[3..]));
        Assert.Equal("恢复码", visitor.Heading);
        Assert.Equal(10, Codes(visitor).Count);
        Assert.Contains("离开本页后不再显示", visitor.Text, StringComparison.Ordinal);

        await visitor.AtAsync("/centre/organisations", HttpStatusCode.OK);
        await visitor.GoAsync("/account/second-factor");
        Assert.Contains("还有 10 个恢复码可用。", visitor.Text, StringComparison.Ordinal);
        await visitor.AtAsync("/account/second-factor/qr", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SetUpPicture_BeforeItIsConfirmed_IsAnImageNobodyKeeps()
    {
        using var client = await site.VisitorAsync(await OfficerAsync());
        await client.PageAsync("/account/second-factor");

        using var response = await client.GetAsync(new Uri("/account/second-factor/qr", UriKind.Relative));

        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Code_WithoutAPasswordBefore_LeadsToSignIn()
    {
        using var visitor = site.Stranger();

        await visitor.GoAsync("/sign-in/code");
        Assert.Equal("/sign-in", visitor.Address);
        await visitor.GoAsync("/sign-in/recovery");
        Assert.Equal("/sign-in", visitor.Address);
    }

    [Fact]
    public async Task Code_HalfWay_OpensNoPage()
    {
        var person = await _folk.PersonAsync();
        await _folk.SetUpSecondFactorAsync(person);
        using var visitor = await site.SignedInAsync(person, SessionKind.HalfWay);

        await visitor.GoAsync("/account");

        Assert.Equal("登录", visitor.Heading);
    }

    [Fact]
    public async Task Code_WrongThenRight_SignsInAndWorksOnce()
    {
        var person = await _folk.PersonAsync("codes@example.com");
        var key = await _folk.SetUpSecondFactorAsync(person);
        using var visitor = site.Stranger();
        await visitor.SignInAsync("codes@example.com", PartyFolk.Password);
        Assert.Equal("输入动态口令", visitor.Heading);

        await visitor.PressAsync("继续", ("动态口令", "000000"));
        Assert.Equal(WrongCode, visitor.ErrorAt("动态口令"));
        var code = Totp.Now(key);
        await visitor.PressAsync("继续", ("动态口令", code));
        Assert.Equal("/organisation/registration", visitor.Address);

        using var shoulder = site.Stranger();
        await shoulder.SignInAsync("codes@example.com", PartyFolk.Password);
        await shoulder.PressAsync("继续", ("动态口令", code));
        Assert.Equal([WrongCode], shoulder.Errors);
    }

    [Fact]
    public async Task PasswordAndCode_ProvePresence_UntilFiveMinutesArePast()
    {
        var officer = await OfficerAsync();
        var key = await _folk.SetUpSecondFactorAsync(officer);
        using var visitor = site.Stranger();
        await visitor.SignInAsync(await _folk.Read(db => Task.FromResult(db.Users.Single(u => u.Id == officer).UserName!)), PartyFolk.Password);
        Assert.Equal("输入动态口令", visitor.Heading);
        await visitor.PressAsync("继续", ("动态口令", Totp.Now(key)));

        site.SignInTime.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await visitor.AtAsync("/centre/rules/construction.min-bidders", HttpStatusCode.OK);
        Assert.NotEqual("再次确认身份", visitor.Heading);
        site.SignInTime.Advance(TimeSpan.FromSeconds(1));
        await visitor.GoAsync("/centre/rules/construction.min-bidders");

        Assert.Equal("再次确认身份", visitor.Heading);
    }

    [Fact]
    public async Task Code_OlderThanTheOneUsedLast_IsNotAcceptedAgain()
    {
        var person = await _folk.PersonAsync("a-b-a@example.com");
        var key = await _folk.SetUpSecondFactorAsync(person);
        var (a, b) = (Totp.Now(key), Totp.Now(key, 1));
        foreach (var code in new[] { a, b })
        {
            using var visitor = await WithCodeAsync("a-b-a@example.com", code);
            Assert.Equal("/organisation/registration", visitor.Address);
        }

        foreach (var code in new[] { a, b })
        {
            using var shoulder = await WithCodeAsync("a-b-a@example.com", code);
            Assert.Equal([WrongCode], shoulder.Errors);
        }
    }

    [Fact]
    public async Task Code_WrongFiveTimes_LocksTheAccount()
    {
        var person = await _folk.PersonAsync("code-guesser@example.com");
        await _folk.SetUpSecondFactorAsync(person);
        using var visitor = site.Stranger();
        await visitor.SignInAsync("code-guesser@example.com", PartyFolk.Password);
        for (var i = 0; i < 5; i++)
        {
            await visitor.PressAsync("继续", ("动态口令", "000000"));
        }

        Assert.StartsWith("连续输错次数过多，账号已锁定", Assert.Single(visitor.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecoveryCode_TypedInSmallLetters_SignsInOnceOnly()
    {
        var person = await _folk.PersonAsync("recovery@example.com");
        using var visitor = await site.SignedInAsync(person);
        await visitor.GoAsync("/account/second-factor");
        await visitor.PressAsync("启用动态口令", ("动态口令", Totp.Now(visitor.Page.QuerySelector("[data-key]")!.TextContent)));
        var code = Codes(visitor)[0];

        using var phoneless = site.Stranger();
        await phoneless.SignInAsync("recovery@example.com", PartyFolk.Password);
        await phoneless.GoAsync("/sign-in/recovery");
        await phoneless.PressAsync("继续", ("恢复码", code.ToLowerInvariant()));
        Assert.Equal("/organisation/registration", phoneless.Address);

        using var again = site.Stranger();
        await again.SignInAsync("recovery@example.com", PartyFolk.Password);
        await again.GoAsync("/sign-in/recovery");
        await again.PressAsync("继续", ("恢复码", code));
        Assert.Equal("恢复码不正确或已使用过，请换一个。", again.ErrorAt("恢复码"));

        await visitor.GoAsync("/account/second-factor");
        Assert.Contains("还有 9 个恢复码可用。", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewCodesAndReplace_LongAfterSigningIn_AskForACodeFirst()
    {
        var officer = await OfficerAsync();
        var key = await _folk.SetUpSecondFactorAsync(officer);
        using var visitor = await site.SignedInAsync(officer, SessionKind.SecondFactor);

        await visitor.GoAsync("/account/second-factor");
        await visitor.PressAsync("重新生成恢复码");
        Assert.Equal("再次确认身份", visitor.Heading);
        Assert.Contains("您刚才的操作还没有办理。", visitor.Text, StringComparison.Ordinal);
        await visitor.PressAsync("继续", ("动态口令", Totp.Now(key)));
        Assert.Equal("/account/second-factor", visitor.Address);
        Assert.Contains("身份已确认，刚才的内容尚未提交", visitor.Text, StringComparison.Ordinal);
        await visitor.PressAsync("重新生成恢复码");
        Assert.Equal(10, Codes(visitor).Count);

        await visitor.GoAsync("/account/second-factor");
        await visitor.PressAsync("更换手机");
        Assert.True(visitor.Has("启用动态口令"));
        Assert.NotEqual(key, visitor.Page.QuerySelector("[data-key]")!.TextContent.Replace(" ", "", StringComparison.Ordinal));
        await visitor.GoAsync("/centre/organisations");
        Assert.Equal("/account/second-factor", visitor.Address);
    }

    private async Task<PartyVisitor> WithCodeAsync(string email, string code)
    {
        var visitor = site.Stranger();
        await visitor.SignInAsync(email, PartyFolk.Password);
        await visitor.PressAsync("继续", ("动态口令", code));
        return visitor;
    }

    private async Task<long> OfficerAsync() =>
        await _folk.OfficerNamedAsync("受理01", await _folk.CentreAsync(), Roles.CentreOperator, Roles.CentreManager);

    private static List<string> Codes(PartyVisitor visitor) => [.. CodePattern().Matches(visitor.Text).Select(m => m.Value)];

    private static string Token(AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    [GeneratedRegex("[0-9A-Z]{5}-[0-9A-Z]{5}")]
    private static partial Regex CodePattern();
}
