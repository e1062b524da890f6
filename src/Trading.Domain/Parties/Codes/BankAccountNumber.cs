namespace Trading.Domain.Parties.Codes;

/// <summary>Whose account a number names; only cards carry a check digit.</summary>
public enum BankAccountKind
{
    /// <summary>An organisation's account (对公账户): each bank has its own length and no common check digit.</summary>
    Corporate,

    /// <summary>A person's bank card (ISO/IEC 7812): 16 to 19 digits with a Luhn check digit.</summary>
    Card,
}

/// <summary>
/// A bank account number as people type it. Of an organisation's account a machine can check the digits and the length only: a wrong digit passes,
/// and is found when the payer's account on the bank statement does not agree.
/// </summary>
public static class BankAccountNumber
{
    /// <summary>The number without the blanks and hyphens that people group digits with; the form to store and to compare.</summary>
    public static string Canonical(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return string.Concat(number.Where(c => !char.IsWhiteSpace(c) && c != '-'));
    }

    /// <summary>Checks the characters and the length (9 to 32 digits; cards 16 to 19), and of a card the Luhn check digit.</summary>
    public static CodeCheck Check(string number, BankAccountKind kind = BankAccountKind.Corporate)
    {
        var digits = Canonical(number);
        if (!digits.All(char.IsAsciiDigit))
        {
            return CodeCheck.Failed("code.bank.characters");
        }

        return kind switch
        {
            BankAccountKind.Corporate => digits.Length is >= 9 and <= 32 ? CodeCheck.Passed : CodeCheck.Failed("code.bank.length"),
            BankAccountKind.Card => CheckCard(digits),
        };
    }

    private static CodeCheck CheckCard(string digits) =>
        digits.Length is < 16 or > 19 ? CodeCheck.Failed("code.bank.card-length")
        : LuhnSum(digits) % 10 != 0 ? CodeCheck.Failed("code.bank.check-digit")
        : CodeCheck.Passed;

    private static int LuhnSum(string digits) => digits.Reverse().Select((c, i) => Weighted(c - '0', doubled: i % 2 == 1)).Sum();

    private static int Weighted(int digit, bool doubled) => (doubled, digit) switch
    {
        (false, _) => digit,
        (true, < 5) => digit * 2,
        (true, _) => (digit * 2) - 9,
    };
}
