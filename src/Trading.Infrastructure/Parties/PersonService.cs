using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>People's accounts: opened by themselves for an organisation, by an administrator for an officer.</summary>
public sealed class PersonService(TradingDbContext db, UserManager<User> users, SignInClock clock)
{
    /// <summary>Opens an account for anybody; it may do nothing but register an organisation. The e-mail address is the user name.</summary>
    /// <returns>Everything wrong, or the person.</returns>
    public Task<PersonResult> OpenAsync(OpenAccount input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var user = new User
        {
            UserName = input.Email.Trim(),
            Email = input.Email.Trim(),
            DisplayName = input.DisplayName.Trim(),
            Language = WordsLanguages.Current,
            CreatedAtUtc = clock.NowUtc(),
        };
        return CreateAsync(user, input.Password, [.. PersonChecks.Name(input.DisplayName), .. PersonChecks.Email(input.Email)], roles: [], by: null, ct);
    }

    /// <summary>Opens an officer's account with a first password, which the officer must change before anything else.</summary>
    /// <exception cref="RuleBrokenException">
    /// <see cref="PartiesRules.RolesMissing"/>, <see cref="PartiesRules.RoleUnknown"/>, <see cref="PartiesRules.RolesConflict"/>,
    /// <see cref="PartiesRules.CentreMissing"/>.
    /// </exception>
    public Task<PersonResult> CreateOfficerAsync(CreateOfficer input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        PersonChecks.EnsureOfficerRoles(input.Roles, input.CentreId);
        var user = new User
        {
            UserName = input.UserName.Trim(),
            Email = string.IsNullOrWhiteSpace(input.Email) ? null : input.Email.Trim(),
            DisplayName = input.DisplayName.Trim(),
            CentreId = input.CentreId,
            MustChangePassword = true,
            CreatedAtUtc = clock.NowUtc(),
        };
        IReadOnlyList<Defect> defects =
        [
            .. PersonChecks.UserName(input.UserName),
            .. PersonChecks.Name(input.DisplayName),
            .. user.Email is null ? [] : PersonChecks.Email(user.Email),
        ];
        return CreateAsync(user, input.Password, defects, input.Roles, input.ByUserId, ct);
    }

    /// <summary>Replaces an officer's roles; every open session of the officer ends at once.</summary>
    /// <exception cref="RuleBrokenException">
    /// <see cref="PartiesRules.NotYourself"/>, <see cref="PartiesRules.RolesMissing"/>, <see cref="PartiesRules.RoleUnknown"/>,
    /// <see cref="PartiesRules.RolesConflict"/>, <see cref="PartiesRules.CentreMissing"/>.
    /// </exception>
    public Task SetRolesAsync(long userId, IReadOnlyCollection<string> roles, long byUserId, CancellationToken ct) =>
        ChangeAsync(userId, byUserId, PartyEvents.RolesSet, string.Join(", ", roles), async user =>
        {
            PersonChecks.EnsureOfficerRoles(roles, user.CentreId);
            if (user.OrganisationId is not null)
            {
                throw new RuleBrokenException(PartiesRules.RolesConflict, Roles.Bidder, roles.First());
            }

            var held = await users.GetRolesAsync(user);
            Done(await users.RemoveFromRolesAsync(user, held.Except(roles)));
            Done(await users.AddToRolesAsync(user, roles.Except(held)));
        }, ct);

    /// <summary>Keeps a person out; every open session ends at once.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotYourself"/>.</exception>
    public Task DisableAsync(long userId, long byUserId, CancellationToken ct) =>
        ChangeAsync(userId, byUserId, PartyEvents.PersonDisabled, null, user => SetAsync(user, u => u.DisabledAtUtc = clock.NowUtc()), ct);

    /// <summary>Lets a person in again, and ends a lock-out.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotYourself"/>.</exception>
    public Task EnableAsync(long userId, long byUserId, CancellationToken ct) =>
        ChangeAsync(userId, byUserId, PartyEvents.PersonEnabled, null, user => SetAsync(user, u =>
        {
            u.DisabledAtUtc = null;
            u.LockoutEnd = null;
            u.AccessFailedCount = 0;
        }), ct);

    /// <summary>Takes a lost second factor away; outside demo mode an officer then has to set up a new one before anything else.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotYourself"/>.</exception>
    public Task ResetSecondFactorAsync(long userId, long byUserId, CancellationToken ct) =>
        ChangeAsync(userId, byUserId, PartyEvents.SecondFactorReset, null, async user =>
        {
            Done(await users.ResetAuthenticatorKeyAsync(user));
            Done(await users.SetTwoFactorEnabledAsync(user, false));
        }, ct);

    /// <summary>Sets a password that the person must change before anything else, and ends a lock-out: who forgot the old one has tried it often.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotYourself"/>.</exception>
    public async Task<IReadOnlyList<Defect>> ResetPasswordAsync(long userId, string password, long byUserId, CancellationToken ct)
    {
        var defects = PersonChecks.Password(password, users.Options.Password.RequiredLength);
        if (defects.Count == 0)
        {
            await ChangeAsync(userId, byUserId, PartyEvents.PasswordReset, null, async user =>
            {
                user.MustChangePassword = true;
                user.LockoutEnd = null;
                user.AccessFailedCount = 0;
                Done(await users.RemovePasswordAsync(user));
                Done(await users.AddPasswordAsync(user, password));
            }, ct);
        }

        return defects;
    }

    /// <summary>Changes one's own password. Other sessions end.</summary>
    public async Task<IReadOnlyList<Defect>> ChangePasswordAsync(long userId, string present, string password, CancellationToken ct)
    {
        var defects = PersonChecks.Password(password, users.Options.Password.RequiredLength);
        if (defects.Count > 0)
        {
            return defects;
        }

        var user = await db.Users.SingleAsync(u => u.Id == userId, ct);
        if (await users.IsLockedOutAsync(user))
        {
            return [new Defect(PersonFields.PresentPassword, "parties.sign-in.locked", (int)users.Options.Lockout.DefaultLockoutTimeSpan.TotalMinutes)];
        }

        if (!await users.CheckPasswordAsync(user, present))
        {
            // Counted like a failed sign-in: a session left open is no place to guess at.
            Done(await users.AccessFailedAsync(user));
            return [Defect.Of(PersonFields.PresentPassword, PartiesRules.PasswordWrong)];
        }

        if (present == password)
        {
            return [Defect.Of(PersonFields.Password, PartiesRules.PasswordUnchanged)];
        }

        user.MustChangePassword = false;
        Done(await users.ChangePasswordAsync(user, present, password));
        return [];
    }

    private async Task<PersonResult> CreateAsync(
        User user, string password, IReadOnlyList<Defect> defects, IReadOnlyCollection<string> roles, long? by, CancellationToken ct)
    {
        IReadOnlyList<Defect> all =
        [
            .. defects,
            .. PersonChecks.Password(password, users.Options.Password.RequiredLength),
            .. await TakenAsync(user, ct),
        ];
        if (all.Count > 0)
        {
            return new PersonResult(null, all);
        }

        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        if (!await TryCreateAsync(user, password))
        {
            return new PersonResult(null, [Defect.Of(PersonFields.Email, PartiesRules.EmailTaken)]);
        }

        Done(await users.AddToRolesAsync(user, roles));
        db.Add(new PartyEvent(PartySubject.Person, user.Id, PartyEvents.PersonCreated, string.Join(", ", roles), by ?? user.Id, clock.NowUtc()));
        await db.SaveChangesAsync(ct);
        await (transaction?.CommitAsync(ct) ?? Task.CompletedTask);
        return new PersonResult(user, []);
    }

    /// <summary>False when somebody took the name or address since it was looked up: Identity saw the row, or the unique index did.</summary>
    private async Task<bool> TryCreateAsync(User user, string password)
    {
        try
        {
            var result = await users.CreateAsync(user, password);
            var taken = result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.DuplicateUserName));
            if (!taken)
            {
                Done(result);
            }

            return !taken;
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            return false;
        }
    }

    private async Task<List<Defect>> TakenAsync(User user, CancellationToken ct)
    {
        var taken = new List<Defect>();
        var name = users.NormalizeName(user.UserName);
        var email = users.NormalizeEmail(user.Email);
        if (email is not null && await db.Users.AnyAsync(u => u.NormalizedEmail == email, ct))
        {
            taken.Add(Defect.Of(PersonFields.Email, PartiesRules.EmailTaken));
        }
        else if (await db.Users.AnyAsync(u => u.NormalizedUserName == name, ct))
        {
            taken.Add(Defect.Of(PersonFields.UserName, PartiesRules.UserNameTaken, user.UserName!));
        }

        return taken;
    }

    /// <summary>One change of another person's account: change, new security stamp (all sessions end), record; all or nothing.</summary>
    private async Task ChangeAsync(long userId, long byUserId, string wordsKey, string? detail, Func<User, Task> change, CancellationToken ct)
    {
        if (userId == byUserId)
        {
            throw new RuleBrokenException(PartiesRules.NotYourself);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var user = await db.Users.SingleAsync(u => u.Id == userId, ct);
        await change(user);
        Done(await users.UpdateSecurityStampAsync(user));
        db.Add(new PartyEvent(PartySubject.Person, userId, wordsKey, detail, byUserId, clock.NowUtc()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static Task SetAsync(User user, Action<User> set)
    {
        set(user);
        return Task.CompletedTask;
    }

    // Everything that a person can get wrong has been told before; what Identity refuses now is a bug.
    private static void Done(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(", ", result.Errors.Select(e => e.Code)));
        }
    }
}
