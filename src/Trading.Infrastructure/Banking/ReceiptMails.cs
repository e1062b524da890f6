using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Mail;

namespace Trading.Infrastructure.Banking;

/// <summary>What a bidder is told of money that arrived: each way that it can go has a sentence of its own, with what is to be done.</summary>
internal static class ReceiptMails
{
    /// <summary>Of a deposit after a receipt: complete, complete and more, still short, or paid again when it was complete.</summary>
    public static MailText OfDeposit(Lot lot, Money due, Money received, Money arrived, bool wasComplete) => (wasComplete, received.CompareTo(due)) switch
    {
        (true, _) => new MailText(MailKinds.DepositTwice, "bidder", lot.Code!, lot.Name, arrived, received),
        (false, < 0) => new MailText(MailKinds.DepositShort, "bidder", lot.Code!, lot.Name, received, due - received),
        (false, 0) => new MailText(MailKinds.DepositReceived, "bidder", lot.Code!, lot.Name, received),
        (false, > 0) => new MailText(MailKinds.DepositOver, "bidder", lot.Code!, lot.Name, received, received - due),
    };

    /// <summary>
    /// Of money that names no instruction and agrees with exactly one: two people look at it, and it need not be paid again as long as there is time. It says
    /// nothing of the lot.
    /// </summary>
    public static MailText OfSuggested(BankAccount account, StatementLine line, string reason) => new(
        MailKinds.MoneySuggested, "bidder", Amount(account, line), line.BookedOn, new Word(reason));

    /// <summary>Of money that belongs to nothing: why, and what to do. It names no lot.</summary>
    public static MailText OfSuspense(BankAccount account, StatementLine line, string reason) => new(
        MailKinds.MoneyUnmatched, "bidder", Amount(account, line), line.BookedOn, new Word(reason),
        new Word(SuspenseReasons.NextOf(reason)));

    private static string Amount(BankAccount account, StatementLine line) => $"{CurrencyUnits.Text(line.Amount.Fen, account.Currency)} {account.Currency}";
}
