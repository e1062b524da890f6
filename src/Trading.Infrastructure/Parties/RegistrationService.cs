using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// A registration filled in step by step. A step with defects stores nothing and says all of them; a step without is kept, so that one may
/// leave and come back.
/// </summary>
public sealed class RegistrationService(TradingDbContext db, TimeProvider clock, ResidentIds residentIds, OrganisationService organisations)
{
    /// <summary>The person's draft; a new and unsaved one where there is none.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.AlreadyMember"/>, <see cref="PartiesRules.OfficerMayNotRegister"/>.</exception>
    public async Task<RegistrationDraft> DraftAsync(long userId, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == userId, ct);
        await organisations.EnsureMayRegisterAsync(user, ct);
        return await db.Set<RegistrationDraft>().SingleOrDefaultAsync(d => d.UserId == userId, ct)
            ?? RegistrationDraft.Start(userId, clock.NowUtc());
    }

    public async Task<IReadOnlyList<Defect>> SaveAsync(long userId, OrganisationStep step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(step);
        var defects = await organisations.OrganisationDefectsAsync(step, ct);
        return defects.Count > 0 ? defects : await StoreAsync(userId, (draft, now) => draft.Set(step, now), ct);
    }

    public async Task<IReadOnlyList<Defect>> SaveAsync(long userId, RepresentativeStep step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(step);
        var defects = organisations.RepresentativeDefects(step, clock.NowUtc());
        return defects.Count > 0 ? defects : await StoreAsync(userId, (draft, now) => draft.Set(residentIds.Protect(step), now), ct);
    }

    /// <summary>The account's name is compared with the organisation's where that is known already, and at the end again.</summary>
    public async Task<IReadOnlyList<Defect>> SaveAsync(long userId, AccountStep step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(step);
        var draft = await DraftAsync(userId, ct);
        var defects = RegistrationChecks.Account(step, draft.Organisation?.Name ?? step.AccountName);
        return defects.Count > 0 ? defects : await StoreAsync(userId, (d, now) => d.Set(step, now), ct);
    }

    /// <summary>Signs the commitment that was shown; a wording replaced meanwhile has to be read again.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.StepUnfinished"/>.</exception>
    public async Task<IReadOnlyList<Defect>> SignAsync(long userId, string shownVersion, string signedName, CancellationToken ct)
    {
        var text = CommitmentTexts.Current;
        IReadOnlyList<Defect> defects = shownVersion == text.Version
            ? RegistrationChecks.Signature(signedName)
            : [Defect.Of(PartyFields.SignedName, PartiesRules.CommitmentMissing, text.Version)];
        return defects.Count > 0
            ? defects
            : await StoreAsync(userId, (draft, now) => draft.Sign(Commitment.Sign(text, signedName, userId, now), now), ct);
    }

    /// <summary>Registers what was drafted, all of it checked again. A signature under an earlier wording does not count.</summary>
    public async Task<RegistrationResult> SubmitAsync(long userId, CancellationToken ct)
    {
        var draft = await DraftAsync(userId, ct);
        if (draft is not { Organisation: { } organisation, Representative: { } representative, Account: { } account, Commitment: { } commitment })
        {
            return RegistrationResult.Unfinished;
        }

        var input = new RegisterOrganisation
        {
            UserId = userId,
            Organisation = organisation,
            Representative = residentIds.Reveal(representative),
            Account = account,
            Commitment = commitment,
        };
        return await organisations.RegisterAsync(input, ct);
    }

    private async Task<IReadOnlyList<Defect>> StoreAsync(long userId, Action<RegistrationDraft, DateTime> change, CancellationToken ct)
    {
        var draft = await DraftAsync(userId, ct);
        if (db.Entry(draft).State == EntityState.Detached)
        {
            db.Add(draft);
        }

        change(draft, clock.NowUtc());
        await db.SaveOrChangedMeanwhileAsync(ct);
        return [];
    }
}
