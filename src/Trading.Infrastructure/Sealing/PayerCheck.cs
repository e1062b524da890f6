using System.Security.Cryptography;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Lets a bank receipt be compared with the account announced for a participation without opening the lot: a keyed hash of both, equal only
/// if participation, payer name and account number are equal. Without the vault it says nothing, not even by trying all known names.
/// </summary>
public sealed class PayerCheck(KeyVault vault)
{
    /// <summary>
    /// The check to store with the participation: 64 hexadecimal digits. Whether the account is its holder's basic one (基本存款账户) goes into it: beside it in clear it would point to
    /// the few who have announced another.
    /// </summary>
    public string Compute(Guid participationId, string payerName, string accountNumber, bool isBasic = true)
    {
        var payer = new CanonicalBytes().Add(NormaliseName(payerName)).Add(NormaliseAccount(accountNumber));
        var bytes = (isBasic ? payer : payer.Add("not-basic")).ToArray();
        return Convert.ToHexStringLower(HMACSHA256.HashData(vault.Derive("payer-check", participationId.ToString("N")), bytes));
    }

    /// <summary>Whether a receipt came from the payer and account that were announced.</summary>
    public bool Matches(string stored, Guid participationId, string payerName, string accountNumber) => IsBasic(stored, participationId, payerName, accountNumber) is not null;

    /// <summary>Whether the account that was announced, and from which a receipt came, is its holder's basic one; null where it came from another payer or account.</summary>
    public bool? IsBasic(string stored, Guid participationId, string payerName, string accountNumber)
    {
        ArgumentNullException.ThrowIfNull(stored);
        bool Is(bool isBasic) => CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.ASCII.GetBytes(stored),
            System.Text.Encoding.ASCII.GetBytes(Compute(participationId, payerName, accountNumber, isBasic)));
        return Is(true) ? true : Is(false) ? false : null;
    }

    /// <summary>
    /// A name as banks and people write it differently: full-width forms as half-width (so that （） equals ()), no white space at all,
    /// Latin letters upper-case. Nothing else is forgiven: another character is another payer.
    /// </summary>
    public static string NormaliseName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Concat(HalfWidth.Of(name).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
    }

    /// <summary>An account number without the spaces and hyphens that group it, in half-width characters.</summary>
    public static string NormaliseAccount(string accountNumber)
    {
        ArgumentNullException.ThrowIfNull(accountNumber);
        return string.Concat(HalfWidth.Of(accountNumber).Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();
    }
}
