using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Shared;

namespace Trading.TestKit.Builders;

/// <summary>Events that cost a fee, told as the procedure tells them.</summary>
public static class TestFees
{
    /// <summary>The award of a lot, charged to one payer; null where nothing is charged.</summary>
    public static async Task<FeeCharge?> ChargeAsync(this FeeService fees, long lotId, long winnerId, Money award, Acting acting, CancellationToken ct, string? key = null) => (await fees.ChargeAsync(
        new FeeEvent(
            FeeOccasion.Award, key ?? $"award-{lotId}", lotId, new FeeCase(award), new Dictionary<FeePayer, long> { [FeePayer.Owner] = TenderBuilder.Owner, [FeePayer.Winner] = winnerId }),
        acting, ct)).SingleOrDefault();
}
