using System.Globalization;
using System.Text.RegularExpressions;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>Reads MT940 as banks really write it: with or without the envelope around the text block, several statements in a file, lines wrapped anywhere.</summary>
internal static partial class Mt940Reader
{
    private static readonly string Format = BankFileFormat.Mt940.Text();

    /// <summary>Whether a text has the tags of MT940.</summary>
    public static bool Knows(string text) => Tag().IsMatch(text);

    public static BankFile Read(string text)
    {
        var statements = Statements(Fields(text)).ToList();
        return statements.Count > 0
            ? new BankFile(BankFileFormat.Mt940, [.. statements.Select(Statement)])
            : throw new RuleBrokenException(BankFileRules.NoStatement, Format);
    }

    /// <summary>One field: its tag, its text with the lines that continue it, and the line on which it begins.</summary>
    private sealed record Field(string Tag, string Text, int Line);

    private static List<Field> Fields(string text)
    {
        var fields = new List<Field>();
        var lines = text.Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1].TrimEnd('\r');
            if (Tag().Match(line) is { Success: true } tag)
            {
                fields.Add(new Field(tag.Groups[1].Value, line[tag.Length..], number));
            }
            else if (line.TrimEnd() is "-" or "-}")
            {
                fields.Add(new Field("-", "", number));
            }
            else if (fields is [.., { Tag: not "-" } last])
            {
                fields[^1] = last with { Text = last.Text + "\n" + line };
            }
        }

        return fields;
    }

    // A statement begins with its reference; what a bank writes before the first one is the envelope.
    private static IEnumerable<List<Field>> Statements(List<Field> fields)
    {
        List<Field>? open = null;
        foreach (var field in fields)
        {
            if (field.Tag is "20" or "-")
            {
                if (open is { Count: > 1 })
                {
                    yield return open;
                }

                open = field.Tag == "20" ? [field] : null;
            }
            else
            {
                open?.Add(field);
            }
        }

        if (open is { Count: > 1 })
        {
            yield return open;
        }
    }

    private static BankStatement Statement(List<Field> fields)
    {
        var account = Single(fields, "25") ?? throw new RuleBrokenException(BankFileRules.FieldMissing, Format, fields[0].Line, ":25:");
        var opening = fields.Find(f => f.Tag is "60F" or "60M") is { } first ? Balance(first) : null;
        var closing = fields.FindLast(f => f.Tag is "62F" or "62M") is { } last ? Balance(last) : null;
        var currency = opening?.Currency ?? closing?.Currency ?? "";
        var (number, inAccount) = Account(account.Text);
        currency = currency.Length > 0 ? currency : inAccount;
        return new FormatStatement(
            BankFileFormat.Mt940, FirstLine(fields[0].Text), fields.Find(f => f.Tag is "28C" or "28") is { } sequence ? FirstLine(sequence.Text) : null, number, currency,
            opening, closing, [.. Entries(fields, currency)]).Proved();
    }

    /// <summary>A field that a statement has once: a second one shows that two statements ran into each other.</summary>
    private static Field? Single(List<Field> fields, string tag)
    {
        var found = fields.Where(f => f.Tag == tag).ToList();
        return found.Count > 1 ? throw Bad(found[1]) : found.FirstOrDefault();
    }

    // Some banks write the account's currency behind its number.
    private static (string Number, string Currency) Account(string text)
    {
        var number = string.Concat(FirstLine(text).Where(c => !char.IsWhiteSpace(c)));
        return CurrencyAtTheEnd().Match(number) is { Success: true } match ? (number[..^3], match.Value) : (number, "");
    }

    private static BankBalance Balance(Field field)
    {
        var match = BalanceText().Match(FirstLine(field.Text));
        var currency = match.Groups["currency"].Value;
        if (!match.Success || Day(match.Groups["day"].Value) is not { } day || CurrencyUnits.Parse(match.Groups["amount"].Value, ',', currency) is not { } amount)
        {
            throw Bad(field);
        }

        return new BankBalance(day, match.Groups["mark"].Value == "D" ? -amount : amount, currency);
    }

    private static IEnumerable<FormatEntry> Entries(List<Field> fields, string currency)
    {
        for (var at = 0; at < fields.Count; at++)
        {
            if (fields[at].Tag == "61")
            {
                yield return Entry(fields[at], at + 1 < fields.Count && fields[at + 1].Tag == "86" ? fields[at + 1].Text : "", currency);
            }
        }
    }

    private static FormatEntry Entry(Field field, string information, string currency)
    {
        var match = EntryText().Match(FirstLine(field.Text));
        if (!match.Success || Day(match.Groups["value"].Value) is not { } valueOn
            || CurrencyUnits.Parse(match.Groups["amount"].Value, ',', currency) is not { } amount)
        {
            throw Bad(field);
        }

        var mark = match.Groups["mark"].Value;
        var (customer, bank) = References(match.Groups["rest"].Value);
        return new FormatEntry
        {
            Line = field.Line,
            EntryLine = field.Line,
            BookedOn = BookingDay(match.Groups["entry"].Value, valueOn) ?? throw Bad(field),
            ValueOn = valueOn,
            Amount = mark is "C" or "RD" ? amount : -amount,
            Currency = currency,
            IsReversal = mark is "RC" or "RD",
            BankReference = bank,
            EndToEndId = Mt940Information.EndToEndId(information) ?? (customer == "NONREF" ? "" : customer),
            CounterpartyName = Mt940Information.Part(information, "32", "33"),
            CounterpartyAccount = Mt940Information.Part(information, "31"),
            CounterpartyBank = Mt940Information.Part(information, "30"),
            Remark = Mt940Information.Remark(information),
            Form = PaidForms.OfType(match.Groups["type"].Value),
        };
    }

    private static (string Customer, string Bank) References(string rest)
    {
        var parts = rest.Split("//", 2);
        return (parts[0].Trim(), parts.Length == 2 ? parts[1].Trim() : "");
    }

    /// <summary>The booking day has no year: it is the one that brings it nearest to the value day.</summary>
    private static DateOnly? BookingDay(string monthAndDay, DateOnly valueOn)
    {
        if (monthAndDay.Length == 0)
        {
            return valueOn;
        }

        var nearest = new[] { valueOn.Year - 1, valueOn.Year, valueOn.Year + 1 }
            .Select(year => DateOnly.TryParseExact(
                year.ToString("D4", CultureInfo.InvariantCulture) + monthAndDay, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null)
            .OfType<DateOnly>().OrderBy(day => Math.Abs(day.DayNumber - valueOn.DayNumber)).ToList();
        return nearest.Count > 0 ? nearest[0] : null;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact("20" + text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    private static RuleBrokenException Bad(Field field) => new(BankFileRules.BadField, Format, field.Line, $":{field.Tag}:", FirstLine(field.Text));

    [GeneratedRegex(@"^:(\d{2}[A-Z]?):", RegexOptions.Multiline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(?<mark>[CD])(?<day>\d{6})(?<currency>[A-Z]{3})(?<amount>\d+(?:,\d*)?)$")]
    private static partial Regex BalanceText();

    [GeneratedRegex(@"^(?<value>\d{6})(?<entry>\d{4})?(?<mark>RC|RD|C|D)[A-Z]?(?<amount>\d+(?:,\d*)?)(?<type>[A-Z][A-Z0-9]{3})?(?<rest>.*)$")]
    private static partial Regex EntryText();

    [GeneratedRegex("(?<=[0-9])[A-Z]{3}$")]
    private static partial Regex CurrencyAtTheEnd();
}
