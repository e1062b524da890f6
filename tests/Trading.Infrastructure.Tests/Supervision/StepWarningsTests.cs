using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Supervision;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Supervision;

public sealed class StepWarningsTests
{
    [Theory, OnEveryDatabase]
    public async Task Warn_AnEntrustmentCheck_WritesToHolderAndDeputyOnce(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (centre, _, holder, deputy) = await StepPeopleTests.PostAsync(site);
        await AddressAsync(site, holder, "a@example.com");
        await AddressAsync(site, deputy, "b@example.com");
        await AddressAsync(site, await new PartyFolk(site.Services).OfficerNamedAsync("受理丙", centre, Roles.CentreOperator), "c@example.com");
        await StepPeopleTests.SubmitAsync(site, centre);

        await WarnAsync(site);
        Assert.Empty(await ToldAsync(site));
        await BeJustBeforeAsync(site);
        await WarnAsync(site);
        await WarnAsync(site);

        Assert.Equal(["a@example.com", "b@example.com"], await ToldAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Warn_APostWithoutPeople_WritesToEverybodyWithItsRole(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var centre = await folk.CentreAsync();
        await AddressAsync(site, await folk.OfficerNamedAsync("受理甲", centre, Roles.CentreOperator), "a@example.com");
        await AddressAsync(site, await folk.OfficerNamedAsync("财务甲", centre, Roles.FinanceMaker), "f@example.com");
        await StepPeopleTests.SubmitAsync(site, centre);
        await BeJustBeforeAsync(site);

        await WarnAsync(site);

        Assert.Equal(["a@example.com"], await ToldAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Warn_AStepThatWasMoved_WarnsAgainBeforeItsNewTime(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (centre, _, holder, _) = await StepPeopleTests.PostAsync(site);
        await AddressAsync(site, holder, "a@example.com");
        await StepPeopleTests.SubmitAsync(site, centre);
        await BeJustBeforeAsync(site);
        await WarnAsync(site);
        var first = await StepAsync(site);

        await MoveAsync(site, first.DueAtUtc!.Value.AddDays(14));
        await WarnAsync(site);
        Assert.Single(await ToldAsync(site));
        await BeJustBeforeAsync(site);
        await WarnAsync(site);

        Assert.Equal(2, (await ToldAsync(site)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Warn_AWarningThatTheStepMovedAwayFrom_IsNotSent(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (centre, _, holder, _) = await StepPeopleTests.PostAsync(site);
        await AddressAsync(site, holder, "a@example.com");
        await StepPeopleTests.SubmitAsync(site, centre);
        await BeJustBeforeAsync(site);
        await site.UseAsync((StepWarnings w) => w.PlanAsync(CancellationToken.None));
        var planned = await site.DbAsync(db => db.Set<DueAction>().SingleAsync(d => d.Kind == DueKinds.WarnStep));
        await MoveAsync(site, (await StepAsync(site)).DueAtUtc!.Value.AddDays(14));

        await site.UseAsync((StepWarnings w) => w.WarnAsync(planned.Subject, CancellationToken.None));

        Assert.Empty(await ToldAsync(site));
        Assert.NotNull(await site.DbAsync(db => db.Set<DueAction>().Where(d => d.Id == planned.Id).Select(d => d.DoneAtUtc).SingleAsync()));
    }

    private static Task WarnAsync(TestSite site) => site.UseAsync((WarnStepsJob job) => job.RunAsync(CancellationToken.None));

    private static async Task BeJustBeforeAsync(TestSite site) => site.Be((await StepAsync(site)).DueAtUtc!.Value.AddHours(-1));

    private static Task<ProcedureStep> StepAsync(TestSite site) => site.DbAsync(db => db.Set<ProcedureStep>().AsNoTracking().SingleAsync(s => s.Stage == Stages.EntrustmentCheck));

    private static Task MoveAsync(TestSite site, DateTime dueAtUtc) => site.UseAsync(async (TradingDbContext db) =>
    {
        (await db.Set<ProcedureStep>().SingleAsync(s => s.Stage == Stages.EntrustmentCheck)).MoveDue(dueAtUtc, "construction.entrustment-check-workdays", "中心服务规则");
        await db.SaveChangesAsync();
    });

    private static Task AddressAsync(TestSite site, long user, string address) =>
        site.DbAsync(db => db.Users.Where(u => u.Id == user).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, address)));

    private static Task<List<string>> ToldAsync(TestSite site) => site.DbAsync(db =>
        db.Set<OutboxMail>().Where(m => m.Kind == MailKinds.StepDue).Select(m => m.Recipient!).OrderBy(r => r).ToListAsync());
}
