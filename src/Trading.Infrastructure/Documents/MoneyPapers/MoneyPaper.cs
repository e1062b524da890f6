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

    /// <summary>非税收入退付申请书: to the treasury, what of a remittance is to be given back.</summary>
    TreasuryClaim,

    /// <summary>Of a price that is held for others (价款收据).</summary>
    PriceReceipt,

    /// <summary>Of a late penalty that is given back (违约金退还单).</summary>
    PenaltyReturn,
}

/// <summary>What a payment of a price was for.</summary>
/// <param name="Instalments">The instalments that it pays, or that it is what the deposit became, in the language of the paper; null where it pays none.</param>
/// <param name="Price">Price.</param>
/// <param name="Interest">On deferred parts.</param>
/// <param name="Penalty">For being late.</param>
public sealed record PriceParts(string? Instalments, Money Price, Money Interest, Money Penalty)
{
    /// <summary>The receipt by which a penalty was paid that is given back; null of a receipt.</summary>
    public string? OfReceipt { get; init; }
}

/// <summary>What an application to the treasury rests on.</summary>
/// <param name="Notice">The number of the notice by which it was asked for; null where there was none.</param>
/// <param name="Receipt">The number of the receipt.</param>
/// <param name="Received">What the receipt is of.</param>
/// <param name="Remittance">The number of the payment that remitted it.</param>
/// <param name="RemittedOn">The day of that payment.</param>
/// <param name="Ground">Why it goes back.</param>
/// <param name="Account">The account to which the treasury is to pay.</param>
public sealed record ClaimParts(string? Notice, string Receipt, Money Received, string Remittance, DateOnly? RemittedOn, string Ground, string Account);

/// <summary>What a payment notice or a receipt states.</summary>
public sealed record MoneyPaper
{
    public required MoneyPaperKind Kind { get; init; }
    public required string Number { get; init; }
    public required string CentreName { get; init; }
    public required string PayerName { get; init; }

    /// <summary>To whom it is addressed; null where that is the payer.</summary>
    public string? Addressee { get; init; }

    /// <summary>The kind of income, in the language of the paper; null of a price.</summary>
    public string? Income { get; init; }

    /// <summary>What a payment of a price was for; null of a fee.</summary>
    public PriceParts? Parts { get; init; }

    /// <summary>What an application rests on; null of all else.</summary>
    public ClaimParts? Claim { get; init; }

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
