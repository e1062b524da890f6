using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;

namespace Trading.Domain.Parties;

/// <summary>
/// A request to change an organisation's bank account. It takes effect when another person approves exactly what was requested; the database
/// refuses a decision by the requester, too. Money sent to a stranger's account does not come back.
/// </summary>
public sealed class AccountChange
{
    private AccountChange()
    {
    }

    public long Id { get; private set; }
    public long OrganisationId { get; private set; }
    public string BankName { get; private set; } = "";
    public string AccountNumber { get; private set; } = "";
    public string AccountName { get; private set; } = "";
    public bool IsBasic { get; private set; }
    public string Reason { get; private set; } = "";
    public long RequestedByUserId { get; private set; }
    public DateTime RequestedAtUtc { get; private set; }

    /// <summary>SHA-256 of organisation, account and reason, lower-case hex: the approval names what it approves by this.</summary>
    public string ContentSha256 { get; private set; } = "";
    public AccountChangeState State { get; private set; }
    public long? DecidedByUserId { get; private set; }
    public DateTime? DecidedAtUtc { get; private set; }
    public string? DecisionReason { get; private set; }
    public long Version { get; private set; }

    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.AccountUnchanged"/>, <see cref="PartiesRules.AccountNameDiffers"/>.</exception>
    public static AccountChange Request(Organisation organisation, AccountStep account, string reason, long userId, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(reason);
        organisation.EnsureAccountDiffers(account);
        if (!PartyNames.Same(account.AccountName, organisation.Name))
        {
            throw new RuleBrokenException(PartiesRules.AccountNameDiffers, organisation.Name);
        }

        var change = new AccountChange
        {
            OrganisationId = organisation.Id,
            BankName = account.BankName.Trim(),
            AccountNumber = BankAccountNumber.Canonical(account.AccountNumber),
            AccountName = account.AccountName.Trim(),
            IsBasic = account.IsBasic,
            Reason = reason.Trim(),
            RequestedByUserId = userId,
            RequestedAtUtc = nowUtc,
        };
        change.ContentSha256 = change.Hash();
        return change;
    }

    /// <summary>Approves, and puts the account in force.</summary>
    /// <param name="organisation">The organisation of the request.</param>
    /// <param name="shownSha256">The <see cref="ContentSha256"/> of what the officer was shown.</param>
    /// <param name="officerId">Who approves; not the requester.</param>
    /// <param name="nowUtc">When.</param>
    /// <exception cref="RuleBrokenException">
    /// <see cref="SharedRules.MakerIsChecker"/>, <see cref="PartiesRules.AccountChangeDecided"/>, <see cref="PartiesRules.AccountChangeDiffers"/>.
    /// </exception>
    public void Approve(Organisation organisation, string shownSha256, long officerId, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        if (shownSha256 != ContentSha256 || Hash() != ContentSha256 || organisation.Id != OrganisationId)
        {
            throw new RuleBrokenException(PartiesRules.AccountChangeDiffers);
        }

        Decide(AccountChangeState.Approved, officerId, reason: null, nowUtc);
        organisation.ChangeAccount(Account(), nowUtc);
    }

    /// <summary>Refuses with a reason that the organisation reads.</summary>
    /// <exception cref="RuleBrokenException"><see cref="SharedRules.MakerIsChecker"/>, <see cref="PartiesRules.AccountChangeDecided"/>.</exception>
    public void Refuse(string reason, long officerId, DateTime nowUtc) => Decide(AccountChangeState.Refused, officerId, reason, nowUtc);

    private void Decide(AccountChangeState state, long officerId, string? reason, DateTime nowUtc)
    {
        FourEyes.RequireAnother(officerId, RequestedByUserId);

        if (State != AccountChangeState.Requested)
        {
            throw new RuleBrokenException(PartiesRules.AccountChangeDecided);
        }

        State = state;
        DecidedByUserId = officerId;
        DecidedAtUtc = nowUtc;
        DecisionReason = reason?.Trim();
        Version++;
    }

    private AccountStep Account() =>
        new() { BankName = BankName, AccountNumber = AccountNumber, AccountName = AccountName, IsBasic = IsBasic };

    private string Hash() => Convert.ToHexStringLower(new CanonicalBytes()
        .Add("account-change-1").Add(OrganisationId).Add(BankName).Add(AccountNumber).Add(AccountName).Add(IsBasic ? 1L : 0L).Add(Reason)
        .Add(RequestedByUserId).Add(RequestedAtUtc).Sha256());
}
