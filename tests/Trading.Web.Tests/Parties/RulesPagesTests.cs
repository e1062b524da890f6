using System.Net;
using Trading.Domain.Parties;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Parties;

/// <summary>The rules of a centre, kept by two managers.</summary>
public sealed class RulesPagesTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Check = "construction.entrustment-check-workdays";
    private readonly PartyFolk _folk = new(site.Services);

    [Fact]
    public async Task Rules_AreReadByTheCentre_AndChangedByItsManagersOnly()
    {
        var centre = await _folk.CentreAsync();
        using var clerk = await site.SignedInAsync(await _folk.OfficerNamedAsync("受理31", centre, Roles.CentreOperator));
        using var maker = await site.SignedInAsync(await _folk.OfficerNamedAsync("财务31", centre, Roles.FinanceMaker));

        await clerk.AtAsync("/centre/rules", HttpStatusCode.OK);
        Assert.Contains(Check, clerk.Text, StringComparison.Ordinal);
        Assert.Contains("项规则未经本中心确认", clerk.Text, StringComparison.Ordinal);
        Assert.False(clerk.Has("提请确认所选规则"));
        await clerk.AtAsync($"/centre/rules/{Check}", HttpStatusCode.Forbidden);
        await maker.AtAsync("/centre/rules", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Confirm_ByOneManager_CountsOnceAnotherApproves()
    {
        var (first, second) = await ManagersAsync();
        using (first)
        using (second)
        {
            await first.GoAsync("/centre/rules");
            var open = Open(first);
            await first.PressAsync("提请确认所选规则", (Check, "on"));
            Assert.Equal(open, Open(first));
            Assert.Contains("现有规则无误", first.Text, StringComparison.Ordinal);

            await second.GoAsync("/centre/rules");
            await second.PressAsync("批准所选规则", (Check, "on"));

            Assert.Empty(second.Errors);
            Assert.Equal(open - 1, Open(second));
        }
    }

    [Fact]
    public async Task Replace_AValueThatIsNone_IsRefusedAtTheField_ThenAnotherHolds()
    {
        var (first, second) = await ManagersAsync();
        using (first)
        using (second)
        {
            await first.AtAsync("/centre/rules/construction.no-such-rule", HttpStatusCode.NotFound);
            await first.GoAsync($"/centre/rules/{Check}");
            await first.PressAsync("提交提议", ("取值", "three"), ("依据", "本中心服务承诺第二条"));
            Assert.Contains("格式不正确", first.ErrorAt("取值"), StringComparison.Ordinal);
            Assert.Equal("本中心服务承诺第二条", first.Shown("依据"));

            await first.PressAsync("提交提议", ("取值", "3"));
            await second.GoAsync("/centre/rules");
            await second.PressAsync("批准所选规则", (Check, "on"));

            Assert.Contains("本中心服务承诺第二条", second.Text, StringComparison.Ordinal);
        }
    }

    private static int Open(PartyVisitor visitor) => int.Parse(
        System.Text.RegularExpressions.Regex.Match(visitor.Text, @"还有 (\d+) 项规则").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(PartyVisitor First, PartyVisitor Second)> ManagersAsync()
    {
        var centre = await _folk.CentreAsync();
        return (
            await site.SignedInAsync(await _folk.OfficerNamedAsync("主任31", centre, Roles.CentreManager), SessionKind.Fresh),
            await site.SignedInAsync(await _folk.OfficerNamedAsync("主任32", centre, Roles.CentreManager), SessionKind.Fresh));
    }
}
