using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Treasury;
using Trading.Infrastructure;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Admin.Models;

public sealed class RoomForm
{
    [Required, StringLength(20), Display(Name = "parties.room.code"), RuleField(PartiesRules.RoomCodeTaken)]
    public string? Code { get; set; }

    [Required, StringLength(RegistrationChecks.NameLength), Display(Name = "parties.centre.name-zh")]
    public string? NameZh { get; set; }

    [Required, StringLength(RegistrationChecks.NameLength), Display(Name = "parties.centre.name-en")]
    public string? NameEn { get; set; }

    [Required, Range(1, 10_000), Display(Name = "parties.room.capacity")]
    public int? Capacity { get; set; }
}

public sealed class FeeScheduleForm
{
    [Required, Display(Name = "fees.occasion")]
    public FeeOccasion? Occasion { get; set; }

    [Required, Display(Name = "fees.centre.key"), RuleField(FeeRules.UnknownSchedule, FeeRules.NotForOccasion)]
    public string? Key { get; set; }

    [Required, Display(Name = "fees.centre.from")]
    public DateOnly? From { get; set; }

    [Display(Name = "fees.centre.to"), RuleField(FeeRules.DatesOutOfOrder)]
    public DateOnly? To { get; set; }

    internal static IEnumerable<SelectListItem> Choices(IEnumerable<string> keys) =>
        keys.Select(key => new SelectListItem(key, key)).Prepend(new SelectListItem(Words.Get("parties.choose", WordsLanguages.Current), ""));
}

/// <summary>Under which model a centre works from when, and to which account it remits.</summary>
public sealed class RevenueModelForm
{
    [Required, Display(Name = "treasury.model"), RuleField(TreasuryRules.UnknownModel)]
    public string? Key { get; set; }

    [Required, Display(Name = "fees.centre.from")]
    public DateOnly? From { get; set; }

    [Display(Name = "fees.centre.to"), RuleField(TreasuryRules.DatesOutOfOrder)]
    public DateOnly? To { get; set; }

    [Required, StringLength(200), Display(Name = "treasury.account-name")]
    public string? TreasuryName { get; set; }

    [Required, StringLength(32), RegularExpression("[0-9]{9,32}"), Display(Name = "treasury.account-number")]
    public string? TreasuryNumber { get; set; }

    [Required, StringLength(200), Display(Name = "treasury.account-bank")]
    public string? TreasuryBank { get; set; }

    internal static IEnumerable<SelectListItem> Choices(IEnumerable<RevenueModel> models) => models
        .Select(m => new SelectListItem(WordsLanguages.Current == WordsLanguage.Chinese ? m.NameZh : m.NameEn, m.Key))
        .Prepend(new SelectListItem(Words.Get("parties.choose", WordsLanguages.Current), ""));
}
