using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// Signing in, and proving one's presence again before what cannot be taken back. A session carries how it was opened and when presence was last
/// proved (system time).
/// </summary>
public sealed class TradingSignInManager(
    UserManager<User> users,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<User> claims,
    IOptions<IdentityOptions> identity,
    ILogger<SignInManager<User>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    SignInClock clock)
    : SignInManager<User>(users, http, claims, identity, log, schemes, confirmation)
{
    /// <summary>A disabled person may not sign in; the answer is that of a wrong password.</summary>
    public override async Task<bool> CanSignInAsync(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.DisabledAtUtc is null && await base.CanSignInAsync(user);
    }

    /// <summary>
    /// Signs in by user name or e-mail address; failures count towards the lock-out. Where there is no second factor the password is all that
    /// presence is ever proved by, so that signing in is such a proof.
    /// </summary>
    public async Task<SignInResult> PasswordAsync(string nameOrEmail, string password)
    {
        var user = await UserManager.FindByNameAsync(nameOrEmail) ?? await UserManager.FindByEmailAsync(nameOrEmail);
        if (user is null)
        {
            // As slow as for a person who exists: the time of the answer tells nobody who has an account.
            UserManager.PasswordHasher.HashPassword(new User { DisplayName = "" }, password);
            return SignInResult.Failed;
        }

        var result = await PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            if (!user.TwoFactorEnabled)
            {
                await OpenSessionAsync(user, hasSecondFactor: false, clock.NowUtc());
            }

            await RememberLanguageAsync(user);
        }

        return result;
    }

    /// <summary>The second step, by a code of the authenticator or by a recovery code; each is a proof of presence.</summary>
    public async Task<SignInResult> SecondFactorAsync(string code, bool isRecoveryCode)
    {
        var user = await GetTwoFactorAuthenticationUserAsync();
        var result = isRecoveryCode
            ? await TwoFactorRecoveryCodeSignInAsync(code.Trim().ToUpperInvariant())
            : await TwoFactorAuthenticatorSignInAsync(Digits(code), isPersistent: false, rememberClient: false);
        if (result.Succeeded)
        {
            await OpenSessionAsync(user!, hasSecondFactor: true, clock.NowUtc());
            await RememberLanguageAsync(user!);
        }

        return result;
    }

    /// <summary>
    /// Proves presence: by a fresh code where the person has a second factor, else by the password. Wrong answers count towards the lock-out,
    /// and a locked account proves nothing.
    /// </summary>
    public async Task<bool> ProvePresenceAsync(User user, string answer)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(answer);
        if (!await IsRightAsync(user, answer))
        {
            return false;
        }

        await OpenSessionAsync(user, user.TwoFactorEnabled, clock.NowUtc());
        return true;
    }

    /// <summary>Confirms the authenticator by a first code and turns the second factor on; other sessions end, this one goes on.</summary>
    public async Task<bool> EnrolAsync(User user, string code)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (!await UserManager.VerifyTwoFactorTokenAsync(user, Options.Tokens.AuthenticatorTokenProvider, Digits(code)))
        {
            return false;
        }

        await UserManager.SetTwoFactorEnabledAsync(user, true);
        await OpenSessionAsync(user, hasSecondFactor: true, clock.NowUtc());
        return true;
    }

    /// <summary>Carries a change of the person (roles, organisation, password) into the present session, with its proofs.</summary>
    public Task RenewAsync(User user, ClaimsPrincipal present) => OpenSessionAsync(user, present.HasSecondFactor(), present.SteppedUpAtUtc());

    /// <summary>Goes on without the second factor that the person has just given up: an officer sets up another before anything else.</summary>
    public Task RenewWithoutSecondFactorAsync(User user) => OpenSessionAsync(user, hasSecondFactor: false, presentAtUtc: null);

    private async Task<bool> IsRightAsync(User user, string answer)
    {
        if (!user.TwoFactorEnabled)
        {
            return (await CheckPasswordSignInAsync(user, answer, lockoutOnFailure: true)).Succeeded;
        }

        if (await UserManager.IsLockedOutAsync(user))
        {
            return false;
        }

        var isRight = await UserManager.VerifyTwoFactorTokenAsync(user, Options.Tokens.AuthenticatorTokenProvider, Digits(answer));
        _ = isRight ? await UserManager.ResetAccessFailedCountAsync(user) : await UserManager.AccessFailedAsync(user);
        return isRight;
    }

    /// <summary>Mails to this person are written in the language of the page that was signed in on.</summary>
    private async Task RememberLanguageAsync(User user)
    {
        if (user.Language != WordsLanguages.Current)
        {
            user.Language = WordsLanguages.Current;
            await UserManager.UpdateAsync(user);
        }
    }

    private Task OpenSessionAsync(User user, bool hasSecondFactor, DateTime? presentAtUtc)
    {
        var session = new List<Claim> { new(TradingClaims.AuthenticationMethod, hasSecondFactor ? TradingClaims.SecondFactor : "pwd") };
        if (presentAtUtc is { } at)
        {
            session.Add(new Claim(TradingClaims.StepUpAt, Instants.ToUnixMs(at).ToString(CultureInfo.InvariantCulture)));
        }

        return SignInWithClaimsAsync(user, isPersistent: false, session);
    }

    // Apps show codes in two groups, and people type what they see.
    private static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));
}
