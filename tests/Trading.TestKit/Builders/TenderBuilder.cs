using Microsoft.EntityFrameworkCore;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;

namespace Trading.TestKit.Builders;

/// <summary>A published lot.</summary>
public sealed record TestLot(long Id, long ProjectId, DateTime DeadlineUtc);

/// <summary>A bidder with the account that it pays from.</summary>
public sealed record TestBidder(long OrganisationId, string Name, string Account, string Bank = "某某银行城南支行")
{
    /// <summary>投标单位甲, 乙, 丙 …: number 1, 2, 3 …</summary>
    public static TestBidder Of(int number) => new(100 + number, $"投标单位{"甲乙丙丁戊己庚"[number - 1]}", $"62220000000000{number:D4}");
}

/// <summary>Takes a construction tender from entrustment to its notice by the services, saying only what a test cares about.</summary>
public sealed class TenderBuilder(TestSite site)
{
    public const long Centre = 1;
    public const long Owner = 50;
    private static readonly Acting Staff = new(9);

    private Money _deposit = Money.Yuan(60_000m);
    private string _name = "一标段";
    private ProjectSetting[] _settings = [];

    public TenderBuilder WithDeposit(Money deposit)
    {
        _deposit = deposit;
        return this;
    }

    /// <summary>What the tender document sets where the rulebook leaves it to the project.</summary>
    public TenderBuilder Setting(string key, string value)
    {
        _settings = [.. _settings, new ProjectSetting(key, value)];
        return this;
    }

    public TenderBuilder Named(string name)
    {
        _name = name;
        return this;
    }

    /// <summary>Published now; documents for eight days, 28 days to the deadline.</summary>
    public async Task<TestLot> PublishAsync() => (await PublishLotsAsync(1))[0];

    /// <summary>A project of several lots, all published now with one deadline; what differs between them says their number from 1 on.</summary>
    public async Task<IReadOnlyList<TestLot>> PublishLotsAsync(int count, Func<int, Money>? deposit = null)
    {
        var facts = new ProjectFacts("某某学校教学楼工程", "新建教学楼一栋", "000000", "发改审〔2026〕1号", IsLegallyRequired: true, IsStateFunded: true);
        var lotFacts = Enumerable.Range(1, count).Select(number => new LotFacts(
            number == 1 ? _name : $"{_name}之{number}", LotCategory.Works, Estimate: Money.Yuan(10_000_000m), Ceiling: Money.Yuan(9_800_000m), Floor: null,
            Deposit: deposit?.Invoke(number) ?? _deposit, ContractDays: 300)).ToList();
        var projectId = await site.UseAsync((ProjectService s) => s.DraftAsync(
            new EntrustProject(Centre, "construction", Owner, null, facts, lotFacts), new Acting(Owner), CancellationToken.None));
        if (_settings.Length > 0)
        {
            await site.UseAsync((ProjectService s) => s.SetAsync(projectId, _settings, CancellationToken.None));
        }

        await site.UseAsync((ProjectService s) => s.SubmitAsync(projectId, new Acting(Owner), CancellationToken.None));
        await site.UseAsync((ProjectService s) => s.AcceptAsync(projectId, "construction", [], Staff, CancellationToken.None));

        var lotIds = await site.DbAsync(db => db.Set<Lot>().Where(l => l.ProjectId == projectId).OrderBy(l => l.Number).Select(l => l.Id).ToListAsync());
        var deadlineUtc = site.NowUtc.AddDays(28);
        foreach (var lotId in lotIds)
        {
            await PublishAsync(site, lotId, deadlineUtc);
        }

        return lotIds.ConvertAll(lotId => new TestLot(lotId, projectId, deadlineUtc));
    }

    private static async Task PublishAsync(TestSite site, long lotId, DateTime deadlineUtc)
    {
        using var document = new MemoryStream("%PDF-1.4"u8.ToArray());
        await site.UseAsync((TenderService s) => s.AddDocumentAsync(lotId, "招标文件.pdf", "application/pdf", document, 1_000_000, CancellationToken.None));
        var timetable = new Timetable(site.NowUtc, site.NowUtc.AddDays(8), deadlineUtc);
        await site.UseAsync((TenderService s) => s.PublishAsync(new PublishTender(lotId, "招标公告", "正文", timetable), Staff, CancellationToken.None));
    }

    /// <summary>The bidder takes part in the lot; the number of its participation.</summary>
    public static Task<Guid> TakePartAsync(TestSite site, TestLot lot, TestBidder bidder) => site.UseAsync((ParticipationService s) => s.TakePartAsync(
        new BidderLink(lot.Id, bidder.OrganisationId, bidder.Name, bidder.Account, bidder.Bank), CancellationToken.None));
}
