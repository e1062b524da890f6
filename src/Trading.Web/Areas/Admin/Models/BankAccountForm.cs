using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Admin.Models;

public sealed class BankAccountForm
{
    [Required, StringLength(200), Display(Name = "office.bank.name")]
    public string? Name { get; set; }

    [Required, StringLength(200), Display(Name = "office.bank.bank")]
    public string? BankName { get; set; }

    [Required, StringLength(40), Display(Name = "office.bank.number"), RuleField(BankingRules.AccountNumberInvalid, BankingRules.AccountNumberTaken)]
    public string? Number { get; set; }

    [Required, Display(Name = "office.bank.profile"), RuleField(BankingRules.UnknownProfile)]
    public string? Profile { get; set; }

    [Required, Display(Name = "office.bank.currency"), RuleField(BankingRules.UnknownCurrency)]
    public string? Currency { get; set; } = BankAccount.Renminbi;

    [Required, Display(Name = "office.bank.payment-format")]
    public PaymentFormat? PaymentFormat { get; set; } = Infrastructure.Banking.PaymentFormat.Table;

    internal static IEnumerable<SelectListItem> Currencies => CurrencyUnits.Known.Select(c => new SelectListItem(c, c));

    internal static IEnumerable<SelectListItem> Profiles => BankProfiles.All
        .Select(p => new SelectListItem(p.Name[WordsLanguages.Current == WordsLanguage.Chinese ? 0 : 1], p.Key))
        .Prepend(new SelectListItem(PageWords.W("parties.choose"), ""));

    internal OpenBankAccount Opened(long centreId, long byUserId) =>
        new(centreId, Name!, BankName!, Number!, Profile!, byUserId) { Currency = Currency!, PaymentFormat = PaymentFormat!.Value };
}

public sealed class PaymentFormatForm
{
    [Required, Display(Name = "office.bank.payment-format")]
    public PaymentFormat? Format { get; set; }

    internal static IEnumerable<SelectListItem> Formats => EnumChoices.Of<PaymentFormat>();
}

/// <summary>Which account takes what, from a day on.</summary>
public sealed class AccountChoiceForm
{
    [Required, Display(Name = "office.bank.choice-purpose")]
    public AccountPurpose? Purpose { get; set; }

    /// <summary>Empty for all lines.</summary>
    [Display(Name = "office.bank.choice-line"), RuleField(BankingRules.UnknownLine)]
    public string? Line { get; set; }

    [Required, Display(Name = "office.bank.choice-account"), RuleField(BankingRules.NotAnOwnAccount)]
    public long? BankAccountId { get; set; }

    [Required, Display(Name = "office.bank.choice-from")]
    public DateOnly? From { get; set; }

    internal static IEnumerable<SelectListItem> Lines =>
        AccountChoices.Lines.Select(line => new SelectListItem(PageWords.W($"line.{line}"), line)).Prepend(new SelectListItem(PageWords.W("office.bank.choice-all-lines"), ""));

    internal static IEnumerable<SelectListItem> Accounts(IEnumerable<BankAccountItem> of) => of.Where(a => a.Currency == BankAccount.Renminbi)
        .Select(a => new SelectListItem($"{a.Number}　{a.BankName}", a.Id.ToString(CultureInfo.InvariantCulture))).Prepend(new SelectListItem(PageWords.W("parties.choose"), ""));
}
