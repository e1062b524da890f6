using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>A line that no earlier statement has brought, with the keyed hash under which it is known again.</summary>
internal sealed record FreshLine(StatementLine Line, string Tag);

/// <summary>Books the lines of a statement: the row of each line, its entry, and the hold of a deposit that has become complete.</summary>
public sealed class ReceiptBooker(TradingDbContext db, LedgerPoster poster, HoldKeeper holds, LotKeys lotKeys, BankSeal seal, PayerCheck payerCheck, Outbox outbox,
    ReturnedPayments returns, RepaymentAnswers answers, ReversedLines reversals, StatementSteps steps, FeeSteps feeSteps, NonTaxPapers papers, PricePayments prices,
    SuggestedReceipts suggested, OwedFees owedFees, PayerCopies payerCopies)
{
    /// <summary>
    /// Books all lines, each matched against what the one before it left, and last of all what takes lines back, of this statement too; returns how many are
    /// in suspense.
    /// </summary>
    internal async Task<int> BookAsync(
        BankAccount account, Guid statementId, IReadOnlyList<FreshLine> lines, LineMatcher matcher, DateTime nowUtc, CancellationToken ct)
    {
        var keys = await LotKeysAsync(matcher.LotIds, ct);
        var booking = new Booking(account, statementId, nowUtc, keys);
        var takeBack = new List<FreshLine>();
        foreach (var line in lines)
        {
            var match = matcher.Of(line.Line, nowUtc);
            if (line.Line.IsReversal && match is not (LineMatch.OwnPayment or LineMatch.PaymentReturned))
            {
                takeBack.Add(line);
                continue;
            }

            await BookAsync(line, match, booking, ct);
        }

        var suspended = await PostAsync(booking, ct);
        foreach (var line in takeBack)
        {
            var reversal = new Booking(account, statementId, nowUtc, keys);
            await BookAsync(line, await reversals.MatchAsync(account, line.Line, ct), reversal, ct);
            suspended += await PostAsync(reversal, ct);
        }

        return suspended;
    }

    /// <summary>
    /// Books a line in suspense as what it was found to be. The receipt is undone and booked anew, each an entry of its own: one entry of both would join the
    /// line, whose payer is known, with a participation.
    /// </summary>
    internal async Task BookAsync(BankAccount account, BankLine line, LineMatch match, DateTime nowUtc, CancellationToken ct)
    {
        var printed = new StatementLine
        {
            Row = 0,
            BookedOn = line.BookedOn,
            ValueOn = line.ValueOn,
            BookedUtc = null,
            IsDebit = false,
            Amount = line.Amount,
            BalanceAfter = Money.Zero,
            CounterpartyName = line.PayerName!,
            CounterpartyAccount = line.PayerAccount!,
            CounterpartyBank = line.PayerBank ?? "",
            Summary = "",
            Remark = "",
            Serial = null,
            SubAccount = null,
            DedupeKey = "",
        };
        var booking = new Booking(account, line.StatementId, nowUtc, await LotKeysAsync(match is LineMatch.ToDeposit to ? [to.Deposit.LotId] : [], ct));
        booking.Entries.Add(DepositEntries.SuspenseReceived(line.Id, account.Id, line.ValueOn, line.Amount).Reversal(line.ValueOn));
        await BookAsync(line, printed, match, booking, ct);
        line.Match(match.State);
        await PostAsync(booking, ct);
    }

    private async Task BookAsync(FreshLine line, LineMatch match, Booking booking, CancellationToken ct)
    {
        var row = RowOf(line, match, booking);
        db.Add(row);
        await BookAsync(row, line.Line, match, booking, ct);
    }

    private async Task<int> PostAsync(Booking booking, CancellationToken ct)
    {
        var (account, nowUtc) = (booking.Account, booking.NowUtc);
        await steps.SuspendedAsync(account.CentreId, booking.Suspended, nowUtc, ct);
        booking.Entries.AddRange(await returns.TakeBackAsync(account, booking.Returned, Acting.Clock, nowUtc, ct));
        await db.SaveOrChangedMeanwhileAsync(ct);

        // In the order of their keys, which is no order: the order of the file would tell which line is whose.
        await poster.PostAsync(
            account.CentreId, [.. booking.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.In(account.Currency))], nowUtc, ct);
        if (booking.Settled.Count > 0)
        {
            await answers.BookAsync(account, booking.Settled, Acting.Clock, nowUtc, ct);
        }

        foreach (var deposit in booking.Completed)
        {
            await holds.OpenAsync(
                deposit.HoldId!.Value, account.CentreId, AccountName.DepositHeld(deposit.ParticipationId), deposit.LotId, deposit.Due, nowUtc, ct);
        }

        await TellAsync(booking, ct);

        return booking.Suspended.Count;
    }

    private async Task BookAsync(BankLine row, StatementLine line, LineMatch match, Booking booking, CancellationToken ct)
    {
        var (id, account) = (row.Id, booking.Account.Id);
        switch (match)
        {
            case LineMatch.ToDeposit { Deposit: var deposit } to:
                await ReceiveAsync(id, line, to, booking, ct);
                booking.Entries.Add(DepositEntries.Received(seal.EntryTag(id), deposit.ParticipationId, account, line.CountsOn, line.Amount));
                break;
            case LineMatch.ToFee { Fee: var fee }:
                await ReceiveAsync(id, line, fee, booking, ct);
                break;
            case LineMatch.ToPrice { Plan: var plan }:
                booking.Entries.Add(await prices.ReceiveAsync(id, plan, (line.Amount, line.CountsOn, account), new PricePayee(line.CounterpartyName, line.CounterpartyAccount, line.CounterpartyBank), booking.NowUtc, ct));
                booking.Tell(line, plan.LotId, ReceiptMails.OfPrice(plan, line.Amount), plan.BuyerId);
                break;
            case LineMatch.ToTreasuryReturn { Return: var expected }:
                expected.Receive(id, line.CountsOn);
                booking.Entries.Add(TreasuryEntries.Returned(id, expected, account, line.CountsOn));
                break;
            case LineMatch.ToTreasuryClaim { Claim: var claim }:
                booking.Entries.AddRange(await owedFees.ReceiveAsync(claim, id, account, line.CountsOn, booking.NowUtc, ct));
                break;
            case LineMatch.Interest:
                booking.Entries.Add(DepositEntries.InterestEarned(id, account, line.CountsOn, line.Amount));
                break;
            case LineMatch.Suspense { Reason: var reason }:
                // Where it is in question whose the money is, nobody is told that it is his.
                if (reason is not (SuspenseReasons.UnprovedReturn or SuspenseReasons.UnprovedReversal))
                {
                    booking.Unmatched.Add((row, line));
                }

                booking.Suspended.Add((id, line.CountsOn));
                booking.Entries.Add(DepositEntries.SuspenseReceived(id, account, line.CountsOn, line.Amount));
                break;
            case LineMatch.PaymentReturned { Payment: var payment }:
                booking.Returned.Add(new ReturnedPayment(payment, line.BookedOn, ReasonOf(line)));
                break;
            case LineMatch.Reversal { Undone: var undone }:
                booking.Entries.Add(await reversals.UndoAsync(undone, line.CountsOn, booking.NowUtc, ct));
                break;
            case LineMatch.OwnPayment { Settled: { } settled }:
                booking.Settled.Add(new PaymentAnswer(settled, line.BookedOn, ""));
                break;
            case LineMatch.Unexplained { Reason: var unexplained }:
                if (unexplained is not null)
                {
                    await steps.NotUndoneAsync(booking.Account.CentreId, id, booking.NowUtc, ct);
                }

                booking.Entries.Add(DepositEntries.UnexplainedPaid(id, account, line.CountsOn, -line.Amount));
                break;
        }
    }

    /// <summary>A fee that is the treasury's is owed to it in the same transaction in which it is collected.</summary>
    private async Task ReceiveAsync(Guid id, StatementLine line, FeeCharge fee, Booking booking, CancellationToken ct)
    {
        var account = booking.Account.Id;
        fee.Receive(line.Amount);
        await feeSteps.ReceivedAsync(fee, booking.NowUtc, ct);
        await papers.ReceiveAsync(id, fee, new FeePayment(id, null, account, line.CountsOn, line.Amount), booking.NowUtc, ct);
        booking.Entries.Add(FeeEntries.Received(id, fee.Id, account, line.CountsOn, line.Amount));
        booking.Tell(line, fee.LotId, ReceiptMails.OfFee(fee, line.Amount), fee.OrganisationId);
        if (fee.Owner == IncomeOwner.Treasury)
        {
            booking.Entries.Add(TreasuryEntries.Owed(id, fee, line.CountsOn, line.Amount));
        }
    }

    private async Task ReceiveAsync(Guid id, StatementLine line, LineMatch.ToDeposit to, Booking booking, CancellationToken ct)
    {
        var deposit = to.Deposit;
        var payer = new PayerRecord(line.CounterpartyName, line.CounterpartyAccount, line.CounterpartyBank, id);
        var sealedPayer = await SealedEnvelope.SealRecordAsync(
            payer.ToBytes(), RecordLength.Stepped, booking.LotKeys[deposit.LotId],
            ParticipationService.PayerData(deposit.LotId, deposit.ParticipationId), ct);
        if (!payerCheck.Matches(deposit.PayerCheck, deposit.ParticipationId, payer.Name, payer.AccountNumber))
        {
            deposit.ComesFrom(payerCheck.Compute(deposit.ParticipationId, payer.Name, payer.AccountNumber, isBasic: false));
        }

        deposit.Keep(payerCopies.Seal(deposit.ParticipationId, payer));
        var wasComplete = deposit.State == DepositState.Confirmed;
        if (deposit.Receive(line.Amount, line.CountsOn, sealedPayer, Guid.NewGuid()))
        {
            booking.Completed.Add(deposit);
        }

        booking.Tell(line, deposit.LotId, ReceiptMails.OfDeposit(deposit, line.Amount, wasComplete), to.BidderId);
    }

    /// <summary>Tells whom the money came from what became of it, sealed: it may be of a lot that is not opened.</summary>
    private async Task TellAsync(Booking booking, CancellationToken ct)
    {
        var ids = booking.Received.Select(r => r.LotId).Distinct().ToArray();
        var lots = ids.Length == 0 ? [] : await db.Set<Lot>().AsNoTracking().Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        var waiting = await suggested.OfAsync([.. booking.Unmatched.Select(u => u.Row)], booking.NowUtc, ct);
        await outbox.ToAccountHoldersAsync(
            [
                .. booking.Received.Where(r => r.BidderId is null).Select(r => (r.Line.CounterpartyName, r.Line.CounterpartyAccount, r.Text(lots[r.LotId]))),
                .. booking.Unmatched.Select(u => (u.Line.CounterpartyName, u.Line.CounterpartyAccount, Text(u.Row, u.Line))),
            ],
            booking.NowUtc, ct);

        // From an account that may be nobody's in the register: by the name that proved whose the money is.
        await outbox.ToOrganisationsAsync([.. booking.Received.Where(r => r.BidderId is not null).Select(r => (r.BidderId!.Value, r.Text(lots[r.LotId])))], booking.NowUtc, ct);
        await db.SaveChangesAsync(ct);

        // What the rules would not take with its sub-account goes back for that reason, whatever it names.
        MailText Text(BankLine row, StatementLine line) => waiting.GetValueOrDefault(row.Id) switch
        {
            { Fault: { } fault } => ReceiptMails.OfSuspense(booking.Account, line, ReceiptRules.ReasonOf(fault)),
            not null => ReceiptMails.OfSuggested(booking.Account, line, row.Reason!),
            null => ReceiptMails.OfSuspense(booking.Account, line, row.Reason!),
        };
    }

    private async Task<Dictionary<long, LotPublicKey>> LotKeysAsync(long[] lots, CancellationToken ct)
    {
        var keys = await db.Set<LotKey>().AsNoTracking().Where(k => lots.Contains(k.LotId)).ToListAsync(ct);
        return keys.ToDictionary(k => k.LotId, lotKeys.PublicKeyOf);
    }

    private BankLine RowOf(FreshLine fresh, LineMatch match, Booking booking)
    {
        // In clear only what a person must see: the payer of money that goes back to him.
        var (id, line) = (Guid.NewGuid(), fresh.Line);
        var isShown = match is LineMatch.Suspense or LineMatch.ToFee;
        return new BankLine
        {
            Id = id,
            StatementId = booking.StatementId,
            CentreId = booking.Account.CentreId,
            BankAccountId = booking.Account.Id,
            DedupeTag = fresh.Tag,
            BookedOn = line.BookedOn,
            // Of a payment of ours the reply tells the day.
            ValueOn = match is LineMatch.OwnPayment or LineMatch.PaymentReturned ? line.BookedOn : line.CountsOn,
            Amount = line.Amount,
            State = match.State,
            BookedAtUtc = booking.NowUtc,
            PayerName = isShown ? line.CounterpartyName : null,
            PayerAccount = isShown ? line.CounterpartyAccount : null,
            PayerBank = isShown ? line.CounterpartyBank : null,
            PayerCheck = isShown ? payerCheck.Compute(id, line.CounterpartyName, line.CounterpartyAccount) : null,
            Form = match is LineMatch.Suspense ? line.Form : null,
            Reason = (match as LineMatch.Suspense)?.Reason ?? (match as LineMatch.Unexplained)?.Reason,
            Remark = match is LineMatch.Unexplained ? ReasonOf(line) : null,
            EndToEndId = match switch
            {
                LineMatch.OwnPayment own => own.EndToEndId,
                LineMatch.PaymentReturned returned => returned.Payment.EndToEndId,
                _ => null,
            },
        };
    }

    private static string ReasonOf(StatementLine line) => line.Summary.Length > 0 ? line.Summary : line.Remark;

    private sealed record Booking(BankAccount Account, Guid StatementId, DateTime NowUtc, Dictionary<long, LotPublicKey> LotKeys)
    {
        public List<EntryDraft> Entries { get; } = [];

        public List<ReturnedPayment> Returned { get; } = [];

        /// <summary>Payments that the bank has said to be settled, with the day that the statement tells.</summary>
        public List<PaymentAnswer> Settled { get; } = [];

        public List<(Guid Line, DateOnly ValueOn)> Suspended { get; } = [];

        /// <summary>Deposits that have become complete; their holds are opened when the money is in the ledger.</summary>
        public List<Deposit> Completed { get; } = [];

        /// <summary>What arrived for deposits, fees and prices, with what is told of each: a later line of the same statement may bring more.</summary>
        public List<(StatementLine Line, long LotId, Func<Lot, MailText> Text, long? BidderId)> Received { get; } = [];

        /// <summary>What arrived for nothing, and why.</summary>
        public List<(BankLine Row, StatementLine Line)> Unmatched { get; } = [];

        /// <summary>What is told of a receipt: to whoever holds the account, or to the bidder whose name proved whose the money is, where the account need be nobody's in the register.</summary>
        public void Tell(StatementLine line, long lotId, Func<Lot, MailText> text, long? bidderId = null) => Received.Add((line, lotId, text, bidderId));
    }
}
