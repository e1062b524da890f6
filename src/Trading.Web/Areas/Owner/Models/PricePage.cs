using Trading.Domain.Deposits;
using Trading.Domain.Proceeds;
using Trading.Infrastructure.Proceeds;

namespace Trading.Web.Areas.Owner.Models;

/// <summary>The price of an owner's lot, with what arrived, what was passed on and what of its penalty was given back.</summary>
public sealed record PricePage(long LotId, PriceItem Item, IReadOnlyList<PriceReceipt> Receipts, IReadOnlyList<PriceSent> Sent, IReadOnlyList<Payout> Returns, DateOnly Today);
