using System.Security.Cryptography;
using System.Text;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// The sub-account numbers of deposits: computed by the vault from the participation, and stored only as a keyed tag. The bank's statement names a
/// sub-account and its payer; whoever also has the database, but not the vault, cannot say for which lot that was.
/// </summary>
public sealed class DepositSubAccounts(KeyVault vault)
{
    /// <summary>The number for one participation, the same each time: 14 digits as <see cref="RandomNumbers.NewSubAccount"/> makes them.</summary>
    public string Of(Guid participationId) => RandomNumbers.SubAccount(vault.Derive("deposit-sub-account", participationId.ToString("N")));

    /// <summary>What is stored and looked up instead of the number: 64 hexadecimal digits.</summary>
    public string Tag(string subAccount)
    {
        ArgumentNullException.ThrowIfNull(subAccount);
        return Convert.ToHexStringLower(HMACSHA256.HashData(vault.Derive("deposit-sub-account", "tag"), Encoding.UTF8.GetBytes(subAccount)));
    }
}
