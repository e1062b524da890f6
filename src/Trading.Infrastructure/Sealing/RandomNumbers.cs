using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Numbers that people read out and type in, random so that none tells how many came before it. All end in a check character that catches
/// every single wrong character and, except for a few pairs of digits in sub-account numbers, every exchange of neighbours. A collision is
/// refused by the caller's unique index, and the caller draws again.
/// </summary>
public static class RandomNumbers
{
    /// <summary>Length of receipt, refusal and end-to-end numbers.</summary>
    public const int Length = 16;

    /// <summary>Length of sub-account numbers.</summary>
    public const int SubAccountLength = 14;

    /// <summary>Digits and capitals without 0 O, 1 I L: 31 characters, a prime, so that a weighted sum sees every error in one place.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    // Thirteen digits, the first of them not 0; there are few enough for 64 bits to be spread evenly.
    private const ulong FirstSubAccount = 1_000_000_000_000;
    private const ulong SubAccounts = 9_000_000_000_000;

    private const char ReceiptLetter = 'R';
    private const char RefusalLetter = 'X';
    private const char PaymentLetter = 'P';

    /// <summary>The number of a receipt for a sealed bid: R, 14 random characters (69 bits), a check character.</summary>
    public static string NewReceipt() => New(ReceiptLetter);

    /// <summary>The number of a refused bid: X, 14 random characters, a check character.</summary>
    public static string NewRefusal() => New(RefusalLetter);

    /// <summary>The end-to-end id of a payment that goes to the bank: P, 14 random characters, a check character.</summary>
    public static string NewEndToEndId() => New(PaymentLetter);

    /// <summary>
    /// A sub-account number of a deposit: 13 random digits (the first not 0, and all within the 15 that spreadsheets keep) and a check digit by
    /// ISO 7064 MOD 11,10.
    /// </summary>
    public static string NewSubAccount() => SubAccount(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>The sub-account number that eight or more uniformly distributed bytes stand for; the first eight count.</summary>
    internal static string SubAccount(ReadOnlySpan<byte> random)
    {
        var number = (FirstSubAccount + (BinaryPrimitives.ReadUInt64BigEndian(random) % SubAccounts)).ToString(CultureInfo.InvariantCulture);
        return number + CheckDigit(number);
    }

    public static bool IsEndToEndId(string? number) =>
        number is { Length: Length } && number[0] == PaymentLetter && number.All(c => Alphabet.Contains(c, StringComparison.Ordinal))
        && number[^1] == CheckCharacter(number[..^1]);

    /// <summary>Whether a text has the form of a sub-account number, check digit and all; whether it is anybody's is another question.</summary>
    public static bool IsSubAccount(string? number) =>
        number is { Length: SubAccountLength } && number[0] is >= '1' and <= '9' && number.All(char.IsAsciiDigit) && number[^1] == CheckDigit(number[..^1]);

    private static string New(char kind)
    {
        var number = kind + RandomNumberGenerator.GetString(Alphabet, Length - 2);
        return number + CheckCharacter(number);
    }

    // Weights 2, 3, …, 16 differ modulo 31, so neighbours cannot be exchanged unseen, and none is 0, so no single change is unseen.
    private static char CheckCharacter(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            sum += (i + 2) * Alphabet.IndexOf(number[i], StringComparison.Ordinal);
        }

        return Alphabet[sum % Alphabet.Length];
    }

    private static char CheckDigit(string digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (product + (digit - '0')) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (char)('0' + ((11 - product) % 10));
    }
}
