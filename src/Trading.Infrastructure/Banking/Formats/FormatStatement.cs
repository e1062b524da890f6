using Trading.Domain.Deposits;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>A balance with its day, in minor units of its currency.</summary>
internal sealed record BankBalance(DateOnly? Day, long Amount, string Currency);

/// <summary>One entry as a format gives it. Texts are empty, not null, where the bank says nothing.</summary>
internal sealed record FormatEntry
{
    /// <summary>The line of the file on which it begins.</summary>
    public required int Line { get; init; }

    /// <summary>The line on which the bank's own entry begins: payments that the bank booked together share it.</summary>
    public required int EntryLine { get; init; }

    public required DateOnly BookedOn { get; init; }
    public required DateOnly ValueOn { get; init; }

    /// <summary>What it adds to the balance, in minor units: money in positive, money out negative.</summary>
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>Whether it undoes an earlier entry: of money in where the amount is negative.</summary>
    public bool IsReversal { get; init; }

    /// <summary>False for entries that are pending or for information: they count in no balance.</summary>
    public bool IsBooked { get; init; } = true;

    /// <summary>The reference that the bank gives it for good; empty where it gives none.</summary>
    public string BankReference { get; init; } = "";

    public string EndToEndId { get; init; } = "";
    public string CounterpartyName { get; init; } = "";
    public string CounterpartyAccount { get; init; } = "";
    public string CounterpartyBank { get; init; } = "";

    /// <summary>The account of ours that the payer named, such as a virtual one; empty where the bank names none.</summary>
    public string PaidInto { get; init; } = "";

    public string Remark { get; init; } = "";

    /// <summary>In what it was paid, by the bank's code.</summary>
    public DepositForm Form { get; init; } = DepositForm.Transfer;
}

/// <summary>One statement as a format gives it, before it is proved.</summary>
internal sealed record FormatStatement(
    BankFileFormat Format, string Id, string? Sequence, string Account, string Currency, BankBalance? Opening, BankBalance? Closing, IReadOnlyList<FormatEntry> Entries)
{
    private const int MaxText = 200;
    private const int MaxRemark = BankMapping.RemarkLength;
    private const int MaxShown = 60;

    /// <summary>
    /// The statement with its proof. Its lines are the entries that the bank has booked, each with the balance that follows from those before it; an entry
    /// of nothing is no line.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>banking.bad-field</c>, <c>banking.too-many-rows</c></exception>
    public BankStatement Proved()
    {
        if (Entries.Count > CsvTable.MaxRows)
        {
            throw new RuleBrokenException(BankingRules.TooManyRows, CsvTable.MaxRows);
        }

        var booked = Entries.Where(e => e.IsBooked).ToList();
        var lines = Lines(booked.Where(e => e.Amount != 0));
        var (opening, closing) = (Balance(Opening), Balance(Closing));
        var difference = HaveOneScale(booked) ? TieOut.Difference(opening, closing, lines) : null;
        return new BankStatement
        {
            Id = Id,
            Sequence = Sequence,
            Account = Account,
            Currency = Currency,
            OpeningDay = Opening?.Day,
            ClosingDay = Closing?.Day,
            Opening = opening,
            Closing = closing,
            Lines = lines,
            EntryCount = Entries.Select(e => e.EntryLine).Distinct().Count(),
            Difference = difference,
            Faults = [.. Faults(opening, closing, difference, Currencies(booked).Any(c => c != Currency))],
        };
    }

    private static Money? Balance(BankBalance? balance) => balance is null ? null : new Money(balance.Amount);

    private static IEnumerable<StatementFault> Faults(Money? opening, Money? closing, Money? difference, bool isMixed)
    {
        if (opening is null)
        {
            yield return new StatementFault(StatementFaultKind.NoOpening, 0, Money.Zero, Money.Zero);
        }

        if (closing is null)
        {
            yield return new StatementFault(StatementFaultKind.NoClosing, 0, Money.Zero, Money.Zero);
        }

        if (difference is { IsZero: false } off)
        {
            yield return new StatementFault(StatementFaultKind.Closing, 0, closing!.Value - off, closing.Value);
        }

        if (isMixed)
        {
            yield return new StatementFault(StatementFaultKind.MixedCurrencies, 0, Money.Zero, Money.Zero);
        }
    }

    private IEnumerable<string> Currencies(IEnumerable<FormatEntry> booked) =>
        new[] { Opening?.Currency, Closing?.Currency }.OfType<string>().Concat(booked.Select(e => e.Currency));

    // Minor units of one size can be added whatever they are called: the figures then say by how much the bank's own do not add up.
    private bool HaveOneScale(IEnumerable<FormatEntry> booked) => Currencies(booked).All(c => CurrencyUnits.DecimalsOf(c) == CurrencyUnits.DecimalsOf(Currency));

    private List<StatementLine> Lines(IEnumerable<FormatEntry> booked)
    {
        var keys = new DedupeKeys(Account, serialsPerDay: false);
        var lines = new List<StatementLine>();
        var balance = Balance(Opening) ?? Money.Zero;
        foreach (var entry in booked)
        {
            balance += new Money(entry.Amount);
            lines.Add(LineOf(entry, balance, keys));
        }

        return lines;
    }

    private StatementLine LineOf(FormatEntry entry, Money balance, DedupeKeys keys)
    {
        var amount = new Money(entry.Amount);
        var (reference, remark) = (Text(entry, "reference", entry.BankReference), Visible(entry.Remark));
        return new StatementLine
        {
            Row = entry.Line,
            BookedOn = entry.BookedOn,
            ValueOn = entry.ValueOn,
            BookedUtc = null,
            IsDebit = amount < Money.Zero != entry.IsReversal,
            Amount = amount,
            BalanceAfter = balance,
            CounterpartyName = Text(entry, "name", entry.CounterpartyName),
            CounterpartyAccount = Text(entry, "account", entry.CounterpartyAccount),
            CounterpartyBank = Text(entry, "bank", entry.CounterpartyBank),
            Summary = "",
            Form = entry.Form,
            Remark = remark.Length > MaxRemark ? remark[..MaxRemark] : remark,
            EndToEndId = Text(entry, "EndToEndId", entry.EndToEndId),
            Serial = reference.Length == 0 ? null : reference,
            SubAccount = Text(entry, "account", entry.PaidInto) is { Length: > 0 } paidInto && paidInto != Account ? paidInto : null,
            DedupeKey = keys.OfReference(reference, entry.BookedOn, amount, balance),
        };
    }

    private string Text(FormatEntry entry, string field, string text)
    {
        var visible = Visible(text);
        return visible.Length <= MaxText ? visible : throw new RuleBrokenException(BankFileRules.BadField, Format.Text(), entry.Line, field, visible[..MaxShown] + "…");
    }

    // No bank means them, PostgreSQL cannot store NUL, and a screen may obey the others.
    private static string Visible(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
