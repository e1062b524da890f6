using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Infrastructure.Banking;

/// <summary>What stands above the header of a statement: account, currency, balances.</summary>
internal sealed class PreambleReader
{
    private readonly BankProfile _profile;
    private readonly IReadOnlyList<TableRow> _rows;

    public PreambleReader(BankProfile profile, IReadOnlyList<TableRow> rows)
    {
        _profile = profile;
        _rows = rows;
        var labels = profile.Statement.Preamble;
        Account = Required(labels.Account!, text => string.Concat(text.TrimStart('\'').Where(c => !char.IsWhiteSpace(c))));
        Currency = labels.Currency is { } label ? CurrencyOf(Required(label, text => text)) : BankAccount.Renminbi;
        Opening = labels.Opening is { } opening ? Amount(opening) : null;
        Closing = labels.Closing is { } closing ? Amount(closing) : null;
    }

    public string Account { get; }
    public string Currency { get; }
    public Money? Opening { get; }
    public Money? Closing { get; }

    // Tables of banks have two decimals whatever the currency: one that has others is not told by its name alone.
    private static string CurrencyOf(string name) => CurrencyUnits.Named(name) is { } currency && CurrencyUnits.DecimalsOf(currency) == 2
        ? currency
        : throw new RuleBrokenException(BankingRules.OtherCurrency, name);

    private string Required(string label, Func<string, string> read) =>
        Find(label) is { } found && read(HalfWidth.Of(found.Value)) is { Length: > 0 and <= 100 } value
            ? value
            : throw new RuleBrokenException(BankingRules.MissingLabel, label);

    private Money Amount(string label)
    {
        var (line, value) = Find(label) ?? throw new RuleBrokenException(BankingRules.MissingLabel, label);
        return CellReader.AmountOf(_profile, HalfWidth.Of(value)) ?? throw CsvTable.Malformed(line, label, value);
    }

    private (int Line, string Value)? Find(string label)
    {
        foreach (var row in _rows)
        {
            foreach (var (place, cell) in row.Cells.Index())
            {
                if (ValueBehind(label, cell.Trim(), row.Cells.Skip(place + 1)) is { } value)
                {
                    return (row.Line, value);
                }
            }
        }

        return null;
    }

    // "账号","6222…" or "账号：","6222…" or "账号：6222…"
    private static string? ValueBehind(string label, string cell, IEnumerable<string> following)
    {
        if (!cell.StartsWith(label, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = cell[label.Length..].TrimStart();
        return rest switch
        {
            "" or ":" or "：" => following.FirstOrDefault(next => !string.IsNullOrWhiteSpace(next))?.Trim() ?? string.Empty,
            [':' or '：', .. var value] => value.Trim(),
            _ => null,
        };
    }
}
