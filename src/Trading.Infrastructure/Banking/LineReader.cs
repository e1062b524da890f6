using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>Reads one line of a statement.</summary>
internal static class LineReader
{
    public static StatementLine Read(CellReader cells, StatementLayout layout, DedupeKeys keys)
    {
        var columns = layout.Columns;
        var (day, utc) = Booked(cells, layout);
        var (isDebit, amount) = Amount(cells, layout);
        var balance = cells.Amount(columns.Balance);
        var serial = cells.Number(columns.Serial);
        return new StatementLine
        {
            Row = cells.Line,
            BookedOn = day,
            ValueOn = columns.ValueDate is { } column && cells.Cell(column).Length > 0 ? cells.Date(column, layout.DateFormats).Day : null,
            BookedUtc = utc,
            IsDebit = isDebit,
            Amount = amount,
            BalanceAfter = balance,
            CounterpartyName = cells.Text(columns.CounterpartyName),
            CounterpartyAccount = cells.Number(columns.CounterpartyAccount),
            CounterpartyBank = cells.Text(columns.CounterpartyBank),
            Summary = cells.Text(columns.Summary),
            Form = PaidForms.OfSummary(cells.Text(columns.Summary)),
            Remark = cells.Text(columns.Remark),
            Serial = serial.Length == 0 ? null : serial,
            SubAccount = cells.Number(columns.SubAccount) is { Length: > 0 } subAccount ? subAccount : null,
            DedupeKey = keys.Of(serial, day, amount, balance),
        };
    }

    private static (DateOnly Day, DateTime? Utc) Booked(CellReader cells, StatementLayout layout)
    {
        var (day, time) = cells.Date(layout.Columns.Date, layout.DateFormats);
        if (layout.Columns.Time is { } column)
        {
            time = cells.Time(column, layout.TimeFormats);
        }

        return (day, time is { } known ? Instants.FromBeijing(day.ToDateTime(known)) : null);
    }

    private static (bool IsDebit, Money Amount) Amount(CellReader cells, StatementLayout layout)
    {
        var columns = layout.Columns;
        return columns.Amount is { } amount && columns.Flag is { } flag
            ? Flagged(cells, layout, amount, flag)
            : TwoColumns(cells, columns.Debit!, columns.Credit!);
    }

    private static (bool IsDebit, Money Amount) Flagged(CellReader cells, StatementLayout layout, string amountColumn, string flagColumn)
    {
        var amount = cells.Amount(amountColumn);
        var flag = cells.Cell(flagColumn);
        var isDebit = layout.DebitFlags.Contains(flag);
        if (!isDebit && !layout.CreditFlags.Contains(flag))
        {
            throw cells.Malformed(flagColumn);
        }

        return amount.IsZero ? throw cells.Malformed(amountColumn) : (isDebit, isDebit ? -amount : amount);
    }

    // Banks leave the other column empty or write 0.00 into it. Both filled, or none, is no booking.
    private static (bool IsDebit, Money Amount) TwoColumns(CellReader cells, string debitColumn, string creditColumn)
    {
        var debit = cells.OptionalAmount(debitColumn) ?? Money.Zero;
        var credit = cells.OptionalAmount(creditColumn) ?? Money.Zero;
        return (debit.IsZero, credit.IsZero) switch
        {
            (false, true) => (true, -debit),
            (true, false) => (false, credit),
            _ => throw cells.Malformed(creditColumn),
        };
    }
}
