using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>What a bank's totals row states: money out and money in, both as positive amounts.</summary>
internal sealed record StatementTotals(int Row, Money Debit, Money Credit);

/// <summary>Looks for contradictions between a statement's lines and its balances, totals and serial numbers.</summary>
internal static class TieOut
{
    /// <summary>Closing balance less what follows from opening balance and lines: what the lines leave unexplained. Null where a balance is missing.</summary>
    public static Money? Difference(Money? opening, Money? closing, IEnumerable<StatementLine> lines) => closing - (opening + Total(lines));

    public static Money Total(IEnumerable<StatementLine> lines) => Money.Sum(lines.Select(l => l.Amount));

    public static List<StatementFault> Faults(Money opening, Money closing, IReadOnlyList<StatementLine> lines, StatementTotals? totals)
    {
        var faults = RunningBalance(opening, lines).ToList();
        var reached = opening + Total(lines);
        Compare(faults, StatementFaultKind.Closing, 0, reached, closing);
        if (totals is not null)
        {
            Compare(faults, StatementFaultKind.TotalDebit, totals.Row, -Total(lines.Where(l => l.IsDebit)), totals.Debit);
            Compare(faults, StatementFaultKind.TotalCredit, totals.Row, Total(lines.Where(l => !l.IsDebit)), totals.Credit);
        }

        faults.AddRange(SerialsTwice(lines));
        return faults;
    }

    // After a gap it goes on from the stated balance, so that one missing line is one fault.
    private static IEnumerable<StatementFault> RunningBalance(Money opening, IReadOnlyList<StatementLine> lines)
    {
        var before = opening;
        foreach (var line in lines)
        {
            var expected = before + line.Amount;
            if (line.BalanceAfter != expected)
            {
                yield return new StatementFault(StatementFaultKind.RunningBalance, line.Row, expected, line.BalanceAfter);
            }

            before = line.BalanceAfter;
        }
    }

    private static IEnumerable<StatementFault> SerialsTwice(IReadOnlyList<StatementLine> lines) =>
        lines.Where(l => l.Serial is not null)
            .GroupBy(l => l.DedupeKey)
            .SelectMany(same => same.Skip(1))
            .Select(l => new StatementFault(StatementFaultKind.SerialTwice, l.Row, Money.Zero, l.Amount));

    private static void Compare(List<StatementFault> faults, StatementFaultKind kind, int row, Money expected, Money found)
    {
        if (expected != found)
        {
            faults.Add(new StatementFault(kind, row, expected, found));
        }
    }
}
