using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>Gives each line of one file the key by which it is known again in another file.</summary>
/// <param name="account">The account's number.</param>
/// <param name="serialsPerDay">Whether the bank counts its serial numbers anew each day, so that a number is a line's own only together with the day.</param>
internal sealed class DedupeKeys(string account, bool serialsPerDay)
{
    private readonly Dictionary<(DateOnly, Money, Money), int> _seen = [];

    public string Of(string serial, DateOnly day, Money amount, Money balance) =>
        serial.Length == 0 ? $"hash:{Hash(day, amount, balance)}"
        : serialsPerDay ? string.Create(CultureInfo.InvariantCulture, $"serial:{day:yyyyMMdd}:{serial}")
        : $"serial:{serial}";

    private string Hash(DateOnly day, Money amount, Money balance)
    {
        var line = (day, amount, balance);
        var earlier = _seen.GetValueOrDefault(line);
        _seen[line] = earlier + 1;
        var bytes = new CanonicalBytes().Add("bank-line").Add(account).Add(day).Add(amount).Add(balance).Add((long)earlier).Sha256();
        return Convert.ToHexStringLower(bytes);
    }
}
