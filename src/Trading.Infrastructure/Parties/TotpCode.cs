using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Infrastructure.Parties;

/// <summary>Codes as authenticator apps make them (RFC 6238: SHA-1, 30 seconds, six digits), and the half-minute that each belongs to.</summary>
internal static class TotpCode
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Seconds = 30;
    private const int Digits = 6;

    // Phones' clocks are off by some seconds, and people type slowly.
    private const int StepsAround = 2;

    /// <summary>The time step whose code this is, the nearest to now first; null where it is none of the accepted ones.</summary>
    /// <param name="key">In base 32, as <see cref="Microsoft.AspNetCore.Identity.UserManager{TUser}"/> keeps it.</param>
    /// <param name="code">What was typed.</param>
    /// <param name="now">The real time.</param>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        var secret = Bytes(key);
        var typed = Encoding.UTF8.GetBytes(code);
        var present = now.ToUnixTimeSeconds() / Seconds;
        return Enumerable.Range(-StepsAround, (2 * StepsAround) + 1)
            .OrderBy(Math.Abs)
            .Select(around => (long?)present + around)
            .FirstOrDefault(step => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(secret, step!.Value)), typed));
    }

    private static string Of(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The standard and every authenticator app use SHA-1 here.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf, 4)) & 0x7fffffff;
        return (number % (int)Math.Pow(10, Digits)).ToString("D" + Digits, CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string key)
    {
        var bits = 0;
        var count = 0;
        var bytes = new List<byte>();
        foreach (var letter in key.TrimEnd('='))
        {
            bits = ((bits << 5) | Base32.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal)) & 0xfff;
            count += 5;
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)((bits >> count) & 0xff));
            }
        }

        return [.. bytes];
    }
}
