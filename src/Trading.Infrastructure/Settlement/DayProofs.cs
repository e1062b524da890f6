using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Settlement;

/// <summary>What a line of the bank became, and the postings of 1002 that answer it.</summary>
public enum ProofPart
{
    /// <summary>Of opened lots; of the others only the difference is in it.</summary>
    Deposits,
    Fees,

    /// <summary>Prices held for transferors and the treasury.</summary>
    Prices,
    Interest,

    /// <summary>Payments of ours, out and back before any reply.</summary>
    OwnPayments,

    /// <summary>Money in suspense, payments that nobody has explained, and payments of ours that came back.</summary>
    Suspense,

    /// <summary>The treasury's share that came back, and fees that it gave back.</summary>
    TreasuryReturn,

    /// <summary>Whatever else moved either side; on the bank's, what its balances say and no line does.</summary>
    Other,
}

/// <summary>One line of the proof.</summary>
public sealed record ProofRow(ProofPart Part, Money Bank, Money Ledger)
{
    public Money Difference => Bank - Ledger;
}

/// <summary>
/// A day of a bank account told twice, by the bank's lines and by the ledger's postings. What is of lots that are not opened is taken from both sides: a
/// difference in it shows, an amount does not.
/// </summary>
public sealed record DayProof(BankProof Proof, Money BankOpening, Money LedgerOpening, IReadOnlyList<ProofRow> Rows)
{
    public Money BankClosing => BankOpening + Money.Sum(Rows.Select(r => r.Bank));
    public Money LedgerClosing => LedgerOpening + Money.Sum(Rows.Select(r => r.Ledger));
}

/// <summary>Lays a day of the bank's statement beside the ledger, line by line.</summary>
public sealed class DayProofs(TradingDbContext db, BankProofs proofs)
{
    /// <summary>The proof of a day with what makes it up; null before the first booked statement.</summary>
    public async Task<DayProof?> OfAsync(long bankAccountId, DateOnly day, CancellationToken ct)
    {
        if (await proofs.BankProofAsync(bankAccountId, day, ct) is not { } proof)
        {
            return null;
        }

        var account = await db.Set<BankAccount>().AsNoTracking().SingleAsync(a => a.Id == bankAccountId, ct);
        string[] secret = [.. await db.Set<Deposit>().Where(d => d.CentreId == account.CentreId).UnopenedSubjectsAsync(db, ct)];
        var postings = Postings(account);
        var shown = postings.Where(p => !secret.Contains(p.Entry.Subject));
        var ledgerOpening = await SumAsync(shown.Where(p => p.Entry.ValueOn < day), ct);
        var before = await proofs.BankProofAsync(bankAccountId, day.AddDays(-1), ct);

        // The bank's balance less what is hidden is the ledger's less the same, and what they differ by.
        var bankOpening = ledgerOpening + (before?.Difference ?? Money.Zero);
        var ofDay = postings.Where(p => p.Entry.ValueOn == day);
        var hidden = await SumAsync(ofDay.Where(p => secret.Contains(p.Entry.Subject)), ct);
        var ledger = await LedgerAsync(ofDay.Where(p => !secret.Contains(p.Entry.Subject)), ct);
        var bank = await BankAsync(bankAccountId, day, ct);
        bank[ProofPart.Deposits] = bank.GetValueOrDefault(ProofPart.Deposits) - hidden;
        var closing = ledgerOpening + Money.Sum(ledger.Values) + proof.Difference;
        bank[ProofPart.Other] = closing - bankOpening - Money.Sum(bank.Values);
        var rows = Enum.GetValues<ProofPart>().Select(p => new ProofRow(p, bank.GetValueOrDefault(p), ledger.GetValueOrDefault(p)));
        return new DayProof(proof, bankOpening, ledgerOpening, [.. rows.Where(r => !r.Bank.IsZero || !r.Ledger.IsZero)]);
    }

    private async Task<Dictionary<ProofPart, Money>> BankAsync(long bankAccountId, DateOnly day, CancellationToken ct)
    {
        // The converter hides the number from SQL's SUM; the cast brings it back.
        var sums = await db.Set<BankLine>().Where(l => l.BankAccountId == bankAccountId && l.ValueOn == day).GroupBy(l => l.State)
            .Select(g => new { State = g.Key, Fen = g.Sum(l => (long)(object)l.Amount) }).ToListAsync(ct);
        return sums.GroupBy(s => PartOf(s.State)).ToDictionary(g => g.Key, g => new Money(g.Sum(s => s.Fen)));
    }

    private static async Task<Dictionary<ProofPart, Money>> LedgerAsync(IQueryable<BankPosting> postings, CancellationToken ct)
    {
        var sums = await postings.GroupBy(p => p.Kind).Select(g => new { Kind = g.Key, Fen = g.Sum(p => (long)(object)p.Posting.Amount) }).ToListAsync(ct);
        return sums.GroupBy(s => PartOf(s.Kind)).ToDictionary(g => g.Key, g => new Money(g.Sum(s => s.Fen)));
    }

    private static async Task<Money> SumAsync(IQueryable<BankPosting> postings, CancellationToken ct) =>
        new(await postings.Select(p => (long)(object)p.Posting.Amount).SumAsync(ct));

    private IQueryable<BankPosting> Postings(BankAccount account)
    {
        var name = AccountName.Bank(account.Id);
        return
            from posting in db.Set<Posting>().AsNoTracking()
            join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
            join ledger in db.Set<Account>() on posting.AccountId equals ledger.Id
            from undone in db.Set<JournalEntry>().Where(e => e.Id == entry.ReversesId).DefaultIfEmpty()
            where ledger.CentreId == account.CentreId && ledger.Class == name.Class && ledger.Subject == name.Subject
            select new BankPosting { Posting = posting, Entry = entry, Kind = undone == null ? entry.Kind : undone.Kind };
    }

    private static ProofPart PartOf(BankLineState state) => state switch
    {
        BankLineState.Deposit => ProofPart.Deposits,
        BankLineState.Fee => ProofPart.Fees,
        BankLineState.Price => ProofPart.Prices,
        BankLineState.Interest => ProofPart.Interest,
        BankLineState.OwnPayment => ProofPart.OwnPayments,
        BankLineState.Suspense or BankLineState.Returning or BankLineState.Returned or BankLineState.PaymentReturned or BankLineState.Unexplained
            or BankLineState.Reversed => ProofPart.Suspense,
        BankLineState.TreasuryReturn or BankLineState.TreasuryRefund => ProofPart.TreasuryReturn,
    };

    private static ProofPart PartOf(string kind) => kind switch
    {
        EntryKinds.DepositReceived => ProofPart.Deposits,
        EntryKinds.FeeReceived => ProofPart.Fees,
        EntryKinds.PriceReceived => ProofPart.Prices,
        EntryKinds.InterestEarned => ProofPart.Interest,
        EntryKinds.RepaymentPaid => ProofPart.OwnPayments,
        EntryKinds.SuspenseReceived or EntryKinds.RepaymentReturned or EntryKinds.UnexplainedPaid => ProofPart.Suspense,
        EntryKinds.TreasuryReturned or EntryKinds.TreasuryRefunded => ProofPart.TreasuryReturn,
        _ => ProofPart.Other,
    };

    private sealed class BankPosting
    {
        public required Posting Posting { get; init; }
        public required JournalEntry Entry { get; init; }

        /// <summary>Of the entry; of a reversal, of what it undoes.</summary>
        public required string Kind { get; init; }
    }
}
