using Trading.Domain.Ledger;
using Trading.Infrastructure.Ledger;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>What of the journal an address asks for: what the form offers, and what the number that was followed is made of.</summary>
public sealed record LedgerAsked
{
    public JournalDay By { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public AccountClass? Account { get; init; }
    public long? Lot { get; init; }
    public long? Project { get; init; }

    /// <summary>Kinds of entries, by their keys.</summary>
    public string[] Kind { get; init; } = [];

    /// <summary>Kinds of entries whose reversals are asked for, by their keys.</summary>
    public string[] Undone { get; init; } = [];

    /// <summary>The number of a fee, a deposit, a line or a batch.</summary>
    public Guid? About { get; init; }
    public string? Fee { get; init; }
    public string? Line { get; init; }
    public long? Payer { get; init; }

    public JournalFilter Filter => new(By, From, To, Account, Lot) { ProjectId = Project, Kinds = Kinds, Undone = Undoing, About = About, Fee = Fee, Line = Line, PayerId = Payer };

    /// <summary>Those of them that there are: an address may say anything.</summary>
    public IReadOnlyList<string> Kinds => [.. Kind.Where(EntryKinds.All.Contains)];
    public IReadOnlyList<string> Undoing => [.. Undone.Where(EntryKinds.All.Contains)];

    /// <summary>Whether more is asked for than the form can say.</summary>
    public bool IsOfSeveral => Kinds.Count + Undoing.Count > 1 || Undoing.Count > 0;
}
