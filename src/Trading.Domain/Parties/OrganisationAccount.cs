using Trading.Domain.Parties.Codes;

namespace Trading.Domain.Parties;

/// <summary>
/// A bank account of an organisation. One is in force at a time; earlier ones stay, because a deposit goes back to the account it came from.
/// </summary>
public sealed class OrganisationAccount
{
    private OrganisationAccount(string bankName, string accountNumber, string accountName, bool isBasic, DateTime fromUtc)
    {
        BankName = bankName;
        AccountNumber = accountNumber;
        AccountName = accountName;
        IsBasic = isBasic;
        FromUtc = fromUtc;
    }

    public long Id { get; private set; }
    public long OrganisationId { get; private set; }
    public string BankName { get; private set; }

    /// <summary>Digits only (<see cref="BankAccountNumber.Canonical"/>), so that it can be compared with a bank statement.</summary>
    public string AccountNumber { get; private set; }
    public string AccountName { get; private set; }

    /// <summary>基本存款账户: construction deposits paid in cash or by cheque must come from it.</summary>
    public bool IsBasic { get; private set; }
    public DateTime FromUtc { get; private set; }

    /// <summary>Null for the account in force.</summary>
    public DateTime? UntilUtc { get; private set; }

    /// <summary>Keyed hash of organisation, holder's name, number and bank: an account that was changed in the database is noticed before money goes there. Null where nobody made one.</summary>
    public string? Proof { get; private set; }

    /// <summary>Kept once, when the account is registered.</summary>
    public void Prove(string proof) => Proof ??= proof;

    internal static OrganisationAccount Open(AccountStep step, DateTime nowUtc) =>
        new(step.BankName.Trim(), BankAccountNumber.Canonical(step.AccountNumber), step.AccountName.Trim(), step.IsBasic, nowUtc);

    internal void Close(DateTime nowUtc) => UntilUtc = nowUtc;
}
