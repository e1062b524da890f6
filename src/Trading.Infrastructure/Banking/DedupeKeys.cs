using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>Gives each line of one file the key by which it is known again in another file.</summary>
/// <param name="account">The account's number.</param>
/// <param name="serialsPerDay">Whether the bank counts its serial numbers anew each day, so that a number is a line's own only together with the day.</param>
internal sealed class DedupeKeys(string account, bool serialsPerDay)
{
    private readonly Dictionary<(DateOnly, Money, Money), int> _seen = [];
    private readonly Dictionary<(string, DateOnly, Money), int> _referred = [];

    public string Of(string serial, DateOnly day, Money amount, Money balance) =>
        serial.Length == 0 ? $"hash:{Hash(day, amount, balance)}"
        : serialsPerDay ? string.Create(CultureInfo.InvariantCulture, $"serial:{day:yyyyMMdd}:{serial}")
        : $"serial:{serial}";

    /// <summary>
    /// The key of a line of a format whose references are no numbers of lines: payments that were booked together, and a charge with them, may share one.
    /// A line is known by reference, day, amount and how many equal ones came before it; without a reference like a line without a serial number.
    /// </summary>
    public string OfReference(string reference, DateOnly day, Money amount, Money balance)
    {
        if (reference.Length == 0)
        {
            return Of("", day, amount, balance);
        }

        var earlier = _referred.GetValueOrDefault((reference, day, amount));
        _referred[(reference, day, amount)] = earlier + 1;
        var bytes = new CanonicalBytes().Add("bank-reference").Add(account).Add(reference).Add(day).Add(amount).Add((long)earlier).Sha256();
        return $"reference:{Convert.ToHexStringLower(bytes)}";
    }

    private string Hash(DateOnly day, Money amount, Money balance)
    {
        var line = (day, amount, balance);
        var earlier = _seen.GetValueOrDefault(line);
        _seen[line] = earlier + 1;
        var bytes = new CanonicalBytes().Add("bank-line").Add(account).Add(day).Add(amount).Add(balance).Add((long)earlier).Sha256();
        return Convert.ToHexStringLower(bytes);
    }
}
