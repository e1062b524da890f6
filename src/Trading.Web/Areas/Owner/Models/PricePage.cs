using Trading.Domain.Proceeds;
using Trading.Infrastructure.Proceeds;

namespace Trading.Web.Areas.Owner.Models;

/// <summary>The price of an owner's lot, with what arrived and what was passed on.</summary>
public sealed record PricePage(long LotId, PriceItem Item, IReadOnlyList<PriceReceipt> Receipts, IReadOnlyList<PriceSent> Sent, DateOnly Today);
