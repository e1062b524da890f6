using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// Changes of an organisation's bank account: requested by the organisation, decided by an officer, each after a fresh proof of presence
/// (which the screens ask for).
/// </summary>
public sealed class AccountChangeService(TradingDbContext db, TimeProvider clock, RegisteredAccountProof proof, PartySteps steps)
{
    /// <summary>Files a request; or stores nothing and lists everything wrong.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.AccountChangeOpen"/>, <see cref="PartiesRules.AccountUnchanged"/>.</exception>
    public async Task<IReadOnlyList<Defect>> RequestAsync(
        long organisationId, AccountStep account, string reason, long userId, CancellationToken ct)
    {
        var now = clock.NowUtc();
        var organisation = await db.Set<Organisation>().AsSplitQuery().SingleAsync(o => o.Id == organisationId, ct);
        IReadOnlyList<Defect> defects = [.. RegistrationChecks.Account(account, organisation.Name), .. RegistrationChecks.Reason(reason)];
        if (defects.Count > 0)
        {
            return defects;
        }

        await StoreAsync(AccountChange.Request(organisation, account, reason, userId, now), organisation, now, ct);
        return [];
    }

    /// <summary>Approves exactly what was shown, and puts the account in force.</summary>
    /// <exception cref="RuleBrokenException">
    /// <see cref="SharedRules.MakerIsChecker"/>, <see cref="PartiesRules.AccountChangeDecided"/>, <see cref="PartiesRules.AccountChangeDiffers"/>.
    /// </exception>
    public async Task ApproveAsync(long changeId, string shownSha256, Officer officer, CancellationToken ct)
    {
        var now = clock.NowUtc();
        var (change, organisation) = await LoadAsync(changeId, officer, ct);
        change.Approve(organisation, shownSha256, officer.UserId, now);
        proof.Keep(organisation);
        Record(change, PartyEvents.AccountChangeApproved, Masks.BankAccount(change.AccountNumber), officer, now);
        await steps.DecidedAsync(change, new Acting(officer.UserId), "approved", now, ct);
        await db.SaveOrChangedMeanwhileAsync(ct);
    }

    /// <exception cref="RuleBrokenException"><see cref="SharedRules.MakerIsChecker"/>, <see cref="PartiesRules.AccountChangeDecided"/>.</exception>
    public async Task<IReadOnlyList<Defect>> RefuseAsync(long changeId, string reason, Officer officer, CancellationToken ct)
    {
        var defects = RegistrationChecks.Reason(reason);
        if (defects.Count > 0)
        {
            return defects;
        }

        var now = clock.NowUtc();
        var (change, _) = await LoadAsync(changeId, officer, ct);
        change.Refuse(reason, officer.UserId, now);
        Record(change, PartyEvents.AccountChangeRefused, change.DecisionReason, officer, now);
        await steps.DecidedAsync(change, new Acting(officer.UserId), "refused", now, ct);
        await db.SaveOrChangedMeanwhileAsync(ct);
        return [];
    }

    // The step names the request's number, which the database gives: two saves, one transaction.
    private Task StoreAsync(AccountChange change, Organisation organisation, DateTime nowUtc, CancellationToken ct) => db.InTransactionAsync(
        async () =>
        {
            db.Add(change);
            db.Add(new PartyEvent(PartySubject.Organisation, organisation.Id, PartyEvents.AccountChangeRequested, null, change.RequestedByUserId, nowUtc));
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException e) when (e.IsDuplicateKey())
            {
                // One open request an organisation: its own earlier one, or a colleague's of this moment.
                throw new RuleBrokenException(PartiesRules.AccountChangeOpen);
            }

            await steps.ToDecideAsync(change, organisation, nowUtc, ct);
            await db.SaveChangesAsync(ct);
        },
        ct);

    private async Task<(AccountChange Change, Organisation Organisation)> LoadAsync(
        long changeId, Officer officer, CancellationToken ct)
    {
        var change = await db.Set<AccountChange>().SingleAsync(c => c.Id == changeId, ct);
        var organisation = await db.Set<Organisation>().AsSplitQuery()
            .SingleAsync(o => o.Id == change.OrganisationId && (o.ReviewCentreId == null || o.ReviewCentreId == officer.CentreId), ct);
        return (change, organisation);
    }

    private void Record(AccountChange change, string wordsKey, string? detail, Officer officer, DateTime nowUtc) =>
        db.Add(new PartyEvent(PartySubject.Organisation, change.OrganisationId, wordsKey, detail, officer.UserId, nowUtc));
}
