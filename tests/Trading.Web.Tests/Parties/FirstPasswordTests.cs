using System.Net;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>A password that an administrator chose is changed before anything else; anybody may change their own.</summary>
public sealed class FirstPasswordTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Secret = "only-mine-to-know";
    private readonly PartyFolk _folk = new(site.Services);

    [Fact]
    public async Task FirstPassword_NotChangedYet_KeepsFromEverythingElse()
    {
        var name = await OfficerWithFirstPasswordAsync("first1");
        using var visitor = site.Stranger();

        await visitor.SignInAsync(name, PartyFolk.Password);
        Assert.Equal("修改密码", visitor.Heading);
        Assert.Contains("当前密码由管理员设置", visitor.Text, StringComparison.Ordinal);
        foreach (var url in new[] { "/account", "/centre/organisations", "/step-up" })
        {
            await visitor.GoAsync(url);
            Assert.Equal("/account/password", visitor.Address);
        }

        await visitor.PressAsync("修改密码", ("当前密码", PartyFolk.Password), ("新密码", Secret));
        Assert.Contains("密码已修改，其他设备上的登录已退出。", visitor.Text, StringComparison.Ordinal);
        await visitor.AtAsync("/centre/organisations", HttpStatusCode.OK);
    }

    [Fact]
    public async Task FirstPassword_NotChangedYet_PublicPagesAndSigningOutStayOpen()
    {
        var name = await OfficerWithFirstPasswordAsync("first2");
        using var visitor = site.Stranger();
        await visitor.SignInAsync(name, PartyFolk.Password);

        await visitor.AtAsync("/help", HttpStatusCode.OK);
        Assert.Equal("/help", visitor.Address);
        await visitor.PressAsync("退出");

        Assert.Equal("/", visitor.Address);
    }

    [Theory]
    [InlineData("wrong-password", Secret, "当前密码", "当前密码不正确。")]
    [InlineData(PartyFolk.Password, "eleven-char", "新密码", "密码至少 12 个字符。")]
    [InlineData(PartyFolk.Password, PartyFolk.Password, "新密码", "新密码不能与当前密码相同。")]
    public async Task Password_Refused_SaysWhyAtTheField(string present, string password, string field, string sentence)
    {
        using var visitor = await site.SignedInAsync(await _folk.PersonAsync());
        await visitor.GoAsync("/account/password");

        await visitor.PressAsync("修改密码", ("当前密码", present), ("新密码", password));

        Assert.Equal([sentence], visitor.Errors);
        Assert.Equal(sentence, visitor.ErrorAt(field));
    }

    [Fact]
    public async Task Password_GuessedAtFiveTimes_LocksAndSaysSo()
    {
        using var visitor = await site.SignedInAsync(await _folk.PersonAsync());
        await visitor.GoAsync("/account/password");
        for (var i = 0; i < 5; i++)
        {
            await visitor.PressAsync("修改密码", ("当前密码", "wrong-password"), ("新密码", Secret));
        }

        await visitor.PressAsync("修改密码", ("当前密码", PartyFolk.Password), ("新密码", Secret));

        Assert.StartsWith("连续输错次数过多，账号已锁定", visitor.ErrorAt("当前密码"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_Changed_EndsTheOtherSessions()
    {
        var person = await _folk.PersonAsync();
        using var here = await site.SignedInAsync(person);
        using var there = await site.SignedInAsync(person);
        await here.GoAsync("/account/password");

        await here.PressAsync("修改密码", ("当前密码", PartyFolk.Password), ("新密码", Secret));
        await there.GoAsync("/account");

        Assert.Equal("我的账号", here.Heading);
        Assert.Equal("登录", there.Heading);
    }

    private async Task<string> OfficerWithFirstPasswordAsync(string name)
    {
        var created = await _folk.Do(async (PersonService p) => await p.CreateOfficerAsync(
            new CreateOfficer
            {
                UserName = name,
                DisplayName = "受理03",
                Email = null,
                Password = PartyFolk.Password,
                CentreId = await _folk.CentreAsync(),
                Roles = [Roles.CentreOperator],
                ByUserId = 999,
            },
            default));
        Assert.Empty(created.Defects);
        return name;
    }
}
