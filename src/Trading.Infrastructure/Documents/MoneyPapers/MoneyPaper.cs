using Trading.Domain.Shared;

namespace Trading.Infrastructure.Documents.MoneyPapers;

/// <summary>What a paper of money is.</summary>
public enum MoneyPaperKind
{
    /// <summary>非税缴款通知书.</summary>
    NonTaxNotice,
    NonTaxReceipt,

    /// <summary>非税票据冲销单: what of a receipt goes back.</summary>
    NonTaxVoid,

    /// <summary>Of a price that is held for others (价款收据).</summary>
    PriceReceipt,
}

/// <summary>What a payment notice or a receipt states.</summary>
public sealed record MoneyPaper
{
    public required MoneyPaperKind Kind { get; init; }
    public required string Number { get; init; }
    public required string CentreName { get; init; }
    public required string PayerName { get; init; }

    /// <summary>The kind of income, or which part is price and which penalty, in the language of the paper.</summary>
    public required string Income { get; init; }

    /// <summary>What it is charged by.</summary>
    public required string Citation { get; init; }
    public required string LotCode { get; init; }
    public required string LotName { get; init; }
    public required Money Amount { get; init; }

    /// <summary>Into which it is paid.</summary>
    public required string SubAccount { get; init; }

    /// <summary>The day on which it was paid; null for a notice.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>The number of the receipt that it voids, in whole or in part; null for others.</summary>
    public string? Voids { get; init; }
    public required DateTime IssuedAtUtc { get; init; }
}
