namespace Trading.Domain.Reports;

/// <summary>
/// A report that somebody has asked for: what of, in which form, and how far it is. Its file is kept for a while with its hash, so that whoever was handed
/// it can show that it is the one that was made.
/// </summary>
public sealed class ReportOrder
{
    /// <summary>How many of one person may wait: one who presses a button a hundred times keeps nobody else waiting.</summary>
    public const int MostWaiting = 20;

    /// <summary>How many rows of a report are written while its reader waits; a longer one is ordered.</summary>
    public const int MostRowsAtOnce = 5_000;

    /// <summary>How long a file is kept: the books have not gone, and the same can be asked for again.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>After this time the maker is thought to have died, and another takes over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private ReportOrder()
    {
    }

    /// <summary>Chosen by the form that asks, so that a form sent twice is one order.</summary>
    public Guid Id { get; private set; }
    public long CentreId { get; private set; }
    public ReportKind Kind { get; private set; }
    public ReportFormat Format { get; private set; }
    public ReportBasis Basis { get; private set; }

    /// <summary>The first day, in Beijing; for a report of one day, the same as <see cref="To"/>.</summary>
    public DateOnly From { get; private set; }

    /// <summary>The last day, in Beijing.</summary>
    public DateOnly To { get; private set; }

    /// <summary>The tag of the language, <c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; private set; } = "";
    public long OrderedBy { get; private set; }
    public DateTime OrderedAtUtc { get; private set; }
    public ReportState State { get; private set; }

    /// <summary>How much is done, from 0 to 100.</summary>
    public int Percent { get; private set; }
    public DateTime? StartedAtUtc { get; private set; }
    public DateTime? MadeAtUtc { get; private set; }
    public DateTime? ExpiresAtUtc { get; private set; }

    /// <summary>In bytes.</summary>
    public long? Size { get; private set; }

    /// <summary>SHA-256 of the file.</summary>
    public byte[]? ContentHash { get; private set; }

    /// <summary>The words key of why it was given up: a rule that the books broke, or <c>reports.failed</c>.</summary>
    public string? Failure { get; private set; }

    /// <summary>Asks for a report; days the wrong way round are put right.</summary>
    public static ReportOrder Of(Guid id, long centreId, ReportKind kind, ReportFormat format, ReportBasis basis, DateOnly from, DateOnly to, string language, long by, DateTime nowUtc) => new()
    {
        Id = id,
        CentreId = centreId,
        Kind = kind,
        Format = format,
        Basis = basis,
        From = from <= to ? from : to,
        To = from <= to ? to : from,
        Language = language,
        OrderedBy = by,
        OrderedAtUtc = nowUtc,
    };

    /// <summary>Whether a maker may take it: it waits, or whoever began has been silent for too long.</summary>
    public bool MayBegin(DateTime nowUtc) => State == ReportState.Waiting || (State == ReportState.Making && StartedAtUtc + Patience <= nowUtc);

    /// <summary>The maker's own attempt, by which it is told from one before.</summary>
    public void Begin(DateTime nowUtc)
    {
        Require(MayBegin(nowUtc));
        (State, Percent, StartedAtUtc) = (ReportState.Making, 0, nowUtc);
    }

    /// <summary>The file is there.</summary>
    public void Finish(long size, byte[] contentHash, DateTime nowUtc)
    {
        Require(State == ReportState.Making);
        (State, Percent, Size, ContentHash, MadeAtUtc, ExpiresAtUtc) = (ReportState.Ready, 100, size, contentHash, nowUtc, nowUtc + KeptFor);
    }

    /// <summary>It cannot be made: the books do not tie, or something broke.</summary>
    public void GiveUp(string failure, DateTime nowUtc)
    {
        Require(State == ReportState.Making);
        (State, Failure, MadeAtUtc) = (ReportState.Failed, failure, nowUtc);
    }

    /// <summary>Its file is taken away; that it was made, and its hash, stay.</summary>
    public void Expire()
    {
        Require(State == ReportState.Ready);
        State = ReportState.Expired;
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("A report takes its states in their order.");
        }
    }
}
