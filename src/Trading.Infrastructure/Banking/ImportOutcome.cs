using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

public enum ImportState
{
    /// <summary>It ties out, and all of its lines are booked.</summary>
    Booked,

    /// <summary>It contradicts itself, an earlier statement or the calendar: kept for a person to look at, nothing booked.</summary>
    Held,

    /// <summary>The same statement of the same file was imported before; nothing was done.</summary>
    AlreadyImported,

    /// <summary>No account of its number and currency is registered; nothing of it is kept.</summary>
    NoSuchAccount,

    /// <summary>It is provisional, or no statement: read and proved, nothing of it kept.</summary>
    NotBookable,
}

/// <summary>What became of a statement.</summary>
/// <param name="State">Booked, held, known already, or nothing.</param>
/// <param name="Difference">Closing balance less opening balance and all lines; zero where it ties out, null where a balance is missing.</param>
/// <param name="Booked">Lines booked; not to be shown, since it counts deposits of lots that are not opened.</param>
/// <param name="Duplicates">Lines that an earlier statement had brought; not to be shown either.</param>
/// <param name="Suspense">Of the booked lines, those that nobody may say for what they are.</param>
public sealed record ImportOutcome(ImportState State, Money? Difference, int Booked = 0, int Duplicates = 0, int Suspense = 0)
{
    /// <summary>Each contradiction with the line of the file: for whoever has just handed in the file, and nobody else.</summary>
    public IReadOnlyList<StatementFault> Faults { get; init; } = [];

    /// <summary>Whether it is kept, now or since an earlier import.</summary>
    public bool IsKept => State is ImportState.Booked or ImportState.Held or ImportState.AlreadyImported;
}

/// <summary>One statement of a file and what became of it.</summary>
/// <param name="Statement">As it was read.</param>
/// <param name="Import">What became of it.</param>
/// <param name="Follows">How it follows the account's statements; null where nothing of it was kept now.</param>
public sealed record StatementOutcome(BankStatement Statement, ImportOutcome Import, StatementFollows? Follows = null);

/// <summary>What became of a file: each of its statements for itself, in its order.</summary>
public sealed record FileOutcome(BankFileFormat Format, IReadOnlyList<StatementOutcome> Statements)
{
    public int Suspense => Statements.Sum(s => s.Import.Suspense);

    /// <summary>The first refusal that keeps a statement out of the books; null where all are kept.</summary>
    public RuleBrokenException? Refusal => Statements.Select(Refused).FirstOrDefault(r => r is not null);

    private RuleBrokenException? Refused(StatementOutcome outcome) => outcome.Import.State switch
    {
        ImportState.NoSuchAccount => new RuleBrokenException(BankingRules.AccountNotRegistered, outcome.Statement.Account, outcome.Statement.Currency),
        ImportState.NotBookable => new RuleBrokenException(BankingRules.NotBookable, Format.Text()),
        ImportState.Booked or ImportState.Held or ImportState.AlreadyImported => null,
    };
}
