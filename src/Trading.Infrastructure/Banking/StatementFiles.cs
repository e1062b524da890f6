using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Infrastructure.Banking;

/// <summary>Reads any statement file of a bank: one whose form tells itself, otherwise a table by a mapping profile.</summary>
public static class StatementFiles
{
    /// <exception cref="RuleBrokenException">One of <see cref="BankingRules"/> or <see cref="BankFileRules"/>; nothing of the file is returned.</exception>
    public static BankFile Read(byte[] file, BankProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return BankFileReader.Knows(file) ? BankFileReader.Read(file) : ReadTable(file, profile);
    }

    /// <summary>The same where nobody has said by which profile: the one that can read it.</summary>
    /// <exception cref="RuleBrokenException">
    /// What one profile that knows the table finds wrong in it, or <see cref="BankingRules.ProfileNeeded"/> where none knows it.
    /// </exception>
    public static BankFile Read(byte[] file)
    {
        if (BankFileReader.Knows(file))
        {
            return BankFileReader.Read(file);
        }

        RuleBrokenException? wrong = null;
        foreach (var profile in BankProfiles.All)
        {
            try
            {
                return ReadTable(file, profile);
            }
            catch (RuleBrokenException refusal)
            {
                wrong ??= IsAnothers(refusal) ? null : refusal;
            }
        }

        throw wrong ?? new RuleBrokenException(BankingRules.ProfileNeeded, string.Join(", ", BankProfiles.All.Select(p => p.Key)));
    }

    /// <summary>The form that a file seems to have, readable or not.</summary>
    public static string FormOf(byte[] file) => BankFileReader.FormOf(file) ?? FormatOfTable(file).Text();

    /// <summary>Refuses a file that is too large before any of it is read.</summary>
    /// <exception cref="RuleBrokenException"><c>banking.file-too-large</c></exception>
    public static void RequireFits(long length)
    {
        if (length > BankEncoding.MaxBytes)
        {
            throw new RuleBrokenException(BankingRules.FileTooLarge, BankEncoding.MaxBytes / (1024 * 1024));
        }
    }

    /// <summary>A statement that is kept, read again as it was read when it came.</summary>
    internal static BankStatement Open(BankSeal seal, BankStatementRow row)
    {
        var file = seal.OpenFile(row.Id, row.SealedFile);
        return (row.Profile is { } profile ? ReadTable(file, BankProfiles.Of(profile)) : BankFileReader.Read(file)).Statements[row.Place - 1];
    }

    private static BankFile ReadTable(byte[] file, BankProfile profile)
    {
        using var stream = new MemoryStream(file, writable: false);
        return new BankFile(FormatOfTable(file), [StatementReader.Read(stream, profile)], profile.Key);
    }

    private static BankFileFormat FormatOfTable(byte[] file) => SheetRows.Knows(file) ? BankFileFormat.Xlsx : BankFileFormat.Csv;

    // The table is not in the form of the profile at all.
    private static bool IsAnothers(RuleBrokenException refusal) =>
        refusal.Rule is BankingRules.MissingColumn or BankingRules.MissingLabel or BankingRules.WrongEncoding;
}
