using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Mail;

namespace Trading.Infrastructure.Banking;

/// <summary>What a bidder is told of money that arrived: each way that it can go has a sentence of its own, with what is to be done.</summary>
internal static class ReceiptMails
{
    /// <summary>Of a deposit after a receipt: complete, complete and more, still short, or paid again when it was complete.</summary>
    public static Func<Lot, MailText> OfDeposit(Deposit deposit, Money arrived, bool wasComplete)
    {
        var (due, received) = (deposit.Due, deposit.Received);
        return lot => (wasComplete, received.CompareTo(due)) switch
        {
            (true, _) => new MailText(MailKinds.DepositTwice, "bidder", lot.Code!, lot.Name, arrived, received),
            (false, < 0) => new MailText(MailKinds.DepositShort, "bidder", lot.Code!, lot.Name, received, due - received),
            (false, 0) => new MailText(MailKinds.DepositReceived, "bidder", lot.Code!, lot.Name, received),
            (false, > 0) => new MailText(MailKinds.DepositOver, "bidder", lot.Code!, lot.Name, received, received - due),
        };
    }

    /// <summary>Of a fee after a receipt: all of it is paid, or how much is still owed.</summary>
    public static Func<Lot, MailText> OfFee(FeeCharge fee, Money arrived)
    {
        var (left, reader) = (fee.Amount - fee.Received, fee.Payer is FeePayer.Owner or FeePayer.Transferor ? "owner" : "bidder");
        return lot => left.IsZero
            ? new MailText(MailKinds.FeeReceived, reader, lot.Code!, lot.Name, arrived)
            : new MailText(MailKinds.FeeShort, reader, lot.Code!, lot.Name, arrived, left);
    }

    /// <summary>Of a price after a receipt: all of it is paid, with penalty and interest, or how much of its next part is still owed, and by when.</summary>
    public static Func<Lot, MailText> OfPrice(PricePlan plan, Money arrived)
    {
        var (next, besides) = (plan.Next, plan.BesidesLeft);
        return lot => next is { } part ? new MailText(MailKinds.PriceShort, Path(lot), lot.Code!, lot.Name, arrived, part.Unpaid, part.DueOn)
            : besides.IsPositive ? new MailText(MailKinds.PriceBesides, Path(lot), lot.Code!, lot.Name, arrived, besides)
            : new MailText(MailKinds.PriceReceived, Path(lot), lot.Code!, lot.Name, arrived);

        static string Path(Lot lot) => FormattableString.Invariant($"bidder/lots/{lot.Id}/price");
    }

    /// <summary>
    /// Of money that names no instruction and agrees with exactly one: two people look at it, and it need not be paid again as long as there is time. It says
    /// nothing of the lot.
    /// </summary>
    public static MailText OfSuggested(BankAccount account, StatementLine line, string reason) => new(
        MailKinds.MoneySuggested, "bidder", Amount(account, line.Amount), line.CountsOn, new Word(reason));

    /// <summary>Of money that belongs to nothing: why, and what to do. It names no lot.</summary>
    public static MailText OfSuspense(BankAccount account, StatementLine line, string reason) => new(
        MailKinds.MoneyUnmatched, "bidder", Amount(account, line.Amount), line.CountsOn, new Word(reason),
        new Word(SuspenseReasons.NextOf(reason)));

    /// <summary>Of money that two people did not book to what it agreed with.</summary>
    public static MailText OfNotBooked(BankAccount account, BankLine line) => new(MailKinds.MoneyNotBooked, "bidder", Amount(account, line.Amount), line.ValueOn);

    private static string Amount(BankAccount account, Money amount) => $"{CurrencyUnits.Text(amount.Fen, account.Currency)} {account.Currency}";
}
