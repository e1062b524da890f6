namespace Trading.Domain.Shared;

/// <summary>
/// Full-width letters, digits and punctuation (Ａ-Ｚ ０-９ （ ） － ． ， ： and the rest of U+FF01–FF5E) and the ideographic space as their ASCII
/// twins; ￥ as ¥. Chinese input methods and bank printouts mix both for the same thing. Everything else stays as it is.
/// </summary>
public static class HalfWidth
{
    private const char First = '！';
    private const char Last = '～';
    private const int Distance = First - '!';

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(text.Length, text, (result, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                result[i] = Of(source[i]);
            }
        });
    }

    private static char Of(char c) => c switch
    {
        >= First and <= Last => (char)(c - Distance),
        '\u3000' => ' ',
        '￥' => '¥',
        _ => c,
    };
}
