using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trading.Infrastructure.Mail;

public enum MailState
{
    /// <summary>To be sent; after a failure, again at its next try.</summary>
    Waiting,

    /// <summary>The mail server has taken it, or it is written as a file.</summary>
    Sent,

    /// <summary>Tried often enough: an administrator decides.</summary>
    Parked,
}

/// <summary>
/// One mail to one recipient, written in the transaction of what it tells of. A confidential one (it speaks of a lot that may be unopened) holds
/// recipient, subject and body sealed under a key outside the database: its row says nothing but that it is a mail.
/// </summary>
public sealed class OutboxMail
{
    public Guid Id { get; init; }

    /// <summary>The Message-ID that every attempt carries: whoever gets the mail twice can tell.</summary>
    public required string MessageId { get; init; }

    /// <summary>One of <see cref="MailKinds"/>.</summary>
    public required string Kind { get; init; }
    public string? Recipient { get; init; }
    public string? Subject { get; init; }
    public string? Body { get; init; }

    /// <summary>Recipient, subject and body of a confidential mail.</summary>
    public byte[]? SealedContent { get; init; }
    public MailState State { get; set; }
    public int Attempts { get; set; }
    public DateTime CreatedAtUtc { get; init; }
    public DateTime NextTryAtUtc { get; set; }
    public DateTime? SentAtUtc { get; set; }

    /// <summary>The kind of error of the last attempt, never its text.</summary>
    public string? LastError { get; set; }
}

public sealed class OutboxMailMapping : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> builder)
    {
        builder.ToTable("outbox");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.MessageId).HasMaxLength(200);
        builder.Property(m => m.Kind).HasMaxLength(40);
        builder.Property(m => m.Recipient).HasMaxLength(320);
        builder.Property(m => m.Subject).HasMaxLength(400);
        builder.Property(m => m.LastError).HasMaxLength(120);
        builder.HasIndex(m => m.MessageId).IsUnique();
        builder.HasIndex(m => m.NextTryAtUtc).HasFilter("state = 'Waiting'");
        builder.ToTable(t => t.HasCheckConstraint(
            "ck_outbox_sealed_or_clear", "(sealed_content IS NULL) = (recipient IS NOT NULL AND subject IS NOT NULL AND body IS NOT NULL)"));
    }
}
