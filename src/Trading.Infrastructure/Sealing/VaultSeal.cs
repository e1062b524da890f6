using System.Security.Cryptography;
using System.Text;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Bytes that the system itself must read again but nobody may read in the database: statement files, mail bodies about an unopened lot. Under a
/// key of the vault for a purpose and a context (such as the row's id); sizes are not hidden.
/// </summary>
public sealed class VaultSeal(KeyVault vault)
{
    public byte[] Seal(string purpose, string context, ReadOnlySpan<byte> content) =>
        Wrapping.Wrap(vault.Derive(purpose, context), content, []);

    /// <exception cref="SealBrokenException">Of another purpose, context or vault, or changed.</exception>
    public byte[] Open(string purpose, string context, ReadOnlySpan<byte> sealedContent) =>
        Wrapping.Unwrap(vault.Derive(purpose, context), sealedContent, []);

    /// <summary>
    /// The same for the same text and purpose, and nothing to whoever lacks the vault, even by trying all known texts: for unique indexes over
    /// secrets. 64 hexadecimal digits.
    /// </summary>
    public string Tag(string purpose, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Convert.ToHexStringLower(HMACSHA256.HashData(vault.Derive("tag", purpose), Encoding.UTF8.GetBytes(text)));
    }
}
