using System.Globalization;
using System.Security.Cryptography;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Keeps what a statement would tell away from whoever reads the database alone: the file is sealed, and files and lines are known again by keyed
/// hashes that cannot be guessed without the vault.
/// </summary>
public sealed class BankSeal(VaultSeal seal)
{
    private const string Purpose = "bank-file";

    /// <summary>The file, sealed for one statement: it does not open as another's.</summary>
    public byte[] SealFile(Guid statementId, ReadOnlySpan<byte> file) => seal.Seal(Purpose, statementId.ToString("N"), file);

    /// <exception cref="SealBrokenException">Changed, or another statement's.</exception>
    public byte[] OpenFile(Guid statementId, ReadOnlySpan<byte> sealedFile) => seal.Open(Purpose, statementId.ToString("N"), sealedFile);

    /// <summary>The same for the same bytes, and for no others: 64 hexadecimal digits.</summary>
    public string FileTag(ReadOnlySpan<byte> file) => seal.Tag(Purpose, Convert.ToHexStringLower(SHA256.HashData(file)));

    /// <summary>The same for the same line of an account in whatever file it comes: 64 hexadecimal digits.</summary>
    public string LineTag(long bankAccountId, string dedupeKey) =>
        seal.Tag("bank-line", string.Create(CultureInfo.InvariantCulture, $"{bankAccountId}:{dedupeKey}"));

    /// <summary>Names a line in the key of a deposit's entry without the journal telling which line it was.</summary>
    public string EntryTag(Guid line) => seal.Tag("bank-line-entry", line.ToString("N"));
}
