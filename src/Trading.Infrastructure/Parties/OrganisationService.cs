using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Parties;

/// <summary>Registration and correction of organisations. Nothing here waits for staff: a registered organisation may act at once.</summary>
public sealed class OrganisationService(TradingDbContext db, TimeProvider clock, ResidentIds residentIds, PartiesOptions options, RegisteredAccountProof proof, Outbox outbox, PartySteps steps)
{
    /// <summary>
    /// Registers an organisation and makes the person its member, with the roles of its kinds; or stores nothing and lists everything wrong,
    /// a credit code that is registered already included.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <see cref="PartiesRules.AlreadyMember"/>, <see cref="PartiesRules.OfficerMayNotRegister"/>: the person, not the data, is refused.
    /// </exception>
    public async Task<RegistrationResult> RegisterAsync(RegisterOrganisation input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = clock.NowUtc();
        var user = await db.Users.SingleAsync(u => u.Id == input.UserId, ct);
        await EnsureMayRegisterAsync(user, ct);

        var defects = await DefectsAsync(input, now, ct);
        if (defects.Count > 0)
        {
            return RegistrationResult.Refused(defects);
        }

        try
        {
            return RegistrationResult.Registered(await StoreAsync(input, user, now, ct));
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            // Two people registered the same organisation at the same moment; the unique index chose.
            db.ChangeTracker.Clear();
            return RegistrationResult.Refused([Defect.Of(PartyFields.CreditCode, PartiesRules.AlreadyRegistered)]);
        }
    }

    /// <summary>Corrects address, contact and (where given) legal representative; the review begins anew, and nothing is held up by it.</summary>
    /// <returns>Everything wrong with the input; empty when it was stored.</returns>
    public async Task<IReadOnlyList<Defect>> UpdateAsync(UpdateOrganisation input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = clock.NowUtc();
        var organisation = await db.Set<Organisation>().AsSplitQuery().SingleAsync(o => o.Id == input.OrganisationId, ct);
        organisation.EnsureVersion(input.Version);
        var defects = Defects(input, organisation, now);
        if (defects.Count > 0)
        {
            return defects;
        }

        organisation.Update(input.Contact, input.Representative is { } r ? residentIds.Protect(r) : null);
        db.Add(new PartyEvent(PartySubject.Organisation, organisation.Id, PartyEvents.OrganisationCorrected, null, input.UserId, now));
        await steps.ToReviewAsync(organisation, now, ct);
        await db.SaveOrChangedMeanwhileAsync(ct);
        return [];
    }

    internal async Task EnsureMayRegisterAsync(User user, CancellationToken ct)
    {
        if (user.OrganisationId is not null)
        {
            throw new RuleBrokenException(PartiesRules.AlreadyMember);
        }

        if (await db.UserRoles.AnyAsync(r => r.UserId == user.Id, ct))
        {
            throw new RuleBrokenException(PartiesRules.OfficerMayNotRegister);
        }
    }

    internal async Task<IReadOnlyList<Defect>> OrganisationDefectsAsync(OrganisationStep step, CancellationToken ct)
    {
        var defects = RegistrationChecks.Organisation(step, options.DemoMode);
        var code = CodeText.Canonical(step.CreditCode);
        return await db.Set<Organisation>().AnyAsync(o => o.CreditCode == code, ct)
            ? [.. defects, Defect.Of(PartyFields.CreditCode, PartiesRules.AlreadyRegistered)]
            : defects;
    }

    internal IReadOnlyList<Defect> RepresentativeDefects(RepresentativeStep step, DateTime nowUtc) =>
        RegistrationChecks.Representative(step, options.DemoMode, Instants.BeijingDay(nowUtc));

    private static IReadOnlyList<Defect> CommitmentDefects(Commitment commitment) =>
        commitment.TextSha256 == CommitmentTexts.Current.Sha256
            ? RegistrationChecks.Signature(commitment.SignedName)
            : [Defect.Of(PartyFields.SignedName, PartiesRules.CommitmentMissing, CommitmentTexts.CurrentVersion)];

    private async Task<IReadOnlyList<Defect>> DefectsAsync(RegisterOrganisation input, DateTime nowUtc, CancellationToken ct) =>
    [
        .. await OrganisationDefectsAsync(input.Organisation, ct),
        .. RepresentativeDefects(input.Representative, nowUtc),
        .. RegistrationChecks.Account(input.Account, input.Organisation.Name),
        .. CommitmentDefects(input.Commitment),
    ];

    private List<Defect> Defects(UpdateOrganisation input, Organisation organisation, DateTime nowUtc) =>
    [
        .. RegistrationChecks.Organisation(
            new OrganisationStep
            {
                Kinds = organisation.Kinds,
                Name = organisation.Name,
                CreditCode = organisation.CreditCode,
                Address = input.Contact.Address,
                ContactName = input.Contact.ContactName,
                ContactPhone = input.Contact.ContactPhone,
                ContactEmail = input.Contact.ContactEmail,
            },
            options.DemoMode),
        .. input.Representative is { } representative ? RepresentativeDefects(representative, nowUtc) : [],
    ];

    private async Task<long> StoreAsync(RegisterOrganisation input, User user, DateTime nowUtc, CancellationToken ct)
    {
        var organisation = Organisation.Register(
            input.Organisation, residentIds.Protect(input.Representative), input.Account, input.Commitment, nowUtc);
        proof.Keep(organisation);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(organisation);
        await db.SaveChangesAsync(ct);
        user.OrganisationId = organisation.Id;
        await steps.ToReviewAsync(organisation, nowUtc, ct);
        await AddRolesAsync(user, organisation.Kinds, ct);
        db.Add(new PartyEvent(PartySubject.Organisation, organisation.Id, PartyEvents.OrganisationRegistered, organisation.Name, user.Id, nowUtc));
        await outbox.ToOrganisationAsync(organisation.Id, new MailText(MailKinds.Registered, "organisation", organisation.Name, organisation.CreditCode), nowUtc, ct);
        await db.Set<RegistrationDraft>().Where(d => d.UserId == user.Id).ExecuteDeleteAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return organisation.Id;
    }

    private async Task AddRolesAsync(User user, OrganisationKinds kinds, CancellationToken ct)
    {
        var names = kinds.ToRoles().ToList();
        var ids = await db.Roles.Where(r => names.Contains(r.Name!)).Select(r => r.Id).ToListAsync(ct);
        db.UserRoles.AddRange(ids.Select(id => new IdentityUserRole<long> { UserId = user.Id, RoleId = id }));
    }
}
