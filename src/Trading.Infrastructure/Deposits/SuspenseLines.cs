using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Deposits;

/// <summary>Whose money a line in suspense is, as far as is known, with the keyed hash that says that nobody changed it.</summary>
internal sealed record SuspensePayer(string Name, string Account, string Bank, string Check)
{
    /// <summary>Whether a payment can be made to him: a name without gaps, and an account that can stand in a payment file.</summary>
    public bool IsComplete => Name.Length > 0 && !Masked.IsMasked(Name) && !Masked.IsMaskedAccount(Account) && PaymentFileWriter.IsPayable(Account);

    /// <summary>Who people say he is, its account in digits alone. Every character that the bank shows must agree, and a payer named in full is never replaced.</summary>
    /// <exception cref="RuleBrokenException"><c>suspense.payer-known</c>, <c>suspense.payer-incomplete</c>, <c>suspense.payer-differs</c></exception>
    public CompletedPayer Complete(CompletedPayer payer)
    {
        var entered = payer with { Name = payer.Name.Trim(), Account = BankAccountNumber.Canonical(payer.Account), Bank = payer.Bank.Trim() };
        if (IsComplete)
        {
            throw new RuleBrokenException(SuspenseRules.PayerKnown);
        }

        if (Masked.IsMasked(entered.Name) || !BankAccountNumber.Check(entered.Account).Valid)
        {
            throw new RuleBrokenException(SuspenseRules.PayerIncomplete);
        }

        if (!Masked.NameAgrees(Name, entered.Name))
        {
            throw new RuleBrokenException(SuspenseRules.PayerDiffers, Name, entered.Name);
        }

        return Masked.AccountAgrees(Account, entered.Account) ? entered : throw new RuleBrokenException(SuspenseRules.PayerDiffers, Account, entered.Account);
    }
}

/// <summary>A line in suspense with everything that people have proposed and decided about it, the earliest first.</summary>
internal sealed record SuspenseLine(BankLine Line, IReadOnlyList<FinanceDecision> Decisions)
{
    /// <summary>The proposal that waits for another person.</summary>
    public FinanceDecision? Waiting => Decisions.SingleOrDefault(d => d.State == DecisionState.Proposed);

    /// <summary>As the bank named him, and as two people completed him where it did not.</summary>
    public SuspensePayer Payer => Approved(DecisionKind.PayerCompleted) is { Payer: { } payer } completed
        ? new SuspensePayer(payer.Name, payer.Account, payer.Bank, completed.PayerCheck!)
        : AtTheBank;

    /// <summary>As the bank named him; empty where nobody is to be told, as of a line that has become a deposit.</summary>
    public SuspensePayer AtTheBank => SuspenseLines.PayerOf(Line);

    /// <summary>It may be a payment of ours coming back, or the bank's own correction: it goes to nobody before two people have said that it is none.</summary>
    public bool IsInQuestion => Line.Reason is SuspenseReasons.UnprovedReturn or SuspenseReasons.UnprovedReversal && Approved(DecisionKind.PayersMoney) is null;

    /// <summary>The bank took back a receipt that could not be undone, and two people have not said yet what was done about it.</summary>
    public bool IsNotUndone => Line is { State: BankLineState.Unexplained, Reason: not null } && Approved(DecisionKind.ReversalSettled) is null;

    /// <summary>Whether the next batch takes it back to its payer.</summary>
    public bool IsPayable => Line.State == BankLineState.Suspense && !IsInQuestion && Waiting is null && Payer.IsComplete;

    private FinanceDecision? Approved(DecisionKind kind) => Decisions.LastOrDefault(d => d.Kind == kind && d.State == DecisionState.Approved);
}

internal static class SuspenseLines
{
    /// <summary>The payer as the bank named him on a line.</summary>
    public static SuspensePayer PayerOf(BankLine line) => new(line.PayerName ?? "", line.PayerAccount ?? "", line.PayerBank ?? "", line.PayerCheck ?? "");

    /// <summary>Lines with their decisions, in two statements however many there are; tracked, where the query tracks.</summary>
    public static async Task<IReadOnlyList<SuspenseLine>> WithDecisionsAsync(this TradingDbContext db, IQueryable<BankLine> query, CancellationToken ct)
    {
        var lines = await query.ToListAsync(ct);
        var ids = query.Select(l => l.Id);
        var decisions = (await db.Set<FinanceDecision>().AsNoTracking().Where(d => ids.Contains(d.SubjectId)).OrderBy(d => d.ProposedAtUtc).ThenBy(d => d.Id).ToListAsync(ct))
            .ToLookup(d => d.SubjectId);
        return [.. lines.Select(l => new SuspenseLine(l, [.. decisions[l.Id]]))];
    }
}

/// <summary>Names and account numbers of which a bank shows only a part: 6222****0007, 某**公司.</summary>
internal static class Masked
{
    private const string Marks = "*×●xX";

    public static bool IsMasked(string text) => HalfWidth.Of(text).Any(c => Marks[..3].Contains(c, StringComparison.Ordinal));

    /// <summary>No account number has two letters x together.</summary>
    public static bool IsMaskedAccount(string text) => IsMasked(text) || text.Contains("xx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a full name agrees with what the bank shows of it: each shown part stands in it, in order, the first and last at its ends. Nothing shown agrees with anything.</summary>
    public static bool NameAgrees(string shown, string full) => Agrees(PayerCheck.NormaliseName(shown), PayerCheck.NormaliseName(full), Marks[..3]);

    /// <summary>The same of an account number, which banks also mask with the letter x.</summary>
    public static bool AccountAgrees(string shown, string full) => Agrees(PayerCheck.NormaliseAccount(shown), BankAccountNumber.Canonical(full), Marks);

    private static bool Agrees(string shown, string full, string marks)
    {
        if (shown.Length == 0)
        {
            return true;
        }

        var parts = shown.Split(marks.ToCharArray());
        if (parts.Length == 1)
        {
            return shown == full;
        }

        if (!full.StartsWith(parts[0], StringComparison.Ordinal) || !full.EndsWith(parts[^1], StringComparison.Ordinal) || full.Length < parts.Sum(p => p.Length))
        {
            return false;
        }

        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = full.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return at + parts[^1].Length <= full.Length;
    }
}
