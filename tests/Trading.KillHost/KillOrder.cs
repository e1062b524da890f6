using Trading.Infrastructure.Replay;

namespace Trading.KillHost;

/// <summary>The n-th line of a replay's log that begins a work, or the n-th line of any kind where none is named.</summary>
public sealed record KillPoint(string? Work, int Nth)
{
    public bool Is(string line) => Work is null || line == $"{AcknowledgementLog.Begins} {Work}";
}

/// <summary>A replay that is to be killed: the recorded tenders, where its rows, files and log go, and the point at which it waits for the others.</summary>
public sealed record KillOrder(string Tenders, string Database, string Folder, string Log, KillPoint Point);
