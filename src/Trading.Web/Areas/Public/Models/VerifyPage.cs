using System.ComponentModel.DataAnnotations;
using Trading.Infrastructure.Awards;

namespace Trading.Web.Areas.Public.Models;

/// <summary>A document that was found by its code; <see cref="Compared"/> is the hash that the reader brought, if any.</summary>
public sealed record VerifyPage(PublicAwardNotice Notice, string? Compared)
{
    public bool Agrees => Compared is not null && Notice.Agrees(Compared);
}

public sealed class VerifyForm
{
    [Display(Name = "verify.code")]
    public string? Code { get; set; }
}

public sealed class CompareForm
{
    [Display(Name = "verify.hash")]
    public string? Hash { get; set; }

    [Display(Name = "verify.file")]
    public IFormFile? Document { get; set; }
}
