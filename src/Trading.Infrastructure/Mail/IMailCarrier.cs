using MimeKit;

namespace Trading.Infrastructure.Mail;

/// <summary>Takes messages away: to a mail server, or into a folder. One connection serves the mails of one sweep.</summary>
public interface IMailCarrier : IAsyncDisposable
{
    /// <summary>False once the connection is lost or the server is closing it: the next mail needs a new one.</summary>
    bool CanCarryOn { get; }

    Task CarryAsync(MimeMessage message, CancellationToken ct);
}

/// <summary>The mail server cannot be connected to. No mail is to blame, and none has used up an attempt.</summary>
public sealed class MailServerAwayException(string because) : Exception(because);
