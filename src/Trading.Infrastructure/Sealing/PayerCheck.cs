using System.Security.Cryptography;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Lets a bank receipt be compared with the account announced for a participation without opening the lot: a keyed hash of both, equal only
/// if participation, payer name and account number are equal. Without the vault it says nothing, not even by trying all known names.
/// </summary>
public sealed class PayerCheck(KeyVault vault)
{
    /// <summary>The check to store with the participation: 64 hexadecimal digits.</summary>
    public string Compute(Guid participationId, string payerName, string accountNumber)
    {
        var payer = new CanonicalBytes().Add(NormaliseName(payerName)).Add(NormaliseAccount(accountNumber)).ToArray();
        return Convert.ToHexStringLower(HMACSHA256.HashData(vault.Derive("payer-check", participationId.ToString("N")), payer));
    }

    /// <summary>Whether a receipt came from the payer and account that were announced.</summary>
    public bool Matches(string stored, Guid participationId, string payerName, string accountNumber)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.ASCII.GetBytes(stored),
            System.Text.Encoding.ASCII.GetBytes(Compute(participationId, payerName, accountNumber)));
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
