using System.Buffers;

namespace Trading.Infrastructure.Documents.Layout;

/// <summary>
/// Where a line may end (避头尾): between any two Han characters, but with no closing mark at a line's start and no opening mark at its end (GB/T 15834);
/// Latin words, numbers and amounts stay whole.
/// </summary>
internal static class Kinsoku
{
    private static readonly SearchValues<char> NotAtStart = SearchValues.Create("、。，．：；！？）》」』】〕〉”’…—·～％‰℃°,.:;!?)]}%");
    private static readonly SearchValues<char> NotAtEnd = SearchValues.Create("（《「『【〔〈“‘￥¥＄$([{№");

    private const int NoBreakSpace = 0xA0;

    public static bool MayBreak(int before, int after)
    {
        if (IsSpace(after) || before == NoBreakSpace || after == NoBreakSpace || Contains(NotAtStart, after))
        {
            return false;
        }

        return IsSpace(before) || (!Contains(NotAtEnd, before) && (IsIdeographic(before) || IsIdeographic(after)));
    }

    private static bool IsSpace(int codePoint) => codePoint is ' ' or 0x3000;

    private static bool Contains(SearchValues<char> marks, int codePoint) => codePoint <= char.MaxValue && marks.Contains((char)codePoint);

    private static bool IsIdeographic(int codePoint) => codePoint is
        (>= 0x2E80 and <= 0x9FFF) // radicals, CJK punctuation, kana, Han and extension A
        or (>= 0xF900 and <= 0xFAFF) // compatibility Han
        or (>= 0xFF00 and <= 0xFFEF) // full-width forms
        or (>= 0x20000 and <= 0x3FFFF); // Han extensions B and later
}
