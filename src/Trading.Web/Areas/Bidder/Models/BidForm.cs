using System.ComponentModel.DataAnnotations;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Bidder.Models;

public sealed class BidForm
{
    /// <summary>In yuan.</summary>
    [CheckedByService, Display(Name = "bid.price"), RuleField(TenderingRules.PriceNotPositive, SharedRules.FractionOfFen)]
    public decimal? Price { get; set; }

    [CheckedByService, Display(Name = "bid.days")]
    public int? Days { get; set; }

    [CheckedByService, Display(Name = "bid.files"), RuleField(DocumentRules.FileKind, DocumentRules.FileEmpty, DocumentRules.FileContent, SealingRules.FileTooLarge, TenderingRules.TooManyFiles)]
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>SHA-256 of each file in their order, blank-separated, as the browser computed them; empty where it could not.</summary>
    public string? Hashes { get; set; }

    /// <summary>The file that is to be removed; the rest of the form is kept.</summary>
    public string? Remove { get; set; }

    internal static BidForm Of(BidDraft draft) => new() { Price = draft.Price, Days = draft.ContractDays };

    /// <summary>What the browser announced for a file; null where it announced nothing.</summary>
    internal string? AnnouncedFor(int index)
    {
        var hashes = (Hashes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return hashes.Length == Files.Count ? hashes[index] : null;
    }

    /// <summary>What is missing or would be in vain, by field and words key.</summary>
    internal IEnumerable<(string Field, string Key, object[] Limits)> Defects(Money ceiling, BidDraft? draft)
    {
        if (Price is null)
        {
            yield return (nameof(Price), "bid.price-missing", []);
        }
        else if (Price <= 0)
        {
            yield return (nameof(Price), $"rule.{TenderingRules.PriceNotPositive}", [Price]);
        }
        else if (decimal.Round(Price.Value, 2) != Price)
        {
            yield return (nameof(Price), $"rule.{SharedRules.FractionOfFen}", [Price]);
        }
        else if (Price > ceiling.Fen / 100m)
        {
            yield return (nameof(Price), "bid.price-above-ceiling", [ceiling]);
        }

        if (Days is not > 0)
        {
            yield return (nameof(Days), "bid.days-missing", []);
        }

        if (draft is null or { Files.Count: 0, Uploads.Count: 0 })
        {
            yield return (nameof(Files), "bid.files-missing", []);
        }

        foreach (var upload in draft?.Uploads ?? [])
        {
            yield return (nameof(Files), "bid.file-unfinished", [upload.Name]);
        }
    }
}

/// <summary>The last step: what was looked at, and that it is meant.</summary>
public sealed class BidCheckForm
{
    /// <summary>The digest of the draft that the page showed.</summary>
    public string? Seen { get; set; }

    [Display(Name = "bid.confirm")]
    public bool IsConfirmed { get; set; }
}
