using System.Net;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>From opening an account to a registered organisation, through the forms.</summary>
public sealed class RegistrationTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Name = "投标单位丁";
    private static readonly string RepresentativeId = ResidentId.Compose(RegionPrefix.Demo, new DateOnly(1980, 1, 2), 1);
    private readonly PartyFolk _folk = new(site.Services);

    [Theory]
    [InlineData("")]
    [InlineData("/facts")]
    [InlineData("/check")]
    public async Task Registration_NotSignedIn_LeadsToSignIn(string step)
    {
        using var visitor = site.Stranger();

        await visitor.GoAsync("/organisation/registration" + step);

        Assert.Equal("登录", visitor.Heading);
    }

    [Fact]
    public async Task Registration_Officer_IsRefused()
    {
        using var visitor = await site.SignedInAsync(await _folk.OfficerNamedAsync("受理01", await _folk.CentreAsync(), Roles.CentreOperator));

        await visitor.AtAsync("/organisation/registration", HttpStatusCode.Forbidden);
        await visitor.AtAsync("/organisation/registration/facts", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Registration_Member_IsLedToTheOrganisation()
    {
        var person = await _folk.PersonAsync();
        await _folk.OrganisationAsync(person);
        using var visitor = await site.SignedInAsync(person);

        await visitor.GoAsync("/organisation/registration/facts");

        Assert.Equal("/organisation", visitor.Address);
    }

    [Fact]
    public async Task Register_EverythingWrong_SaysAllAtOnceAndKeepsWhatWasTyped()
    {
        await _folk.PersonAsync("taken@example.com");
        using var visitor = site.Stranger();
        await visitor.GoAsync("/register");

        await visitor.PressAsync("继续", ("姓名", ""), ("邮箱", "Taken@example.com"), ("密码", "short"));

        Assert.Equal(["请填写“姓名”", "该邮箱已开立账号，请直接登录。", "密码至少 12 个字符。"], visitor.Errors);
        Assert.Equal("Taken@example.com", visitor.Shown("邮箱"));
        Assert.Equal("", visitor.Shown("密码"));
    }

    [Fact]
    public async Task Journey_FromOpeningAnAccount_EndsWithARegisteredOrganisation()
    {
        var code = Code("JA000001");
        using var visitor = site.Stranger();
        await visitor.GoAsync("/register");
        await visitor.PressAsync("继续", ("姓名", "经办人丁"), ("邮箱", "journey@example.com"), ("密码", PartyFolk.Password));
        Assert.Equal("单位注册", visitor.Heading);
        await visitor.GoAsync("/organisation/registration/commitment");
        Assert.Equal("/organisation/registration", visitor.Address);

        await FactsAsync(visitor, code);
        await RepresentativeAsync(visitor);
        await AccountAsync(visitor);
        await visitor.GoAsync("/organisation/registration/check");
        Assert.Equal("/organisation/registration", visitor.Address);
        await CommitAsync(visitor);

        Assert.Equal("核对并提交", visitor.Heading);
        Assert.Contains(code, visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(RepresentativeId, visitor.Text, StringComparison.Ordinal);
        await visitor.PressAsync("提交注册");
        Assert.Equal("注册完成", visitor.Heading);
        Assert.Contains($"{Name}（{code}）已完成注册。", visitor.Text, StringComparison.Ordinal);
        await visitor.AtAsync("/bidder", HttpStatusCode.OK);
    }

    [Fact]
    public async Task Facts_Empty_NamesEveryField()
    {
        using var visitor = await NewcomerAsync();
        await visitor.GoAsync("/organisation/registration/facts");

        await visitor.PressAsync("保存");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Equal(
            [
                "请至少选择一种主体类型。", "请填写“单位名称”", "请填写“统一社会信用代码”", "请填写“地址”", "请填写“联系人”", "请填写“联系电话”",
                "请填写“联系邮箱”",
            ],
            visitor.Errors);
        Assert.Equal("请填写“地址”", visitor.ErrorAt("地址"));
    }

    [Theory]
    [InlineData("统一社会信用代码", "91000000", "统一社会信用代码应为18位。")]
    [InlineData("统一社会信用代码", "9100000000000001I0", "统一社会信用代码只含数字和大写字母，且不含 I、O、S、V、Z。")]
    [InlineData("统一社会信用代码", "*", "统一社会信用代码最后一位校验码不正确，请逐位核对。")]
    [InlineData("联系电话", "12", "电话号码不正确，请填写手机号或带区号的固定电话。")]
    [InlineData("联系邮箱", "nobody", "邮箱地址不正确，例如 name@example.com。")]
    public async Task Facts_OneFieldWrong_SaysWhatIsWrongWithItAndKeepsTheRest(string field, string typed, string sentence)
    {
        using var visitor = await NewcomerAsync();
        await visitor.GoAsync("/organisation/registration/facts");
        var value = typed == "*" ? WrongCheckDigit(Code("JB000001")) : typed;

        await visitor.PressAsync("保存", [.. Facts(Code("JB000001")).Where(f => f.Label != field), (field, value)]);

        Assert.Equal([sentence], visitor.Errors);
        Assert.Equal(sentence, visitor.ErrorAt(field));
        Assert.Equal(value, visitor.Shown(field));
        Assert.Equal(Name, visitor.Shown("单位名称"));
        Assert.Equal("on", visitor.Shown("投标人（供应商、竞买人、受让方）"));
        Assert.Equal("off", visitor.Shown("代理机构"));
    }

    [Fact]
    public async Task Facts_NameTooLong_SaysHowLong()
    {
        using var visitor = await NewcomerAsync();
        await visitor.GoAsync("/organisation/registration/facts");

        await visitor.PressAsync("保存", [.. Facts(Code("JC000001")), ("单位名称", new string('甲', 201))]);

        Assert.Equal(["“单位名称”不能超过 200 个字符"], visitor.Errors);
    }

    [Fact]
    public async Task Facts_CodeRegisteredAlready_IsSaidAtTheField()
    {
        await _folk.OrganisationAsync(body: "JD000001");
        var code = UnifiedSocialCreditCode.Compose("91", RegionPrefix.Demo, "JD000001");
        using var visitor = await NewcomerAsync();
        await visitor.GoAsync("/organisation/registration/facts");

        await visitor.PressAsync("保存", [.. Facts(code.ToLowerInvariant())]);

        Assert.Equal("该统一社会信用代码已注册，请联系本单位的账号持有人。", visitor.ErrorAt("统一社会信用代码"));
    }

    [Theory]
    [InlineData("", "请填写“法定代表人身份证号”")]
    [InlineData("1234", null)]
    [InlineData("*", null)]
    public async Task Representative_WrongNumber_IsSaidAtTheField(string typed, string? sentence)
    {
        using var visitor = await NewcomerAsync();
        await visitor.GoAsync("/organisation/registration/representative");

        await visitor.PressAsync("保存", ("法定代表人姓名", "法人丁"), ("法定代表人身份证号", typed == "*" ? WrongCheckDigit(RepresentativeId) : typed));

        var error = Assert.Single(visitor.Errors);
        Assert.Equal(sentence ?? error, error);
        Assert.Equal(error, visitor.ErrorAt("法定代表人身份证号"));
        Assert.Equal("法人丁", visitor.Shown("法定代表人姓名"));
    }

    [Fact]
    public async Task Account_WrongNumberAndAnothersName_SaysBoth()
    {
        using var visitor = await NewcomerAsync();
        await FactsAsync(visitor, Code("JE000001"));
        await visitor.GoAsync("/organisation/registration/account");
        Assert.Equal(Name, visitor.Shown("账户名称"));

        await visitor.PressAsync("保存", ("开户银行", "示范银行"), ("银行账号", "12ab"), ("账户名称", "投标单位戊"), ("这是基本存款账户", "off"));

        Assert.Equal(2, visitor.Errors.Count);
        Assert.NotNull(visitor.ErrorAt("银行账号"));
        Assert.Equal($"账户名称须与单位名称“{Name}”一致。", visitor.ErrorAt("账户名称"));
        Assert.Equal("12ab", visitor.Shown("银行账号"));
        Assert.Equal("off", visitor.Shown("这是基本存款账户"));
    }

    [Fact]
    public async Task Steps_SavedAndLeft_AreThereOnAnotherDevice()
    {
        var person = await _folk.PersonAsync();
        using var first = await site.SignedInAsync(person);
        await FactsAsync(first, Code("JF000001"));
        await AccountAsync(first);
        using var second = await site.SignedInAsync(person);

        await second.GoAsync("/organisation/registration");
        Assert.Equal(2, second.Page.QuerySelectorAll("main li").Count(li => li.TextContent.Contains("已完成", StringComparison.Ordinal)));
        await second.GoAsync("/organisation/registration/facts");
        Assert.Equal(Name, second.Shown("单位名称"));
        Assert.Equal("on", second.Shown("投标人（供应商、竞买人、受让方）"));
        await second.GoAsync("/organisation/registration/account");
        Assert.Equal("6222000000000001", second.Shown("银行账号").Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commitment_WithoutAName_IsNotSigned()
    {
        using var visitor = await NewcomerAsync();
        await FactsAsync(visitor, Code("JG000001"));
        await RepresentativeAsync(visitor);
        await AccountAsync(visitor);
        await visitor.GoAsync("/organisation/registration/commitment");

        await visitor.PressAsync("阅读并承诺");

        Assert.Equal("请填写“承诺人姓名”", visitor.ErrorAt("承诺人姓名"));
    }

    [Fact]
    public async Task Commitment_StatementChangedAfterwards_HasToBeSignedAgain()
    {
        using var visitor = await NewcomerAsync();
        await ReadyAsync(visitor, Code("JH000001"));

        await FactsAsync(visitor, Code("JH000002"));
        await visitor.GoAsync("/organisation/registration/check");

        Assert.Equal("/organisation/registration", visitor.Address);
    }

    [Fact]
    public async Task Check_AccountNameNoLongerFits_IsToldBeforeAnythingIsStored()
    {
        using var visitor = await NewcomerAsync();
        await FactsAsync(visitor, Code("JK000001"));
        await RepresentativeAsync(visitor);
        await AccountAsync(visitor);
        await visitor.GoAsync("/organisation/registration/facts");
        await visitor.PressAsync("保存", ("单位名称", "投标单位己"));
        await CommitAsync(visitor);

        await visitor.PressAsync("提交注册");

        Assert.Equal(["账户名称须与单位名称“投标单位己”一致。"], visitor.Errors);
        Assert.Equal("核对并提交", visitor.Heading);
    }

    [Fact]
    public async Task Submit_PressedTwice_RegistersOnceAndShowsTheOrganisation()
    {
        var person = await _folk.PersonAsync();
        using var first = await site.SignedInAsync(person);
        using var second = await site.SignedInAsync(person);
        await ReadyAsync(first, Code("JL000001"));
        await second.GoAsync("/organisation/registration/check");

        await first.PressAsync("提交注册");
        await second.PressAsync("提交注册");

        Assert.Equal("注册完成", first.Heading);
        Assert.Equal("/organisation", second.Address);
        Assert.Equal(1, await _folk.Read(db => db.Set<Organisation>().CountAsync(o => o.CreditCode == Code("JL000001"))));
    }

    [Fact]
    public async Task Submit_SameCodeByTwoPeople_TheSecondIsToldAtTheCheck()
    {
        using var first = await NewcomerAsync();
        using var second = await NewcomerAsync();
        await ReadyAsync(first, Code("JM000001"));
        await ReadyAsync(second, Code("JM000001"));

        await first.PressAsync("提交注册");
        await second.PressAsync("提交注册");

        Assert.Equal("注册完成", first.Heading);
        Assert.Equal(["该统一社会信用代码已注册，请联系本单位的账号持有人。"], second.Errors);
        Assert.Equal("核对并提交", second.Heading);
    }

    private async Task<PartyVisitor> NewcomerAsync() => await site.SignedInAsync(await _folk.PersonAsync());

    private static async Task ReadyAsync(PartyVisitor visitor, string code)
    {
        await FactsAsync(visitor, code);
        await RepresentativeAsync(visitor);
        await AccountAsync(visitor);
        await CommitAsync(visitor);
    }

    private static async Task FactsAsync(PartyVisitor visitor, string code)
    {
        await visitor.GoAsync("/organisation/registration/facts");
        await visitor.PressAsync("保存", Facts(code));
        Assert.Equal("/organisation/registration", visitor.Address);
    }

    private static async Task RepresentativeAsync(PartyVisitor visitor)
    {
        await visitor.GoAsync("/organisation/registration/representative");
        await visitor.PressAsync("保存", ("法定代表人姓名", "法人丁"), ("法定代表人身份证号", RepresentativeId));
        Assert.Equal("/organisation/registration", visitor.Address);
    }

    private static async Task AccountAsync(PartyVisitor visitor)
    {
        await visitor.GoAsync("/organisation/registration/account");
        await visitor.PressAsync("保存", ("开户银行", "示范银行示范支行"), ("银行账号", "6222 0000 0000 0001"));
        Assert.Equal("/organisation/registration", visitor.Address);
    }

    private static async Task CommitAsync(PartyVisitor visitor)
    {
        await visitor.GoAsync("/organisation/registration/commitment");
        await visitor.PressAsync("阅读并承诺", ("承诺人姓名", "经办人丁"));
        Assert.Equal("/organisation/registration/check", visitor.Address);
    }

    private static (string Label, string Value)[] Facts(string code) =>
    [
        ("投标人（供应商、竞买人、受让方）", "on"), ("单位名称", Name), ("统一社会信用代码", code), ("地址", "示例路 1 号"), ("联系人", "经办人丁"),
        ("联系电话", "0701-0000000"), ("联系邮箱", "contact@example.com"),
    ];

    private static string Code(string body) => UnifiedSocialCreditCode.Compose("91", RegionPrefix.Demo, body);

    private static string WrongCheckDigit(string code) => code[..^1] + (code[^1] == '1' ? '2' : '1');
}
