namespace Trading.Infrastructure.Ledger;

/// <summary>Where checkpoints are written and how often (settings <c>Ledger:Checkpoint…</c>). No law fixes these numbers: an operator sets others.</summary>
public sealed record CheckpointOptions
{
    /// <summary>The folder of the files, outside the database and its backups; <c>checkpoints</c> in the data folder where none is named. All nodes share it.</summary>
    public string? Folder { get; init; }

    /// <summary>How many links at most stand behind the newest checkpoint of a chain.</summary>
    public int Links { get; init; } = 1000;

    /// <summary>
    /// How old the newest checkpoint may become, in the system's time: it bounds how long somebody who holds the database could change it unseen. A
    /// checkpoint is made even where nothing happened, so that neither their number nor their times tell of anything.
    /// </summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The time of day in Beijing from which the day's digests are mailed, however much or little happened.</summary>
    public TimeOnly MailAt { get; init; } = new(6, 0);
}
