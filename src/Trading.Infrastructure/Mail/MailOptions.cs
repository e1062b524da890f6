namespace Trading.Infrastructure.Mail;

/// <summary>How the connection to the mail server is made safe.</summary>
public enum MailSecurity
{
    /// <summary>Plain connection that must turn to TLS before anything is said (STARTTLS); the usual way on port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte; port 465.</summary>
    Tls,

    /// <summary>No encryption: for a relay on the same machine only.</summary>
    None,
}

/// <summary>Where mail goes (settings <c>Mail:…</c>). Without <see cref="Host"/> each mail of a demonstration becomes a file; no other site starts without it.</summary>
public sealed record MailOptions
{
    public string? Host { get; init; }

    public bool HasServer => !string.IsNullOrWhiteSpace(Host);

    public int Port { get; init; } = 587;
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;
    public string? UserName { get; init; }
    public string? Password { get; init; }

    /// <summary>The address that mails come from.</summary>
    public string From { get; init; } = "no-reply@localhost";
    public string FromName { get; init; } = "";
}
