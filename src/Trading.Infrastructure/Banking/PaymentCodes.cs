using System.Text.RegularExpressions;
using Trading.Domain.Shared;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// The numbers of payment instructions in what a payer wrote (附言): fourteen digits with their check digit, full-width ones too, that no other digit or
/// letter touches. Nothing is put together from parts and nothing is cut out of a longer number.
/// </summary>
internal static partial class PaymentCodes
{
    /// <summary>Each once, whether it is anybody's or not.</summary>
    public static IEnumerable<string> In(StatementLine line) =>
        Written().Matches(HalfWidth.Of(line.Written)).Select(m => m.Value).Where(RandomNumbers.IsSubAccount).Distinct();

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9]{14}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
