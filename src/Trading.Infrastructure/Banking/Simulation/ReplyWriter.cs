using System.Globalization;

namespace Trading.Infrastructure.Banking.Simulation;

/// <summary>The simulated bank's answer to a payment file.</summary>
public static class ReplyWriter
{
    /// <summary>
    /// Answers each payment: paid on the given Beijing day, or rejected where <paramref name="reasonToReject"/> gives a reason.
    /// </summary>
    public static void Write(Stream output, BankProfile profile, IEnumerable<PaymentOrder> payments, DateOnly paidOn, Func<PaymentOrder, string?>? reasonToReject = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(payments);
        var layout = profile.Replies;
        using var csv = BankCsv.Writer(output, profile);
        BankCsv.Row(csv, layout.EndToEndId, layout.Amount, layout.Result, layout.PaidOn, layout.Reason);
        foreach (var payment in payments)
        {
            var reason = reasonToReject?.Invoke(payment);
            BankCsv.Row(
                csv,
                payment.EndToEndId,
                BankCsv.Amount(profile, payment.Amount),
                reason is null ? layout.PaidWords[0] : layout.RejectedWords[0],
                reason is null ? paidOn.ToString(layout.DateFormats[0], CultureInfo.InvariantCulture) : string.Empty,
                reason ?? string.Empty);
        }
    }
}
