using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Trading.Infrastructure.Mail;

/// <summary>Hands mails to the configured server.</summary>
internal sealed class SmtpCarrier : IMailCarrier
{
    private readonly SmtpClient _client;

    private SmtpCarrier(SmtpClient client) => _client = client;

    /// <exception cref="MailServerAwayException">no connection, no safe connection, or no sign-in</exception>
    public static async Task<SmtpCarrier> ConnectAsync(MailOptions options, CancellationToken ct)
    {
        // A hanging server may hold up the mails, but not for ever.
        var client = new SmtpClient { Timeout = 30_000 };
        try
        {
            await client.ConnectAsync(options.Host!, options.Port, Security(options.Security), ct);
            if (options.UserName is { Length: > 0 } user)
            {
                await client.AuthenticateAsync(user, options.Password ?? "", ct);
            }

            return new SmtpCarrier(client);
        }
        catch (Exception e) when (IsServersFault(e) || e is SslHandshakeException or AuthenticationException or NotSupportedException or SmtpCommandException)
        {
            client.Dispose();
            throw new MailServerAwayException(e.GetType().Name);
        }
    }

    public bool CanCarryOn { get; private set; } = true;

    /// <exception cref="SmtpCommandException">the server refuses this mail, or is closing (421)</exception>
    /// <exception cref="IOException">and others: the connection broke over this mail</exception>
    public async Task CarryAsync(MimeMessage message, CancellationToken ct)
    {
        try
        {
            await _client.SendAsync(message, ct);
        }
        catch (Exception e) when (IsServersFault(e) || e is SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable })
        {
            CanCarryOn = false;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.IsConnected)
            {
                await _client.DisconnectAsync(quit: true, CancellationToken.None);
            }
        }
        catch (Exception e) when (IsServersFault(e))
        {
            // The mails are with the server; how it says goodbye does not matter.
        }

        _client.Dispose();
    }

    private static bool IsServersFault(Exception e) =>
        e is SocketException or IOException or SmtpProtocolException or ServiceNotConnectedException or TimeoutException;

    private static SecureSocketOptions Security(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
    };
}
