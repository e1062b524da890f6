using System.Net;
using AngleSharp.Html.Dom;

namespace Trading.Web.Tests;

/// <summary>What happens to a form that is refused, tried on the components page.</summary>
public sealed class FormTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task Submit_Accepted_Redirects()
    {
        using var visitor = site.Visitor();

        using var response = await SubmitAsync(visitor, ("Form.Organisation", "投标单位甲"), ("Form.Price", "96428600.00"));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/components", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Submit_OneFenAboveTheCeiling_IsRefusedAtTheField()
    {
        using var visitor = site.Visitor();

        using var response = await SubmitAsync(visitor, ("Form.Organisation", "投标单位甲"), ("Form.Price", "96428600.01"));
        var page = await TestSite.ReadAsync(response);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("投标总价不能高于最高投标限价 96,428,600.00 元，收到的是 96,428,600.01 元", page.QuerySelector(".errors li a")?.TextContent);
        Assert.Equal("#Form_Price", page.QuerySelector(".errors li a")?.GetAttribute("href"));
        Assert.Equal("错误：投标总价不能高于最高投标限价 96,428,600.00 元，收到的是 96,428,600.01 元", page.GetElementById("Form_Price-error")?.TextContent.Trim());
        Assert.Equal("true", page.GetElementById("Form_Price")?.GetAttribute("aria-invalid"));
        Assert.Equal("Form_Price-error", page.GetElementById("Form_Price")?.GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task Submit_RuleBrokenInTheDomain_IsSaidAtItsField()
    {
        using var visitor = site.Visitor();

        using var response = await SubmitAsync(visitor, ("Form.Organisation", "投标单位甲"), ("Form.Price", "1.005"));
        var page = await TestSite.ReadAsync(response);

        Assert.Equal("金额最多两位小数，收到的是 1.005 元。", page.QuerySelector(".errors li a")?.TextContent);
        Assert.Equal("#Form_Price", page.QuerySelector(".errors li a")?.GetAttribute("href"));
    }

    [Fact]
    public async Task Submit_Refused_LosesNothingThatWasTyped()
    {
        using var visitor = site.Visitor();

        using var response = await SubmitAsync(
            visitor,
            ("Form.Organisation", "投标单位甲"),
            ("Form.Email", "no address"),
            ("Form.Price", "twelve"),
            ("Form.SignedOn", "2026-04-17"),
            ("Form.Line", "procurement"),
            ("Form.DepositForm", "guarantee"),
            ("Form.Remark", "请更新第 12 页"),
            ("Form.IsChecked", "true"),
            ("Form.IsChecked", "false"));
        var page = await TestSite.ReadAsync(response);

        Assert.Equal("投标单位甲", Value(page, "Form_Organisation"));
        Assert.Equal("no address", Value(page, "Form_Email"));
        Assert.Equal("twelve", Value(page, "Form_Price"));
        Assert.Equal("2026-04-17", Value(page, "Form_SignedOn"));
        Assert.Equal("procurement", ((IHtmlSelectElement)page.GetElementById("Form_Line")!).Value);
        Assert.Equal("guarantee", page.QuerySelector("input[name='Form.DepositForm'][checked]")?.GetAttribute("value"));
        Assert.Equal("请更新第 12 页", page.GetElementById("Form_Remark")!.TextContent.Trim());
        Assert.True(page.GetElementById("Form_IsChecked")!.HasAttribute("checked"));
        Assert.Equal(
            ["“邮箱”应为邮箱地址，例如 name@example.com", "“投标总价”填写有误：twelve"],
            page.QuerySelectorAll(".errors li").Select(li => li.TextContent.Trim()));
    }

    [Fact]
    public async Task Submit_RequiredFieldEmpty_SaysSoInTheReadersLanguage()
    {
        using var visitor = site.Visitor();
        await visitor.PageAsync("/?lang=en");

        using var response = await SubmitAsync(visitor, ("Form.Organisation", ""), ("Form.Price", "1"));
        var page = await TestSite.ReadAsync(response);

        Assert.StartsWith("Error: Components", page.Title, StringComparison.Ordinal);
        Assert.Equal(["“Organisation” must be filled in"], page.QuerySelectorAll(".errors li").Select(li => li.TextContent.Trim()));
        Assert.Equal("alert", page.QuerySelector(".errors")?.GetAttribute("role"));
        Assert.Equal("-1", page.QuerySelector(".errors")?.GetAttribute("tabindex"));
    }

    [Fact]
    public async Task Submit_RefusalOfNoField_CitesItsArticle_OnThePageNamed()
    {
        using var visitor = site.Visitor();
        var page = await visitor.PageAsync("/components");

        using var response = await visitor.SubmitAsync(page, "/components/refusal");
        var refused = await TestSite.ReadAsync(response);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("页面组件", refused.QuerySelector("h1")?.TextContent);
        Assert.Contains("经办人不能复核自己的单据", refused.QuerySelector(".errors li")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("会计基础工作规范 第十二条", refused.QuerySelector(".errors li [lang=zh-CN]")?.TextContent);
    }

    [Fact]
    public async Task Submit_RefusalWithoutAPage_HasAPageOfItsOwn()
    {
        using var visitor = site.Visitor();
        var page = await visitor.PageAsync("/components");

        using var response = await visitor.SubmitAsync(page, "/components/refusal-alone");
        var refused = await TestSite.ReadAsync(response);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("未能办理", refused.QuerySelector("h1")?.TextContent);
        Assert.Contains("已被他人修改", refused.QuerySelector(".errors li")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_WithoutTheToken_IsRefusedWithAFriendlyPage()
    {
        using var visitor = site.Visitor();
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("Form.Organisation", "投标单位甲"), KeyValuePair.Create("Form.Price", "1")]);

        using var response = await visitor.PostAsync(new Uri("/components", UriKind.Relative), content);
        var page = await TestSite.ReadAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("请求无法识别", page.QuerySelector("h1")?.TextContent);
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient visitor, params (string Name, string Value)[] values) =>
        await visitor.SubmitAsync(await visitor.PageAsync("/components"), "/components", values);

    private static string? Value(IHtmlDocument page, string id) => ((IHtmlInputElement)page.GetElementById(id)!).Value;
}
