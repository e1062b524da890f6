using System.Text;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>
/// Reads a bank's file whose form tells itself: ISO 20022 camt.052, .053 and .054 in every version, and MT940. Everything is read, or a refusal
/// names line, field and value. Whether a statement ties out is said, not decided here.
/// </summary>
public static class BankFileReader
{
    /// <exception cref="RuleBrokenException">One of <see cref="BankFileRules"/>; nothing of the file is returned.</exception>
    public static BankFile Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        StatementFiles.RequireFits(file.Length);
        return LooksLikeXml(file) ? CamtReader.Read(file) : Mt940Reader.Read(TextOf(file));
    }

    /// <summary>Whether the file tells its own form; others need a mapping profile.</summary>
    public static bool Knows(byte[] file) => FormOf(file) is not null;

    /// <summary>The form that the file tells, as people name it; null where it tells none.</summary>
    public static string? FormOf(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return LooksLikeXml(file) ? "XML" : Mt940Reader.Knows(TextOf(file)) ? BankFileFormat.Mt940.Text() : null;
    }

    internal static bool LooksLikeXml(byte[] file)
    {
        var begin = Encoding.UTF8.GetString(file, 0, Math.Min(file.Length, 256)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return begin.StartsWith('<');
    }

    // Banks send MT940 in UTF-8 or in a Western single-byte encoding; the fields that are counted with are ASCII in both.
    private static string TextOf(byte[] file)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(file);
        }
    }
}

/// <summary>Codes of the refusals of files that tell their own form; the sentences are in Words/banking.json.</summary>
public static class BankFileRules
{
    /// <summary>A field cannot be read: {0} format, {1} line of the file, {2} field, {3} what stands there.</summary>
    public const string BadField = "banking.bad-field";

    /// <summary>A field is missing: {0} format, {1} line of the file, {2} field.</summary>
    public const string FieldMissing = "banking.field-missing";

    /// <summary>The file is broken XML, or carries a document type or entities, which are never read: {0} line, {1} position.</summary>
    public const string BadXml = "banking.bad-xml";

    /// <summary>The file is no message that can be imported: {0} what it calls itself.</summary>
    public const string UnknownMessage = "banking.unknown-message";

    /// <summary>There is no statement in the file: {0} format.</summary>
    public const string NoStatement = "banking.no-statement";
}
