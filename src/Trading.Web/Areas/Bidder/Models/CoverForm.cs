using System.ComponentModel.DataAnnotations;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Sealing;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Bidder.Models;

/// <summary>A guarantee or an insurance instead of money.</summary>
public sealed class CoverForm
{
    [Required, Display(Name = "cover.kind"), RuleField(DepositRules.FormNotAllowed)]
    public CoverKind? Kind { get; set; }

    [Required, StringLength(CoverTerms.LongestName), Display(Name = "cover.issuer"), RuleField(CoverRules.Incomplete)]
    public string? Issuer { get; set; }

    [Required, StringLength(CoverTerms.LongestNumber), Display(Name = "cover.number")]
    public string? Number { get; set; }

    [Required, Range(typeof(decimal), "0.01", "999999999999"), WholeFen, Display(Name = "cover.amount"), RuleField(CoverRules.AmountShort)]
    public decimal? Amount { get; set; }

    [Required, Display(Name = "cover.valid-through"), RuleField(CoverRules.TooShort)]
    public DateOnly? ValidThrough { get; set; }

    [Required, StringLength(CoverTerms.LongestName), Display(Name = "cover.beneficiary"), RuleField(CoverRules.Beneficiary)]
    public string? Beneficiary { get; set; }

    [Required, Display(Name = "cover.file"), RuleField(DocumentRules.FileKind, DocumentRules.FileEmpty, DocumentRules.FileContent, SealingRules.FileTooLarge)]
    public IFormFile? File { get; set; }

    internal CoverFacts Facts() => new(Kind!.Value, Issuer!.Trim(), Number!.Trim(), Money.Yuan(Amount!.Value), ValidThrough!.Value, Beneficiary!.Trim());
}

/// <summary>The form, with what the lot asks.</summary>
public sealed record CoverPage(OwnLot Own, CoverTerms Terms, CoverForm Form, UploadRules Uploads, DateTime NowUtc)
{
    public LotFace Lot => Own.Lot;

    /// <summary>The window is open, and the money is not there.</summary>
    public bool MayHandIn => Lot.TakesBids(NowUtc) && Own.Deposit.State is DepositState.Awaited or DepositState.Short;
}
