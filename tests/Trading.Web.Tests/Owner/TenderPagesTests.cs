using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Evaluation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.TestKit.Parties;
using Trading.TestKit.Stories;

namespace Trading.Web.Tests.Owner;

/// <summary>The pages of owner, centre and expert, with a story's services for what bidders and time do.</summary>
public sealed class TenderPagesTests : IAsyncLifetime, IDisposable
{
    private readonly TestSite _site = new();
    private StoryPeople _people = null!;

    public async ValueTask InitializeAsync()
    {
        await new PartyFolk(_site.Services).CentreAsync(chinese: "Other centre");
        _people = await StoryPeople.FoundAsync(_site.Services);
    }

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task AnOwnersPages_ForOthers_AreNotFound()
    {
        var story = await ToldAsync(StorySteps.Document);
        var officer = await new PartyFolk(_site.Services).OfficerNamedAsync("elsewhere", 1, Domain.Parties.Roles.CentreOperator);
        using var agency = await VisitorAsync(_people.Agency.UserId);
        using var other = await VisitorAsync(officer);
        using var bidder = await VisitorAsync(_people.Bidder(0).UserId);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(agency, $"/owner/lots/{story.LotId}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(agency, $"/owner/projects/{story.ProjectId}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(other, $"/centre/lots/{story.LotId}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(other, $"/centre/entrustments/{story.ProjectId}"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(bidder, $"/owner/lots/{story.LotId}"));
    }

    [Theory]
    [InlineData("zh-CN", "暂定：所涉年份的放假安排尚未公布", "暂定：放假安排尚未公布")]
    [InlineData("en", "Provisional: the holidays of a year involved are not published", "Provisional: the holidays are not published yet")]
    public async Task Dates_InAYearWithoutPublishedHolidays_AreSaidToBeProvisional(string language, string sentence, string brief)
    {
        var story = await ToldAsync(StorySteps.Document);
        var waiting = await ToldAsync(StorySteps.Submit);
        // No arrangement is published so far ahead.
        ((BusinessClock)_site.Services.GetRequiredService<TimeProvider>()).Advance(TimeSpan.FromDays(1200));
        await using (var scope = _site.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
            var check = await db.Set<Domain.Supervision.ProcedureStep>().SingleAsync(s => s.ProjectId == waiting.ProjectId && s.DoneAtUtc == null);
            check.MoveDue(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddDays(2), check.RuleKey!, check.Citation!);
            await db.SaveChangesAsync();
        }

        using var owner = await VisitorAsync(_people.Owner.UserId);
        using var centre = await VisitorAsync(_people.OperatorId);
        await owner.PageAsync($"/owner?lang={language}");
        await centre.PageAsync($"/centre?lang={language}");
        var home = $"/owner/lots/{story.LotId}";

        Assert.Contains(sentence, (await owner.PageAsync(home + "/notice")).Body!.TextContent, StringComparison.Ordinal);
        var now = ((BusinessClock)_site.Services.GetRequiredService<TimeProvider>()).NowUtc();
        string Local(int days) => Instants.ToBeijing(now.AddDays(days)).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        using var checkedNotice = await PostAsync(
            owner, home + "/notice", home + "/notice/check", ("Form.Title", "Notice"), ("Form.Body", "Text"), ("Form.DocumentsUntil", Local(30)), ("Form.Deadline", Local(60)));
        Assert.Equal(HttpStatusCode.OK, checkedNotice.StatusCode);
        Assert.Contains(sentence, (await TestSite.ReadAsync(checkedNotice)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(brief, (await centre.PageAsync("/centre")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(brief, (await centre.PageAsync("/centre/entrustments")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entrustment_ByAnAgency_ForAnOwnerThatIsNotRegistered_IsRefusedAtTheField()
    {
        using var agency = await VisitorAsync(_people.Agency.UserId);

        using var refused = await PostAsync(
            agency, "/owner/projects/new", "/owner/projects/new", ("CentreId", $"{_people.CentreId}"), ("OwnerCode", "91350100M000100Y43"), ("Name", "School"),
            ("Description", "One building"), ("RegionCode", "000000"), ("ApprovalNumber", "A-1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var field = (await TestSite.ReadAsync(refused)).GetElementById("OwnerCode")!.Closest(".field")!;
        Assert.Contains(Words.Get($"rule.{ProjectRules.NoSuchOrganisation}", WordsLanguage.Chinese, "91350100M000100Y43"), field.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entrustment_FromDraftToReturnToAcceptance()
    {
        using var owner = await VisitorAsync(_people.Owner.UserId);
        using var centre = await VisitorAsync(_people.OperatorId);

        var form = await owner.PageAsync("/owner/projects/new");
        (string, string) number = ("FormId", FormId(form));
        using var incomplete = await owner.SubmitAsync(form, "/owner/projects/new", number, ("Name", "School"));
        Assert.Equal(number.Item2, FormId(await TestSite.ReadAsync(incomplete)));
        (string, string)[] filled =
        [
            number, ("CentreId", $"{_people.CentreId}"), ("Name", "School"), ("Description", "One building"),
            ("RegionCode", "000000"), ("IsLegallyRequired", "true"), ("ApprovalNumber", "A-1"), ("IsStateFunded", "true"),
        ];
        using var drafted = await owner.SubmitAsync(form, "/owner/projects/new", filled);
        var project = drafted.Headers.Location!.OriginalString;
        // Its answer was lost, and it is sent again.
        using var draftedAgain = await owner.SubmitAsync(form, "/owner/projects/new", filled);
        Assert.Equal(project, draftedAgain.Headers.Location!.OriginalString);
        using var empty = await PostAsync(owner, project, project + "/submit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Contains("委托材料不完整，请补齐后再提交：标段（至少一个）。", await empty.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var lot = await PostAsync(
            owner, project + "/lots/new", project + "/lots/new", ("Name", "Lot one"), ("Category", "Works"), ("Estimate", "10000000"), ("Ceiling", "9800000"), ("Deposit", "60000"), ("ContractDays", "300"));
        Assert.Equal(project, lot.Headers.Location!.OriginalString);
        using var submitted = await PostAsync(owner, project, project + "/submit");
        Assert.Equal(HttpStatusCode.Redirect, submitted.StatusCode);

        using var nowhere = await PostAsync(
            owner, "/owner/projects/new", "/owner/projects/new", ("CentreId", $"{_people.CentreId}"), ("Name", "School"), ("Description", "One building"), ("RegionCode", "999999"));
        Assert.Contains("应为现行行政区划代码", await nowhere.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var check = project.Replace("/owner/projects", "/centre/entrustments", StringComparison.Ordinal);
        using var nothing = await PostAsync(centre, check, check + "/return");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using var unfounded = await PostAsync(centre, check, check + "/return", ("Chosen[Documents]", "missing"), ("Said[ApprovalNumber]", "请补第 2 页"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unfounded.StatusCode);
        using var returned = await PostAsync(
            centre, check, check + "/return", ("Chosen[Documents]", "missing"), ("Chosen[ApprovalNumber]", "unreadable"), ("Said[ApprovalNumber]", "请补第 2 页"));
        var told = await owner.PageAsync(project);
        Assert.Equal(["审批、核准或者备案文件：无法打开或者看不清 请补第 2 页", "招标文件：缺少"], told.QuerySelectorAll(".note li").Select(li => li.TextContent.Trim()));

        using var again = await PostAsync(owner, project, project + "/submit");
        using var accepted = await PostAsync(centre, check, check + "/accept", ("Form.Rulebook", "construction"), ("Form.Confirmed", "true"));
        Assert.Contains("已受理", (await owner.PageAsync(project)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAgencysEntrustment_TheOwnerFindsItOnItsList_SendsItBack_AndConfirmsIt()
    {
        var story = await ToldAsync(StorySteps.AskOwner, new StoryPlot { ByAgency = true });
        using var owner = await VisitorAsync(_people.Owner.UserId);
        using var agency = await VisitorAsync(_people.Agency.UserId);
        var project = $"/owner/projects/{story.ProjectId}";
        var confirmation = project + "/confirmation";

        Assert.NotNull((await owner.PageAsync("/owner")).QuerySelector($"a[href='{confirmation}']"));
        Assert.Null((await agency.PageAsync("/owner")).QuerySelector($"a[href='{confirmation}']"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(agency, confirmation));
        // The page offers no such button before the owner's word: whoever sends it all the same is refused.
        var token = (await agency.PageAsync(project)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var handIn = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token });
        using var early = await agency.PostAsync(new Uri(project + "/submit", UriKind.Relative), handIn);
        Assert.Contains("须经招标人确认", (await TestSite.ReadAsync(early)).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);

        var page = await owner.PageAsync(confirmation);
        Assert.Contains("Story Agency", page.Body!.TextContent, StringComparison.Ordinal);
        var shown = page.QuerySelector("input[name='Confirm.Shown']")!.GetAttribute("value")!;
        using var unreasoned = await owner.SubmitAsync(page, project + "/send-back", ("SendBack.Shown", shown), ("SendBack.Reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreasoned.StatusCode);
        using var sent = await owner.SubmitAsync(page, project + "/send-back", ("SendBack.Shown", shown), ("SendBack.Reason", "Wrong lot"));
        Assert.Equal(project, sent.Headers.Location!.OriginalString);
        Assert.Contains("Wrong lot", (await agency.PageAsync(project)).Body!.TextContent, StringComparison.Ordinal);

        using var asked = await PostAsync(agency, project, project + "/ask-owner");
        using var old = await owner.SubmitAsync(page, project + "/confirm", ("Confirm.Shown", shown), ("Confirm.Confirmed", "true"));
        Assert.Contains("已经变动", (await TestSite.ReadAsync(old)).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        var again = await owner.PageAsync(confirmation);
        var now = again.QuerySelector("input[name='Confirm.Shown']")!.GetAttribute("value")!;
        using var unticked = await owner.SubmitAsync(again, project + "/confirm", ("Confirm.Shown", now));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unticked.StatusCode);
        using var confirmed = await owner.SubmitAsync(again, project + "/confirm", ("Confirm.Shown", now), ("Confirm.Confirmed", "true"));
        Assert.Equal(project, confirmed.Headers.Location!.OriginalString);
        using var submitted = await PostAsync(agency, project, project + "/submit");

        Assert.Contains("待受理", (await agency.PageAsync(project)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_AsPrefilled_Publishes_AndTooShortSaysEverythingAtOnce()
    {
        var story = await ToldAsync(StorySteps.Document);
        using var owner = await VisitorAsync(_people.Owner.UserId);
        var home = $"/owner/lots/{story.LotId}";
        var page = await owner.PageAsync(home + "/notice");
        var (until, deadline) = (Value(page, "Form_DocumentsUntil"), Value(page, "Form_Deadline"));

        using var shortOne = await owner.SubmitAsync(
            page, home + "/notice/check", ("Form.Title", "T"), ("Form.Body", "B"), ("Form.DocumentsUntil", Day(1)), ("Form.Deadline", Day(2)));
        var refused = await TestSite.ReadAsync(shortOne);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, shortOne.StatusCode);
        Assert.Equal(2, refused.QuerySelectorAll(".errors li").Length);
        Assert.Contains("第十六条", refused.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("第二十四条", refused.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("T", Value(refused, "Form_Title"));

        using var checkedOne = await owner.SubmitAsync(
            page, home + "/notice/check", ("Form.Title", "T"), ("Form.Body", "B"), ("Form.DocumentsUntil", until), ("Form.Deadline", deadline));
        using var published = await owner.SubmitAsync(
            await TestSite.ReadAsync(checkedOne), home + "/notice", ("Form.Title", "T"), ("Form.Body", "B"), ("Form.DocumentsUntil", until), ("Form.Deadline", deadline));
        Assert.Equal(home, published.Headers.Location?.OriginalString);
        Assert.Equal(TenderState.Bidding, await StateAsync(story.LotId));
    }

    [Fact]
    public async Task BeforeTheOpening_NobodyAtTheDesks_LearnsOfBidders()
    {
        var story = await ToldAsync(StorySteps.Publish);
        using var owner = await VisitorAsync(_people.Owner.UserId);
        using var centre = await VisitorAsync(_people.OperatorId);
        string[] addresses = [$"/owner/lots/{story.LotId}", "/owner", $"/centre/lots/{story.LotId}", $"/centre/lots/{story.LotId}/opening", "/centre"];
        var before = await ReadAsync(addresses, owner, centre);

        await story.ToAsync(StorySteps.Bid + " Story Bidder C");
        var after = await ReadAsync(addresses, owner, centre);

        Assert.Equal(before, after);
    }

    [Fact]
    public async Task FromTheOpeningToTheContract_EachOnTheirOwnPages()
    {
        var story = await ToldAsync(StorySteps.Close);
        using var owner = await VisitorAsync(_people.Owner.UserId);
        using var centre = await VisitorAsync(_people.OperatorId);
        using var expert = await VisitorAsync(_people.ExpertId);
        var (home, host) = ($"/owner/lots/{story.LotId}", $"/centre/lots/{story.LotId}/opening");

        using var unconfirmed = await PostAsync(centre, host, host);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unconfirmed.StatusCode);
        using var opened = await PostAsync(centre, host, host, ("Form.Confirmed", "true"));
        Assert.Contains("Story Bidder B", (await centre.PageAsync(host)).Body!.TextContent, StringComparison.Ordinal);

        using var small = await PostAsync(owner, home + "/panel", home + "/panel", ("Form.Members[0].Name", "Only one"), ("Form.Members[0].Kind", "OwnerRepresentative"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, small.StatusCode);
        using var twice = await PostAsync(owner, home + "/panel", home + "/panel", [.. Enumerable.Range(0, 5).SelectMany(i => new[]
        {
            ($"Form.Members[{i}].Kind", "Expert"), ($"Form.Members[{i}].UserId", $"{_people.ExpertIds[Math.Min(i, 3)]}"),
        })]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        Assert.Contains("同一人", (await TestSite.ReadAsync(twice)).GetElementById("Form_Members_4__UserId")!.Closest(".field")!.TextContent, StringComparison.Ordinal);
        await story.ToAsync(StorySteps.Panel);
        var bids = await DbAsync(db => db.Set<Bid>().Where(b => b.LotId == story.LotId && b.State == BidState.Opened).OrderBy(b => b.Price).Select(b => b.ParticipationId).ToListAsync());
        using var unjudged = await PostAsync(owner, home + "/report", home + "/report", [.. bids.Select((bid, i) => ($"Form.Bids[{i}].Participation", $"{bid}"))]);
        var errors = (await TestSite.ReadAsync(unjudged)).QuerySelectorAll(".errors li").Select(e => e.TextContent).ToList();
        Assert.Equal(bids.Count, errors.Distinct().Count());
        Assert.All(errors, e => Assert.Matches("^Story Bidder [A-G]：请填写", e));
        using var report = await PostAsync(owner, home + "/report", home + "/report", [.. bids.SelectMany((bid, i) => new[]
        {
            ($"Form.Bids[{i}].Participation", bid.ToString()), ($"Form.Bids[{i}].Verdict", i == 0 ? "Reject" : "Accept"),
            ($"Form.Bids[{i}].Clause", i == 0 ? "3.2" : ""), ($"Form.Bids[{i}].Reason", i == 0 ? "No licence" : ""),
        })]);
        Assert.Equal(HttpStatusCode.Redirect, report.StatusCode);

        var read = await expert.PageAsync($"/expert/reports/{story.LotId}");
        var file = read.QuerySelector("a[href*='/files/1']")!.GetAttribute("href")!;
        Assert.Contains("Bid file of Story Bidder A", await expert.GetStringAsync(new Uri(file, UriKind.Relative)), StringComparison.Ordinal);
        using var outsider = await VisitorAsync(_people.ExpertIds[6]);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(outsider, file));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, file.Replace("/expert/reports", "/owner/lots", StringComparison.Ordinal)));
        var shown = read.QuerySelector("input[name='Form.Shown']")!.GetAttribute("value")!;
        using var undeclared = await expert.SubmitAsync(read, $"/expert/reports/{story.LotId}", ("Form.Shown", shown), ("Form.Agreed", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, undeclared.StatusCode);
        using var confirmed = await expert.SubmitAsync(read, $"/expert/reports/{story.LotId}", ("Form.Shown", shown), ("Form.NoConflict", "true"), ("Form.Agreed", "true"));
        foreach (var colleague in _people.ExpertIds.Skip(1).Take(3))
        {
            using var other = await VisitorAsync(colleague);
            var same = await other.PageAsync($"/expert/reports/{story.LotId}");
            using var agreed = await other.SubmitAsync(same, $"/expert/reports/{story.LotId}", ("Form.Shown", shown), ("Form.NoConflict", "true"), ("Form.Agreed", "true"));
        }

        foreach (var member in await DbAsync(db => db.Set<PanelMember>().Where(m => m.LotId == story.LotId && m.UserId == null).Select(m => m.Id).ToListAsync()))
        {
            using var signed = await SignAsync(owner, home, member);
        }

        Assert.Equal(TenderState.Evaluated, await StateAsync(story.LotId));
        using var published = await PostAsync(owner, home + "/candidates", home + "/candidates", ("Form.Confirmed", "true"));
        var clock = (BusinessClock)_site.Services.GetRequiredService<TimeProvider>();
        clock.Advance(clock.Offset + TimeSpan.FromDays(20));
        using var unreasoned = await PostAsync(owner, home + "/decision", home + "/decision", ("Form.Winner", bids[2].ToString()), ("Form.Reason", "We know them"), ("Form.Confirmed", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreasoned.StatusCode);
        Assert.Contains("第五十五条", (await TestSite.ReadAsync(unreasoned)).Body!.TextContent, StringComparison.Ordinal);
        using var decided = await PostAsync(owner, home + "/decision", home + "/decision", ("Form.Winner", bids[1].ToString()), ("Form.Confirmed", "true"));
        using var issued = await PostAsync(owner, home + "/award-notice", home + "/award-notice", ("Form.Confirmed", "true"));
        using var contract = await PostAsync(
            owner, home + "/contract", home + "/contract", ("Form.SignedOn", Instants.BeijingDay(clock.NowUtc()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("Form.Price", "9300000"), ("Form.Confirmed", "true"));
        Assert.Equal(TenderState.Contracted, await StateAsync(story.LotId));
    }

    [Fact]
    public async Task ATie_IsDecidedByTheOwnerInPerson_NotByItsAgency()
    {
        var story = await ToldAsync(StorySteps.Report, new StoryPlot { WithAgency = true, Prices = [Money.Yuan(9_000_000m), Money.Yuan(9_000_000m), Money.Yuan(9_500_000m)] });
        using var owner = await VisitorAsync(_people.Owner.UserId);
        using var agency = await VisitorAsync(_people.Agency.UserId);
        var report = $"/owner/lots/{story.LotId}/report";

        var waiting = await agency.PageAsync(report);
        Assert.Null(waiting.QuerySelector("form[action$='/tie']"));
        Assert.Contains("2 份投标的评标价和报价都相同", waiting.Body!.TextContent, StringComparison.Ordinal);
        var asked = await owner.PageAsync(report);
        (string, string)[] places = [.. asked.QuerySelectorAll("input[name$='.Participation'][name^=Tie]").SelectMany((input, i) => new[]
        {
            ($"Tie.Tied[{i}].Participation", input.GetAttribute("value")!), ($"Tie.Tied[{i}].Place", $"{2 - i}"),
        })];
        var token = waiting.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var pushed = new FormUrlEncodedContent(
            [.. places.Append(("Tie.Reason", "For us")).Append(("__RequestVerificationToken", token)).Select(v => KeyValuePair.Create(v.Item1, v.Item2))]);
        using var byAgency = await agency.PostAsync(new Uri(report + "/tie", UriKind.Relative), pushed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, byAgency.StatusCode);
        using var unreasoned = await owner.SubmitAsync(asked, report + "/tie", places);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreasoned.StatusCode);
        using var decided = await owner.SubmitAsync(asked, report + "/tie", [.. places, ("Tie.Reason", "The shorter time")]);

        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.Equal([1, 2, 3], await DbAsync(db => db.Set<EvaluationLine>().Where(l => l.LotId == story.LotId).OrderBy(l => l.Rank).Select(l => l.Rank!.Value).ToListAsync()));
    }

    [Fact]
    public async Task AfterAnOutage_TheHostIsToldWhy_AndTheOwnerSetsALaterTime()
    {
        var story = await ToldAsync(StorySteps.Open, new StoryPlot { Outage = true });
        using var owner = await VisitorAsync(_people.Owner.UserId);
        using var centre = await VisitorAsync(_people.OperatorId);
        var held = $"/owner/lots/{story.LotId}/held";

        Assert.Contains("30 分钟没有系统可以接收投标的记录", (await centre.PageAsync($"/centre/lots/{story.LotId}/opening")).Body!.TextContent, StringComparison.Ordinal);
        using var unconfirmed = await PostAsync(owner, held, held + "/open");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unconfirmed.StatusCode);
        var soon = Instants.ToBeijing(((BusinessClock)_site.Services.GetRequiredService<TimeProvider>()).NowUtc().AddMinutes(6)).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        using var tooSoon = await PostAsync(owner, held, held + "/defer", ("Defer.NewDeadline", soon), ("Defer.Title", "Later"), ("Defer.Body", "Outage"));
        var refused = await TestSite.ReadAsync(tooSoon);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooSoon.StatusCode);
        Assert.Contains("同一次故障将再次暂缓开标", refused.GetElementById("Defer_NewDeadline")!.Closest(".field")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("中心服务规则", refused.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        using var deferred = await PostAsync(owner, held, held + "/defer", ("Defer.NewDeadline", Day(40)), ("Defer.Title", "Later"), ("Defer.Body", "Outage"));

        Assert.Equal(TenderState.Bidding, await StateAsync(story.LotId));
    }

    private async Task<TenderStory> ToldAsync(string until, StoryPlot? plot = null)
    {
        var clock = StoryClock.Of((BusinessClock)_site.Services.GetRequiredService<TimeProvider>());
        return await new TenderStory(_site.Services, clock, _people, new StoryBank(), plot ?? new StoryPlot()).ToAsync(until);
    }

    private Task<HttpClient> VisitorAsync(long userId) => _site.VisitorAsync(userId, SessionKind.Fresh);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string url)
    {
        using var response = await client.GetAsync(new Uri(url, UriKind.Relative));
        return response.StatusCode;
    }

    private static string FormId(AngleSharp.Dom.IParentNode page) => page.QuerySelector("input[name=FormId]")!.GetAttribute("value")!;

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string action, params (string, string)[] values) =>
        await client.SubmitAsync(await client.PageAsync(page), action, values);

    /// <summary>Each member has a form of its own with the same address.</summary>
    private static async Task<HttpResponseMessage> SignAsync(HttpClient owner, string home, Guid member)
    {
        var page = await owner.PageAsync(home + "/report");
        var form = page.QuerySelector($"input[name=Member][value='{member}']")!.Closest("form")!;
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var shown = form.QuerySelector("input[name=Shown]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["Member"] = member.ToString(), ["Shown"] = shown, ["Confirmed"] = "true", ["__RequestVerificationToken"] = token });
        return await owner.PostAsync(new Uri(home + "/report/signature", UriKind.Relative), content);
    }

    // Clock, countdown and token differ from one reading to the next; everything else is compared.
    private static async Task<string> ReadAsync(string[] addresses, HttpClient owner, HttpClient centre)
    {
        var all = new List<string>();
        foreach (var address in addresses)
        {
            var page = await (address.StartsWith("/owner", StringComparison.Ordinal) ? owner : centre).PageAsync(address);
            foreach (var moving in page.QuerySelectorAll("[data-clock], [data-countdown], .demo, input[type=hidden], .tag"))
            {
                moving.Remove();
            }

            all.Add(page.QuerySelector("main")!.TextContent);
        }

        return string.Join('\n', all);
    }

    private static string Value(AngleSharp.Html.Dom.IHtmlDocument page, string id) => page.GetElementById(id)!.GetAttribute("value")!;

    private string Day(int ahead) => Instants.ToBeijing(((BusinessClock)_site.Services.GetRequiredService<TimeProvider>()).NowUtc().AddDays(ahead)).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private Task<TenderState> StateAsync(long lot) => DbAsync(db => db.Set<Tender>().Where(t => t.LotId == lot).Select(t => t.State).SingleAsync());

    private async Task<T> DbAsync<T>(Func<TradingDbContext, Task<T>> read)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TradingDbContext>());
    }
}
