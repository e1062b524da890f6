namespace Trading.Infrastructure.Banking;

/// <summary>The unit in which a bank writes amounts.</summary>
public enum AmountUnit
{
    Yuan,
    Fen,
}

/// <summary>The order in which a bank lists the lines of a statement.</summary>
public enum LineOrder
{
    OldestFirst,
    NewestFirst,
}

/// <summary>
/// How one bank writes its CSV files; data under db/bank-profiles, described in docs/bank-profiles.md. Columns are named by what stands in the
/// file's header row, never by position.
/// </summary>
public sealed record BankProfile
{
    public required string Key { get; init; }

    /// <summary>Chinese and English name.</summary>
    public required IReadOnlyList<string> Name { get; init; }

    /// <summary><c>gb18030</c> or <c>utf-8</c>. A UTF-8 byte order mark in a file overrules it.</summary>
    public required string Encoding { get; init; }

    public required AmountUnit Unit { get; init; }

    /// <summary>Whether amounts may have thousands commas, correctly placed.</summary>
    public required bool ThousandsCommas { get; init; }

    public required StatementLayout Statement { get; init; }
    public required PaymentLayout Payments { get; init; }
    public required ReplyLayout Replies { get; init; }

    /// <summary>Fails where the profile contradicts itself: a profile is part of the product, so this is a bug in its data.</summary>
    internal BankProfile Checked()
    {
        var columns = Statement.Columns;
        var (twoColumns, flagged) = (columns.Debit is not null && columns.Credit is not null, columns.Amount is not null && columns.Flag is not null);
        Require(Name.Count == 2, "needs a Chinese and an English name");
        Require(twoColumns != flagged, "needs either debit and credit, or amount and flag");
        Require(!flagged || (Statement.DebitFlags.Count > 0 && Statement.CreditFlags.Count > 0), "needs the words for debit and credit");
        Require(Statement.TotalsLabel is null || twoColumns, "can check a totals row only against debit and credit columns");
        Require(Statement.Preamble.Account is not null, "needs the label of the account number");
        Require(columns.Time is null == (Statement.TimeFormats.Count == 0), "needs time formats exactly if it has a time column");
        _ = BankEncoding.Of(Encoding);
        return this;
    }

    private void Require(bool holds, string complaint)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The bank profile {Key} {complaint}.");
        }
    }
}

/// <summary>The form of a statement file.</summary>
public sealed record StatementLayout
{
    /// <summary>How many rows that are not blank stand above the header row.</summary>
    public required int PreambleRows { get; init; }

    public required StatementLabels Preamble { get; init; }
    public required StatementColumns Columns { get; init; }

    /// <summary>.NET date formats, tried in order; one with hours makes a time column unnecessary.</summary>
    public required IReadOnlyList<string> DateFormats { get; init; }

    public IReadOnlyList<string> TimeFormats { get; init; } = [];
    public IReadOnlyList<string> DebitFlags { get; init; } = [];
    public IReadOnlyList<string> CreditFlags { get; init; } = [];
    public LineOrder Order { get; init; } = LineOrder.OldestFirst;

    /// <summary>
    /// Whether the bank counts its serial numbers anew each day. Where it does not, a known number on another day holds the statement: a person looks.
    /// </summary>
    public bool SerialsPerDay { get; init; }

    /// <summary>What the first filled cell of the totals row begins with; null where the bank writes none. It must be the last row.</summary>
    public string? TotalsLabel { get; init; }
}

/// <summary>Labels above the header; the value stands in the next filled cell, or behind a colon in the same.</summary>
public sealed record StatementLabels
{
    public required string? Account { get; init; }
    public string? Currency { get; init; }
    public string? Opening { get; init; }
    public string? Closing { get; init; }
}

/// <summary>Header names of a statement's columns. Debit is money out of the account, credit money into it, as on the holder's statement.</summary>
public sealed record StatementColumns
{
    public required string Date { get; init; }
    public string? Time { get; init; }

    /// <summary>The value day (起息日), in the formats of the date; an empty cell is the day of the booking.</summary>
    public string? ValueDate { get; init; }
    public string? Debit { get; init; }
    public string? Credit { get; init; }
    public string? Amount { get; init; }
    public string? Flag { get; init; }
    public required string Balance { get; init; }
    public required string CounterpartyName { get; init; }
    public required string CounterpartyAccount { get; init; }
    public string? CounterpartyBank { get; init; }
    public string? Summary { get; init; }
    public string? Remark { get; init; }
    public string? Serial { get; init; }
    public string? SubAccount { get; init; }
}

/// <summary>Header names of an outgoing payment file, in the order of the file.</summary>
public sealed record PaymentLayout
{
    public required string Sequence { get; init; }
    public required string EndToEndId { get; init; }
    public required string PayeeName { get; init; }
    public required string PayeeAccount { get; init; }
    public required string PayeeBank { get; init; }
    public required string Amount { get; init; }

    /// <summary>The Beijing day on which the bank is to pay, in <see cref="DateFormat"/>.</summary>
    public required string PayOn { get; init; }
    public required string Purpose { get; init; }
    public required string DateFormat { get; init; }
}

/// <summary>The form of the bank's reply to a payment file.</summary>
public sealed record ReplyLayout
{
    public required string EndToEndId { get; init; }
    public required string Amount { get; init; }
    public required string Result { get; init; }
    public required string PaidOn { get; init; }
    public required string Reason { get; init; }
    public required IReadOnlyList<string> PaidWords { get; init; }
    public required IReadOnlyList<string> RejectedWords { get; init; }
    public required IReadOnlyList<string> DateFormats { get; init; }
}
