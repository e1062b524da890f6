using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
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

    internal static IEnumerable<SelectListItem> Profiles => BankProfiles.All
        .Select(p => new SelectListItem(p.Name[WordsLanguages.Current == WordsLanguage.Chinese ? 0 : 1], p.Key))
        .Prepend(new SelectListItem(PageWords.W("parties.choose"), ""));
}
