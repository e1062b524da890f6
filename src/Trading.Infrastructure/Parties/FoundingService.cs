using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>The first centre of an empty database, and the user name of its first administrator.</summary>
public sealed record FoundInstallation(string Code, string NameZh, string NameEn, CentreKind Kind, string UserName);

/// <summary>What was founded. <c>Password</c>: Told here once and kept nowhere; it must be changed at the first sign-in.</summary>
public sealed record Founded(long CentreId, string UserName, string Password);

/// <summary>
/// Begins an installation: its first centre and one administrator of the whole platform, who opens every other account. Only where there is no
/// administrator: whoever can run verbs must not be able to become one beside those who are there.
/// </summary>
public sealed class FoundingService(TradingDbContext db, CentreService centres, PersonService people)
{
    // Without letters and digits that look alike: it is copied by hand from a terminal.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 5;

    /// <returns>What was founded; or everything that is wrong with the user name, and nothing is stored.</returns>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.AdministratorExists"/>, <see cref="PartiesRules.CentreCodeTaken"/>.</exception>
    public async Task<(Founded? Founded, IReadOnlyList<Defect> Defects)> RunAsync(FoundInstallation input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await RequireNoAdministratorAsync(ct);
        var password = string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));
        var created = await people.CreateOfficerAsync(
            new CreateOfficer
            {
                UserName = input.UserName,
                DisplayName = input.UserName,
                Email = null,
                Password = password,
                CentreId = null,
                Roles = [Roles.Administrator],
                ByUserId = null,
            },
            ct);
        if (created.Person is not { } administrator)
        {
            return (null, created.Defects);
        }

        var centre = await centres.FoundAsync(
            new FoundCentre { Code = input.Code, NameZh = input.NameZh, NameEn = input.NameEn, Kind = input.Kind, ParentId = null, ByUserId = administrator.Id }, ct);
        await transaction.CommitAsync(ct);
        return (new Founded(centre, administrator.UserName!, password), []);
    }

    private async Task RequireNoAdministratorAsync(CancellationToken ct)
    {
        var administrators = from held in db.UserRoles
                             join role in db.Roles on held.RoleId equals role.Id
                             where role.Name == Roles.Administrator
                             select held.UserId;
        if (await administrators.AnyAsync(ct))
        {
            throw new RuleBrokenException(PartiesRules.AdministratorExists);
        }
    }
}
