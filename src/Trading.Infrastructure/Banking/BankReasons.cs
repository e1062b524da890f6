namespace Trading.Infrastructure.Banking;

/// <summary>Why a bank did not carry out a payment, in words: it may give no more than a code of ISO 20022.</summary>
public static class BankReasons
{
    /// <summary>The code's meaning with what else the bank says; what begins with no code that is known stays as it is.</summary>
    public static string Text(string reason, WordsLanguage language)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return IsCoded(reason) ? $"{Words.Get(KeyOf(reason), language)} {reason}" : reason;
    }

    /// <summary>Whether it begins with a code that there are words for.</summary>
    public static bool IsCoded(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Words.Has(KeyOf(reason));
    }

    internal static string KeyOf(string reason) => $"banking.reason.{reason.Split(' ', 2)[0]}";
}
