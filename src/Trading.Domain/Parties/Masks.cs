namespace Trading.Domain.Parties;

/// <summary>
/// Personal data as screens show it: enough to recognise what one knows, too little to learn it (个人信息保护法 第五十一条, de-identification).
/// </summary>
public static class Masks
{
    /// <summary>The first three and last four characters of a resident ID: <c>110***********002X</c>.</summary>
    public static string ResidentId(string number) => Keep(number, first: 3, last: 4);

    /// <summary>The last four digits of a bank account: <c>************1234</c>.</summary>
    public static string BankAccount(string number) => Keep(number, first: 0, last: 4);

    // A value too short to hide anything is hidden whole.
    private static string Keep(string text, int first, int last)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hidden = text.Length - first - last;
        return hidden <= 0
            ? new string('*', text.Length)
            : string.Concat(text.AsSpan(0, first), new string('*', hidden), text.AsSpan(text.Length - last));
    }
}
