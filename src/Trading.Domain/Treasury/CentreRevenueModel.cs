using Trading.Domain.Shared;

namespace Trading.Domain.Treasury;

/// <summary>The account to which a centre remits what is the treasury's.</summary>
/// <param name="Name">As the account is held.</param>
/// <param name="Account">Its number.</param>
/// <param name="Bank">The branch that keeps it.</param>
public sealed record TreasuryAccount(string Name, string Account, string Bank);

/// <summary>
/// Which institutional model a centre works under from when, and to which account it remits, as an administrator has set it. It is never edited: a later
/// row takes its place from its day on. The hash is that of the model that was set; a release that ships another under the same key is not worked by until
/// somebody has set it again.
/// </summary>
public sealed class CentreRevenueModel
{
    private CentreRevenueModel()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }
    public string ModelKey { get; private set; } = "";
    public string ContentHash { get; private set; } = "";
    public DateOnly EffectiveFrom { get; private set; }

    /// <summary>Last day; null while there is none.</summary>
    public DateOnly? EffectiveTo { get; private set; }
    public string TreasuryName { get; private set; } = "";
    public string TreasuryNumber { get; private set; } = "";
    public string TreasuryBank { get; private set; } = "";

    /// <summary>Keyed hash of row, name and account: an account changed in the database is noticed before money goes there.</summary>
    public string TreasuryCheck { get; private set; } = "";
    public long SetByUserId { get; private set; }
    public DateTime SetAtUtc { get; private set; }

    public TreasuryAccount Treasury => new(TreasuryName, TreasuryNumber, TreasuryBank);

    public bool IsInForce(DateOnly on) => EffectiveFrom <= on && !(EffectiveTo < on);

    /// <param name="id">Its number, of which <paramref name="check"/> is made.</param>
    /// <param name="centreId">The centre.</param>
    /// <param name="model">What it works by from then on.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, if there is one.</param>
    /// <param name="treasury">Where it remits to.</param>
    /// <param name="check">Keyed hash of number, name and account.</param>
    /// <param name="set">Who set it, and when.</param>
    /// <exception cref="RuleBrokenException"><see cref="TreasuryRules.DatesOutOfOrder"/></exception>
    public static CentreRevenueModel Set(
        Guid id, long centreId, RevenueModel model, DateOnly from, DateOnly? to, TreasuryAccount treasury, string check, (long UserId, DateTime AtUtc) set)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(treasury);
        if (to < from)
        {
            throw new RuleBrokenException(TreasuryRules.DatesOutOfOrder);
        }

        return new CentreRevenueModel
        {
            Id = id,
            CentreId = centreId,
            ModelKey = model.Key,
            ContentHash = model.ContentHash(),
            EffectiveFrom = from,
            EffectiveTo = to,
            TreasuryName = treasury.Name,
            TreasuryNumber = treasury.Account,
            TreasuryBank = treasury.Bank,
            TreasuryCheck = check,
            SetByUserId = set.UserId,
            SetAtUtc = set.AtUtc,
        };
    }
}
