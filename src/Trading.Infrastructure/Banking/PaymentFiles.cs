using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Infrastructure.Banking;

/// <summary>The form in which a bank takes payment files.</summary>
public enum PaymentFormat
{
    /// <summary>The table of the account's profile.</summary>
    Table,

    /// <summary>ISO 20022 pain.001.001.03.</summary>
    Pain001V03,

    /// <summary>ISO 20022 pain.001.001.09.</summary>
    Pain001V09,
}

/// <summary>A file of payments as it is handed to the bank, with its name and media type.</summary>
public sealed record PaymentFile(byte[] Content, string Name, string MediaType);

/// <summary>Writes payment files in the form that the bank of an account takes.</summary>
public static class PaymentFiles
{
    /// <summary>
    /// The file of a batch. Where its form has a number for the message it is the batch's: the same batch told twice is one message to the bank, which
    /// refuses the second, and its answer names the batch.
    /// </summary>
    /// <exception cref="RuleBrokenException"><see cref="BankingRules.BadPayeeAccount"/> or <see cref="BankingRules.PaymentNotPositive"/>; nothing is written.</exception>
    public static PaymentFile Write(BankAccount account, Guid batch, DateTime nowUtc, DateOnly payOn, IReadOnlyList<PaymentOrder> payments)
    {
        ArgumentNullException.ThrowIfNull(account);
        using var file = new MemoryStream();
        var version = VersionOf(account.PaymentFormat);
        if (version is { } iso)
        {
            Pain001Writer.Write(file, iso, new Pain001Head(MessageIdOf(batch), nowUtc, account.Name, account.Number, account.BankName, payOn), payments);
        }
        else
        {
            PaymentFileWriter.Write(file, BankProfiles.Of(account.Profile), payOn, payments);
        }

        var (extension, media) = version is null ? ("csv", "text/csv") : ("xml", "application/xml");
        return new PaymentFile(file.ToArray(), FormattableString.Invariant($"payments-{payOn:yyyyMMdd}-{batch:N}.{extension}"), media);
    }

    /// <summary>A form as banks call it, in every language alike; of the table, its file's kind.</summary>
    public static string NameOf(PaymentFormat format) => format switch
    {
        PaymentFormat.Table => "CSV",
        PaymentFormat.Pain001V03 => "pain.001.001.03",
        PaymentFormat.Pain001V09 => "pain.001.001.09",
    };

    /// <summary>The number of the message that carries a batch: within the 35 characters of ISO 20022.</summary>
    public static string MessageIdOf(Guid batch) => batch.ToString("N");

    private static Pain001Version? VersionOf(PaymentFormat format) => format switch
    {
        PaymentFormat.Table => null,
        PaymentFormat.Pain001V03 => Pain001Version.V03,
        PaymentFormat.Pain001V09 => Pain001Version.V09,
    };
}
