using MimeKit;
using MimeKit.Text;

namespace Trading.Infrastructure.Mail;

/// <summary>Makes the message of a mail. What people typed (names in subjects, addresses) can add no header and no recipient.</summary>
internal static class MailMessages
{
    /// <exception cref="ParseException">The address is not one address.</exception>
    internal static MimeMessage Make(OutboxMail mail, MailContent content, MailOptions options)
    {
        var message = new MimeMessage
        {
            MessageId = mail.MessageId,
            Date = new DateTimeOffset(mail.CreatedAtUtc, TimeSpan.Zero).ToOffset(TimeSpan.FromHours(8)),
            Subject = OneLine(content.Subject),
            Body = new TextPart(TextFormat.Plain) { Text = content.Body },
        };
        message.From.Add(new MailboxAddress(OneLine(options.FromName), options.From));
        message.To.Add(AddressOf(content.Recipient));

        // Receipts of receipts would never end.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static MailboxAddress AddressOf(string text)
    {
        if (text.Any(char.IsControl))
        {
            throw new ParseException("An address has no control characters.", 0, 0);
        }

        return MailboxAddress.Parse(text);
    }

    // A subject is one line: whatever a name smuggles in stays text.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
