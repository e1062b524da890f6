using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Parties;

/// <summary>The staff's review of registrations. It tells organisations what to correct; it permits and forbids nothing.</summary>
public sealed class OrganisationReviewService(TradingDbContext db, TimeProvider clock, PartySteps steps)
{
    /// <summary>Takes the review for the officer and the officer's centre.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.ReviewTaken"/>.</exception>
    public Task StartAsync(long organisationId, Officer officer, CancellationToken ct) =>
        ChangeAsync(organisationId, officer, PartyEvents.ReviewStarted, (o, _) =>
        {
            o.StartReview(officer.UserId, officer.CentreId);
            return steps.TakenAsync(o, ct);
        }, ct);

    /// <summary>Takes over what a colleague of the same centre began.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotInReview"/>, <see cref="PartiesRules.ReviewTaken"/>.</exception>
    public Task TakeOverAsync(long organisationId, Officer officer, CancellationToken ct) =>
        ChangeAsync(organisationId, officer, PartyEvents.ReviewTakenOver, (o, _) =>
        {
            o.TakeOverReview(officer.UserId, officer.CentreId);
            return Task.CompletedTask;
        }, ct);

    /// <summary>Tells the organisation everything that is wrong, at once.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotInReview"/>, <see cref="PartiesRules.DefectsMissing"/>.</exception>
    public Task FindDefectsAsync(long organisationId, IReadOnlyCollection<ReviewFinding> findings, Officer officer, CancellationToken ct) =>
        ChangeAsync(organisationId, officer, PartyEvents.ReviewDefects, (o, now) =>
        {
            o.FindDefects(findings, officer.UserId, now);
            return steps.ReviewedAsync(o, new Acting(officer.UserId), "defects", now, ct);
        }, ct);

    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotInReview"/>.</exception>
    public Task PassAsync(long organisationId, Officer officer, CancellationToken ct) =>
        ChangeAsync(organisationId, officer, PartyEvents.ReviewPassed, (o, now) =>
        {
            o.PassReview(officer.UserId, now);
            return steps.ReviewedAsync(o, new Acting(officer.UserId), "passed", now, ct);
        }, ct);

    private async Task ChangeAsync(
        long organisationId, Officer officer, string wordsKey, Func<Organisation, DateTime, Task> change, CancellationToken ct)
    {
        var now = clock.NowUtc();
        var organisation = await db.Set<Organisation>().AsSplitQuery().SingleAsync(o => o.Id == organisationId, ct);
        await change(organisation, now);
        db.Add(new PartyEvent(PartySubject.Organisation, organisationId, wordsKey, null, officer.UserId, now));
        await db.SaveOrChangedMeanwhileAsync(ct);
    }
}
