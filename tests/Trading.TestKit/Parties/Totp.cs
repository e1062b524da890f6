using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Trading.TestKit.Parties;

/// <summary>What an authenticator app shows for a key (RFC 6238, SHA-1, 30 s, six digits), in system time, as the site reads it.</summary>
public static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="key">The key in base 32, as the enrolment page shows it.</param>
    /// <param name="stepsAhead">How many half-minutes from now: the site accepts its neighbours, too, which gives a test a second code.</param>
    public static string Now(string key, int stepsAhead = 0)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + stepsAhead);
#pragma warning disable CA5350 // The standard and every authenticator app use SHA-1 here.
        var hash = HMACSHA1.HashData(Bytes(key), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset, 4)) & 0x7fffffff;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string key)
    {
        var bits = string.Concat(key.Where(c => c != ' ').Select(c => Convert.ToString(Base32.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
