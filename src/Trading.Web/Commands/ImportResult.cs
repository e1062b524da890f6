using System.Globalization;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Web.Commands;

/// <summary>What became of a bank's file, as the verb answers it. Amounts are figures in the statement's own currency.</summary>
internal sealed class ImportResult(FileOutcome outcome)
{
    private sealed record Result(
        string Format, IReadOnlyList<StatementResult> Statements, int Entries, bool TiesOut, decimal? Difference, int Posted, int Duplicates, string? HeldReason);

    // Gap is what the statements that are missing before it changed the balance by; overlap the days that it has again, 2026-03-01/2026-03-02.
    private sealed record StatementResult(
        string Account, string Currency, decimal? Opening, decimal? Closing, int Entries, bool TiesOut, decimal? Difference, decimal? Gap, string? Overlap);

    public object Json() => new Result(
        outcome.Format.Text(), [.. outcome.Statements.Select(Of)], outcome.Statements.Sum(s => s.Statement.EntryCount), outcome.Statements.All(s => TiesOut(s.Statement)),
        Difference(), Posted, Duplicates, outcome.Statements.Select(HeldReason).FirstOrDefault(r => r is not null));

    public string Sentence(VerbOutput output) => string.Join(
        '\n', outcome.Statements.Select(s => Sentence(output, s)).Append(output.Say("command.import.counted", Posted, Duplicates)));

    private int Posted => outcome.Statements.Sum(s => s.Import.Booked);

    // A statement that was booked before brings nothing but what is known.
    private int Duplicates => outcome.Statements.Sum(s => s.Import.State == ImportState.AlreadyImported && s.Statement.TiesOut ? s.Statement.Lines.Count : s.Import.Duplicates);

    private string Sentence(VerbOutput output, StatementOutcome outcomeOf)
    {
        var (statement, import) = (outcomeOf.Statement, outcomeOf.Import);
        var said = import.State switch
        {
            ImportState.Booked => output.Say("command.import.proved"),
            ImportState.Held => Words.Of(import.Faults[0].Kind, output.Language),
            ImportState.AlreadyImported or ImportState.NoSuchAccount or ImportState.NotBookable => Words.Of(import.State, output.Language),
        };
        var follows = outcomeOf.Follows is { Kind: Succession.Gap or Succession.Overlap } told ? "; " + Words.Of(told.Kind, output.Language) : "";
        return output.Say(
            "command.import.statement", outcome.Format.Text(), statement.Account, statement.Currency, Text(statement, statement.Opening), Text(statement, statement.Closing),
            statement.EntryCount, Text(statement, statement.Difference), said + follows);
    }

    private static StatementResult Of(StatementOutcome outcome)
    {
        var statement = outcome.Statement;
        return new StatementResult(
            statement.Account, statement.Currency, Figure(statement, statement.Opening), Figure(statement, statement.Closing), statement.EntryCount, TiesOut(statement),
            Figure(statement, statement.Difference), Figure(statement, outcome.Follows?.Missing),
            outcome.Follows?.Days is { } days ? string.Create(CultureInfo.InvariantCulture, $"{days.From:yyyy-MM-dd}/{days.To:yyyy-MM-dd}") : null);
    }

    /// <summary>The sum of the statements' differences; null where one is not known, or where they are of several currencies and not nothing.</summary>
    private decimal? Difference()
    {
        var isOneCurrency = outcome.Statements.Select(s => s.Statement.Currency).Distinct().Count() == 1;
        return outcome.Statements.All(s => s.Statement.Difference is { } difference && (isOneCurrency || difference.IsZero))
            ? outcome.Statements.Sum(s => Figure(s.Statement, s.Statement.Difference))
            : null;
    }

    // What stands against a statement besides its sums is no matter of tying out.
    private static bool TiesOut(BankStatement statement) => statement.Faults.All(f => f.IsForPeople || f.Kind == StatementFaultKind.FutureDay);

    private string? HeldReason(StatementOutcome of) => of.Import.State switch
    {
        ImportState.NoSuchAccount => "no such account",
        ImportState.NotBookable => outcome.Format == BankFileFormat.Camt052 ? "provisional" : "notification",
        ImportState.Booked or ImportState.Held or ImportState.AlreadyImported => of.Import.Faults is [var first, ..] ? ReasonOf(first.Kind) : null,
    };

    private static string ReasonOf(StatementFaultKind kind) => kind switch
    {
        StatementFaultKind.Closing => "does not tie out",
        StatementFaultKind.RunningBalance => "running balance does not chain",
        StatementFaultKind.TotalDebit or StatementFaultKind.TotalCredit => "totals differ",
        StatementFaultKind.SerialTwice => "serial number twice",
        StatementFaultKind.SerialKnown => "serial number known otherwise",
        StatementFaultKind.FutureDay => "day to come",
        StatementFaultKind.ValueDayFar => "value day far from the booking",
        StatementFaultKind.NoOpening => "no opening balance",
        StatementFaultKind.NoClosing => "no closing balance",
        StatementFaultKind.MixedCurrencies => "more than one currency",
    };

    private static decimal? Figure(BankStatement statement, Money? amount) =>
        amount is { } known ? decimal.Parse(CurrencyUnits.Text(known.Fen, statement.Currency), CultureInfo.InvariantCulture) : null;

    private static string Text(BankStatement statement, Money? amount) => amount is { } known ? CurrencyUnits.Text(known.Fen, statement.Currency) : "—";
}
