using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Keeps what a statement would tell away from whoever reads the database alone: the file is sealed, and files and lines are known again by keyed
/// hashes that cannot be guessed without the vault.
/// </summary>
public sealed class BankSeal(VaultSeal seal)
{
    private const string Purpose = "bank-file";
    private const string NamePurpose = "bank-file-name";

    /// <summary>The file, sealed for one statement: it does not open as another's.</summary>
    public byte[] SealFile(Guid statementId, ReadOnlySpan<byte> file) => seal.Seal(Purpose, statementId.ToString("N"), file);

    /// <exception cref="SealBrokenException">Changed, or another statement's.</exception>
    public byte[] OpenFile(Guid statementId, ReadOnlySpan<byte> sealedFile) => seal.Open(Purpose, statementId.ToString("N"), sealedFile);

    /// <summary>The name of a file that is kept, which may be a payer's.</summary>
    public byte[] SealName(Guid fileId, string name) => seal.Seal(NamePurpose, fileId.ToString("N"), Encoding.UTF8.GetBytes(name));

    /// <exception cref="SealBrokenException">Changed, or another file's.</exception>
    public string OpenName(Guid fileId, ReadOnlySpan<byte> sealedName) => Encoding.UTF8.GetString(seal.Open(NamePurpose, fileId.ToString("N"), sealedName));

    /// <summary>Names a file that lies in an inbox, by account, name and the time of its delivery, without telling any of them: 64 hexadecimal digits.</summary>
    public string InboxTag(long bankAccountId, string name, DateTime deliveredUtc) =>
        seal.Tag("inbox-file", string.Create(CultureInfo.InvariantCulture, $"{bankAccountId}:{deliveredUtc.Ticks}:{name}"));

    /// <summary>The same for the same bytes, and for no others: 64 hexadecimal digits.</summary>
    public string FileTag(ReadOnlySpan<byte> file) => seal.Tag(Purpose, Convert.ToHexStringLower(SHA256.HashData(file)));

    /// <summary>The same for the same line of an account in whatever file it comes: 64 hexadecimal digits.</summary>
    public string LineTag(long bankAccountId, string dedupeKey) =>
        seal.Tag("bank-line", string.Create(CultureInfo.InvariantCulture, $"{bankAccountId}:{dedupeKey}"));

    /// <summary>Names a line in the key of a deposit's entry without the journal telling which line it was.</summary>
    public string EntryTag(Guid line) => seal.Tag("bank-line-entry", line.ToString("N"));
}
