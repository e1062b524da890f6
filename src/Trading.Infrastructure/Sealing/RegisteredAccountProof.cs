using System.Security.Cryptography;
using System.Text;
using Trading.Domain.Parties;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Proves that a registered account is the one that was registered: a keyed hash of its organisation's credit code, its holder's name, its number and its bank, made when it comes into force.
/// Whoever changes the row in the database, or puts another organisation's in its place, cannot make the hash. Which of an organisation's own accounts is in force it does not say.
/// </summary>
public sealed class RegisteredAccountProof(KeyVault vault)
{
    /// <summary>Keeps the proof with the organisation's account in force.</summary>
    public void Keep(Organisation organisation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var account = organisation.Account;
        account.Prove(Compute(organisation.CreditCode, account));
    }

    /// <summary>False also where there is no proof.</summary>
    public bool Holds(string creditCode, OrganisationAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Proof is { } kept && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept), Encoding.ASCII.GetBytes(Compute(creditCode, account)));
    }

    private string Compute(string creditCode, OrganisationAccount account) => Convert.ToHexStringLower(HMACSHA256.HashData(
        vault.Derive("registered-account", creditCode), new CanonicalBytes().Add(account.AccountName).Add(account.AccountNumber).Add(account.BankName).ToArray()));
}
