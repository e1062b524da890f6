using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Keeps what a statement would tell away from whoever reads the database alone: the file is sealed, and files and lines are known again by keyed
/// hashes that cannot be guessed without the vault.
/// </summary>
public sealed class BankSeal(KeyVault vault)
{
    private const string Purpose = "bank-file";

    /// <summary>The file, sealed for one statement: it does not open as another's.</summary>
    public byte[] SealFile(Guid statementId, ReadOnlySpan<byte> file) => Wrapping.Wrap(FileKey(), file, BelongsTo(statementId));

    /// <exception cref="SealBrokenException">Changed, or another statement's.</exception>
    public byte[] OpenFile(Guid statementId, ReadOnlySpan<byte> sealedFile) => Wrapping.Unwrap(FileKey(), sealedFile, BelongsTo(statementId));

    /// <summary>The same for the same bytes, and for no others: 64 hexadecimal digits.</summary>
    public string FileTag(ReadOnlySpan<byte> file) => Hmac("bank-file-tag", "", file);

    /// <summary>The same for the same line of an account in whatever file it comes: 64 hexadecimal digits.</summary>
    public string LineTag(long bankAccountId, string dedupeKey) =>
        Hmac("bank-line-tag", bankAccountId.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(dedupeKey));

    /// <summary>Names a line in the key of a deposit's entry without the journal telling which line it was.</summary>
    public string EntryTag(Guid line) => Hmac("bank-line-entry", "", line.ToByteArray(bigEndian: true));

    private byte[] FileKey() => vault.Derive(Purpose, "");

    private static byte[] BelongsTo(Guid statementId) => statementId.ToByteArray(bigEndian: true);

    private string Hmac(string purpose, string context, ReadOnlySpan<byte> content) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(vault.Derive(purpose, context), content));
}
