using System.ComponentModel.DataAnnotations;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Sealing;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Models;

public sealed class StatementForm
{
    [Required, Display(Name = "finance.account")]
    public long? BankAccountId { get; set; }

    [Required, Display(Name = "finance.statement.file")]
    [RuleField(
        BankingRules.MalformedCsv, BankingRules.MissingColumn, BankingRules.MissingLabel, BankingRules.WrongEncoding, BankingRules.OtherCurrency,
        BankingRules.EmptyStatement, BankingRules.EmptyFile, BankingRules.FileTooLarge, BankingRules.TooManyRows, BankingRules.OtherAccount,
        BankingRules.AccountNotRegistered, BankingRules.NotBookable, BankingRules.BadSheet, BankFileRules.BadField, BankFileRules.FieldMissing, BankFileRules.BadXml, BankFileRules.UnknownMessage,
        BankFileRules.NoStatement)]
    public IFormFile? File { get; set; }
}

/// <summary>Another account of the payer whom the bank could not pay back, and the paper that proves it.</summary>
public sealed class RefundAccountForm
{
    [Required, StringLength(200), Display(Name = "finance.refund-account.name"), RuleField(DepositRules.AnotherPayee)]
    public string? Name { get; set; }

    [Required, StringLength(40), Display(Name = "finance.refund-account.number"), RuleField(DepositRules.PayeeSame, SuspenseRules.PayerIncomplete)]
    public string? Account { get; set; }

    [Required, StringLength(200), Display(Name = "finance.suspense.payer-bank")]
    public string? Bank { get; set; }

    [Required, Display(Name = "finance.refund-account.paper"), RuleField(DocumentRules.FileKind, DocumentRules.FileEmpty, DocumentRules.FileContent, SealingRules.FileTooLarge)]
    public IFormFile? Paper { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason"), RuleField(DepositRules.NoFailedRefund, DecisionRules.Waiting)]
    public string? Reason { get; set; }
}

/// <summary>How a held statement is to end.</summary>
public sealed class HeldForm
{
    public const string Release = "release";
    public const string Refuse = "refuse";

    [Required, RegularExpression("release|refuse"), Display(Name = "finance.held.kind"), RuleField(BankingRules.StatementNotReleasable)]
    public string? Kind { get; set; }

    [Required, StringLength(400), Display(Name = "finance.decision.reason")]
    public string? Reason { get; set; }
}

/// <summary>What was done about a file that could not be read.</summary>
public sealed class EndFileForm
{
    [Required, StringLength(400), Display(Name = "finance.unreadable.because"), RuleField(BankingRules.FileEnded)]
    public string? Reason { get; set; }
}

public sealed class ReplyForm
{
    [Required, Display(Name = "finance.reply.file")]
    [RuleField(
        BankingRules.MalformedCsv, BankingRules.MissingColumn, BankingRules.EmptyFile, BankingRules.WrongEncoding, BankingRules.FileTooLarge, BankingRules.TooManyRows,
        DepositRules.UnknownPayment, DepositRules.ReplyAmountDiffers, DepositRules.ReplyContradicts)]
    public IFormFile? File { get; set; }
}

public sealed class BatchForm
{
    [Required, Display(Name = "finance.account")]
    public long? BankAccountId { get; set; }

    [Required, Display(Name = "finance.pay-on"), RuleField(DepositRules.PayDayPassed)]
    public DateOnly? PayOn { get; set; }
}

public sealed class CancelForm
{
    [Required, StringLength(400), Display(Name = "finance.cancel.reason")]
    public string? Reason { get; set; }
}
