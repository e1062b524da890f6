namespace Trading.Infrastructure.Jobs;

/// <summary>
/// Something that falls due: the queue is this table, the scheduler only a clock. One open row for a kind and subject; moving a deadline moves it
/// in the same transaction. A row that keeps failing backs off and is parked, and never stands in the way of others.
/// </summary>
public sealed class DueAction
{
    public Guid Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>A lot's number or a random number; never a name.</summary>
    public required string Subject { get; init; }
    public long CentreId { get; init; }
    public DateTime DueAtUtc { get; set; }
    public DateTime? DoneAtUtc { get; set; }
    public int Attempts { get; set; }
    public DateTime NextTryAtUtc { get; set; }
    public DateTime? ParkedAtUtc { get; set; }

    /// <summary>The kind of error of the last attempt: a type or rule name, never its text, which could speak of a bid.</summary>
    public string? LastError { get; set; }
}

/// <summary>The kinds of due actions; each is done by the job of the same purpose (docs/map.md).</summary>
public static class DueKinds
{
    public const string CloseWindow = "close-window";
    public const string OpenLot = "open-lot";
    public const string EndPublicity = "end-publicity";

    /// <summary>Subject: the lot whose award notice is to be rendered.</summary>
    public const string RenderAwardNotice = "render-award-notice";

    /// <summary>Subject: a file in the inbox, by a keyed hash of account, name and time.</summary>
    public const string ImportStatement = "import-statement";

    /// <summary>Subject: the centre and the Beijing day, once each.</summary>
    public const string PrepareRefunds = "prepare-refunds";

    /// <summary>Subject: the step and the due date that is warned of.</summary>
    public const string WarnStep = "warn-step";

    /// <summary>Subject: the Beijing day, once each; of no centre, for the chains are the installation's.</summary>
    public const string MailCheckpoints = "mail-checkpoints";
}
