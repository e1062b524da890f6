using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>An earlier line that the bank takes back, with the entry that it was booked by and the deposit or fee that it went to.</summary>
internal sealed record ReversedLine(BankLine Line, EntryDraft Entry, Deposit? Deposit = null, FeeCharge? Fee = null);

/// <summary>
/// Bank reversals (红字, 冲正): finds the one earlier line that a line takes back, by account, amount and the bank's reference or the counterparty, and
/// undoes what that line booked where nothing was done with the money since. Counterparties of deposits stand nowhere in clear: they are read from the
/// sealed statements.
/// </summary>
public sealed class ReversedLines(
    TradingDbContext db, BankSeal seal, HoldKeeper holds, OpenSteps steps, FeeSteps feeSteps)
{
    private static readonly BankLineState[] Undoable = [BankLineState.Deposit, BankLineState.Fee, BankLineState.Interest, BankLineState.Suspense, BankLineState.Unexplained];

    /// <summary>The match of a line that says that it takes another back; where it cannot be undone, what is left is suspense, or money out for finance to look into.</summary>
    internal async Task<LineMatch> MatchAsync(BankAccount account, StatementLine line, CancellationToken ct)
    {
        if (await FindAsync(account, line, ct) is { } undone && await MayBeUndoneAsync(undone, ct))
        {
            var state = undone.Line.State is BankLineState.Suspense or BankLineState.Unexplained ? BankLineState.Reversed : undone.Line.State;
            return new LineMatch.Reversal(undone, state);
        }

        return line.Amount.IsPositive ? new LineMatch.Suspense(SuspenseReasons.UnprovedReversal) : new LineMatch.Unexplained(SuspenseReasons.ReversalNotUndone);
    }

    /// <summary>Undoes everything but the entry, which it returns.</summary>
    internal async Task<EntryDraft> UndoAsync(ReversedLine undone, DateOnly on, DateTime nowUtc, CancellationToken ct)
    {
        var (line, entry, deposit, fee) = undone;
        if (deposit?.TakeBack(line.Amount) is { } hold)
        {
            await holds.ReleaseAsync(hold, nowUtc, ct);
        }

        if (fee is not null)
        {
            fee.TakeBack(line.Amount);
            await feeSteps.OwedAgainAsync(fee, nowUtc, ct);
        }

        if (line.State is BankLineState.Suspense or BankLineState.Unexplained)
        {
            line.State = BankLineState.Reversed;
            await steps.FinishAsync(StepSubject.Of(StepSubjectKind.BankLine, line.Id), Stages.SuspenseReturn, Acting.Clock, "reversed", nowUtc, ct);
        }

        return entry.Reversal(on);
    }

    private async Task<ReversedLine?> FindAsync(BankAccount account, StatementLine reversal, CancellationToken ct)
    {
        var taken = -reversal.Amount;
        var lines = await db.Set<BankLine>()
            .Where(l => l.BankAccountId == account.Id && l.Amount == taken && l.BookedOn <= reversal.BookedOn && Undoable.Contains(l.State)).ToListAsync(ct);
        if (lines.Count == 0)
        {
            return null;
        }

        var found = new List<ReversedLine>();
        foreach (var statement in lines.GroupBy(l => l.StatementId))
        {
            var byTag = statement.ToDictionary(l => l.DedupeTag);
            var row = await db.Set<BankStatementRow>().AsNoTracking().SingleAsync(s => s.Id == statement.Key, ct);
            foreach (var printed in StatementFiles.Open(seal, row).Lines.Where(l => l.Amount == taken && !l.IsReversal && Agree(l, reversal)))
            {
                if (byTag.TryGetValue(seal.LineTag(account.Id, printed.DedupeKey), out var line) && await OfAsync(account, line, ct) is { } candidate)
                {
                    found.Add(candidate);
                }
            }
        }

        // An entry is reversed once.
        var keys = found.Select(f => $"reverse:{f.Entry.Key}").ToArray();
        var undone = await db.Set<JournalEntry>().Where(e => keys.Contains(e.Key)).Select(e => e.Key).ToListAsync(ct);
        found.RemoveAll(f => undone.Contains($"reverse:{f.Entry.Key}"));
        return found is [var only] ? only : null;
    }

    // The bank's own reference, or the account and name of the other side, as far as they are told; nothing told agrees with nothing.
    private static bool Agree(StatementLine earlier, StatementLine reversal) =>
        (earlier.Serial is { } reference && reference == reversal.Serial)
        || (earlier.CounterpartyAccount.Length > 0
            && PayerCheck.NormaliseAccount(earlier.CounterpartyAccount) == PayerCheck.NormaliseAccount(reversal.CounterpartyAccount)
            && PayerCheck.NormaliseName(earlier.CounterpartyName) == PayerCheck.NormaliseName(reversal.CounterpartyName)
            && (reversal.SubAccount is null || reversal.SubAccount == earlier.SubAccount));

    /// <summary>What a line was booked by, as it was booked; null where that is not known.</summary>
    private async Task<ReversedLine?> OfAsync(BankAccount account, BankLine line, CancellationToken ct)
    {
        switch (line.State)
        {
            // By its entry, not by what is printed: what two people have booked names no sub-account.
            case BankLineState.Deposit:
                var received = DepositEntries.Received(seal.EntryTag(line.Id), Guid.Empty, account.Id, line.ValueOn, line.Amount);
                return await SubjectOfAsync(received, ct) is { } participation && await db.Set<Deposit>().SingleOrDefaultAsync(d => d.ParticipationId == participation, ct) is { } deposit
                    ? new ReversedLine(line, DepositEntries.Received(seal.EntryTag(line.Id), participation, account.Id, line.ValueOn, line.Amount), deposit)
                    : null;
            case BankLineState.Fee:
                return await SubjectOfAsync(FeeEntries.Received(line.Id, Guid.Empty, account.Id, line.ValueOn, line.Amount), ct) is { } charge
                    && await db.Set<FeeCharge>().SingleOrDefaultAsync(f => f.Id == charge, ct) is { } fee
                    ? new ReversedLine(line, FeeEntries.Received(line.Id, charge, account.Id, line.ValueOn, line.Amount), Fee: fee)
                    : null;
            case BankLineState.Interest:
                return new ReversedLine(line, DepositEntries.InterestEarned(line.Id, account.Id, line.ValueOn, line.Amount).In(account.Currency));
            case BankLineState.Suspense:
                return new ReversedLine(line, DepositEntries.SuspenseReceived(line.Id, account.Id, line.ValueOn, line.Amount).In(account.Currency));
            case BankLineState.Unexplained:
                return new ReversedLine(line, DepositEntries.UnexplainedPaid(line.Id, account.Id, line.ValueOn, -line.Amount).In(account.Currency));
            default:
                return null;
        }
    }

    private async Task<Guid?> SubjectOfAsync(EntryDraft entry, CancellationToken ct) =>
        await db.Set<JournalEntry>().Where(e => e.Key == entry.Key).Select(e => e.Subject).SingleOrDefaultAsync(ct) is { } subject ? Guid.Parse(subject) : null;

    private async Task<bool> MayBeUndoneAsync(ReversedLine undone, CancellationToken ct)
    {
        if (undone.Line.State == BankLineState.Suspense)
        {
            return !await db.Set<FinanceDecision>().AnyAsync(d => d.SubjectId == undone.Line.Id && d.State == DecisionState.Proposed, ct);
        }

        // What is the treasury's has its receipt, and goes back through the treasury (收支两条线); what two people have corrected is carried on or owed back.
        if (undone.Deposit is not { } deposit)
        {
            return undone.Fee is not ({ Owner: IncomeOwner.Treasury } or { State: FeeChargeState.Reversed });
        }

        // Against a bid that is handed in meanwhile: a bid stands on its deposit.
        if (!db.Database.IsSqlite())
        {
            await db.Set<Tender>().FromSql($"SELECT * FROM tender WHERE lot_id = {deposit.LotId} FOR UPDATE").AsNoTracking().SingleAsync(ct);
        }

        return deposit.TakesMoney && deposit.Received >= undone.Line.Amount
            && !await db.Set<Bid>().AnyAsync(b => b.ParticipationId == deposit.ParticipationId && b.State == BidState.Submitted, ct);
    }
}
