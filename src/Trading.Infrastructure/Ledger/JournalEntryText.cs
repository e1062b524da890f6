using System.Globalization;
using System.Text;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Infrastructure.Ledger;

/// <summary>An entry of the journal as it leaves the platform, with its postings in their order.</summary>
/// <param name="CentreId">The centre whose accounts it moves.</param>
/// <param name="Key">What made it once; random where it speaks of a participation.</param>
/// <param name="Kind">What happened, as docs/ledger.md names it.</param>
/// <param name="BookedAtUtc">When it was booked.</param>
/// <param name="ValueOn">The day on which the money counts.</param>
/// <param name="PostedOn">The accounting day: the month in whose books it stands, later than the others where that month was closed.</param>
/// <param name="Reverses">The key of the entry that it undoes; null for all others.</param>
/// <param name="Postings">Debits are positive; they sum to zero in each currency.</param>
public sealed record ExportedEntry(
    long CentreId, string Key, string Kind, DateTime BookedAtUtc, DateOnly ValueOn, DateOnly PostedOn, string? Reverses, IReadOnlyList<ExportedPosting> Postings);

/// <summary>One posting of an exported entry; the amount in minor units of the currency.</summary>
public sealed record ExportedPosting(AccountClass Class, string Subject, string Currency, long Amount);

/// <summary>
/// An entry in the form that ledger-cli and hledger both read: booked day and value day, the entry's kind, its key and accounting day as tags in
/// comments, and a line for each posting. Nothing that stands in a key or a subject can become a line, an account or a comment of its own.
/// </summary>
internal static class JournalEntryText
{
    private static readonly CompositeFormat Head = CompositeFormat.Parse("{0:yyyy-MM-dd}={1:yyyy-MM-dd} * {2}\n    ; key: {3}\n    ; posted: {4:yyyy-MM-dd}\n");

    public static void Append(StringBuilder text, ExportedEntry entry)
    {
        text.AppendFormat(
            CultureInfo.InvariantCulture, Head, Instants.BeijingDay(entry.BookedAtUtc), entry.ValueOn, OneLine(entry.Kind), OneLine(entry.Key), entry.PostedOn);
        if (entry.Reverses is { } reversed)
        {
            text.Append("    ; reverses: ").Append(OneLine(reversed)).Append('\n');
        }

        foreach (var posting in entry.Postings)
        {
            // Two spaces end the name of an account.
            text.Append("    ").Append(AccountOf(entry.CentreId, posting)).Append("  ")
                .Append(CurrencyUnits.Text(posting.Amount, posting.Currency)).Append(' ').Append(posting.Currency).Append('\n');
        }

        text.Append('\n');
    }

    /// <summary><c>Liabilities:2241.01 DepositHeld:1:4f…</c>: kind, number and class, centre, subject.</summary>
    public static string AccountOf(long centreId, ExportedPosting posting)
    {
        var account = $"{RootOf(posting.Class.Kind())}:{posting.Class.Number()} {posting.Class}:{centreId.ToString(CultureInfo.InvariantCulture)}";
        return posting.Subject.Length == 0 ? account : $"{account}:{Segment(posting.Subject)}";
    }

    // The names by which hledger knows the kind of an account.
    private static string RootOf(AccountKind kind) => kind switch
    {
        AccountKind.Asset => "Assets",
        AccountKind.Liability => "Liabilities",
        AccountKind.Income => "Revenues",
        AccountKind.Expense => "Expenses",
    };

    private static string Segment(string text) => string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is ';' or '|' ? '_' : c));
}
