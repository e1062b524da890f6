namespace Trading.Domain.Shared;

/// <summary>Reads capitals from the left: each unit must be smaller than the one before it, inside its 万 and 亿.</summary>
internal ref struct ChineseAmountReader
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private ReadOnlySpan<char> _rest;

    private ChineseAmountReader(ReadOnlySpan<char> words) => _rest = words;

    public static bool TryRead(string words, out Money amount)
    {
        ArgumentNullException.ThrowIfNull(words);
        amount = Money.Zero;
        var text = words.AsSpan().Trim();
        if (text.StartsWith("人民币"))
        {
            text = text[3..];
        }

        // 整 says that nothing follows; after 分, which already is the last place, the rules forbid it.
        var closed = text.EndsWith("整") || text.EndsWith("正");
        text = closed ? text[..^1] : text;
        var yuanEnd = text.IndexOfAny('元', '圆');
        if ((closed && text.EndsWith("分")) || text.IsEmpty)
        {
            return false;
        }

        var whole = new ChineseAmountReader(yuanEnd < 0 ? [] : text[..yuanEnd]);
        var fraction = new ChineseAmountReader(text[(yuanEnd + 1)..]);
        long yuan = 0;
        if ((yuanEnd >= 0 && !whole.TryWhole(out yuan)) || !fraction.TryFraction(out var fen))
        {
            return false;
        }

        amount = new Money((yuan * 100) + fen);
        return true;
    }

    private bool TryWhole(out long yuan)
    {
        yuan = 0;
        if (_rest is "零")
        {
            return true;
        }

        var unit = _rest.IndexOf('亿');
        if (unit < 0)
        {
            return TryMyriads(out yuan);
        }

        var above = new ChineseAmountReader(_rest[..unit]);
        var below = new ChineseAmountReader(_rest[(unit + 1)..]);
        if (!above.TryMyriads(out var high) || !below.TryRest(out var low))
        {
            return false;
        }

        yuan = (high * 100_000_000) + low;
        return true;
    }

    private bool TryRest(out long number)
    {
        number = 0;
        return _rest.IsEmpty || TryMyriads(out number);
    }

    private bool TryMyriads(out long number)
    {
        number = 0;
        var unit = _rest.IndexOf('万');
        if (unit < 0)
        {
            return TryThousands(out number);
        }

        var above = new ChineseAmountReader(_rest[..unit]);
        var below = new ChineseAmountReader(_rest[(unit + 1)..]);
        long low = 0;
        if (!above.TryThousands(out var high) || (!below._rest.IsEmpty && !below.TryThousands(out low)))
        {
            return false;
        }

        number = (high * 10_000) + low;
        return true;
    }

    private bool TryThousands(out long number)
    {
        number = 0;
        var last = 10_000L;
        while (!_rest.IsEmpty)
        {
            SkipOneZero();
            if (!TryDigit(out var digit))
            {
                return false;
            }

            var place = TakePlace();
            if (place >= last)
            {
                return false;
            }

            number += digit * place;
            last = place;
        }

        return number > 0;
    }

    private bool TryFraction(out long fen)
    {
        fen = 0;
        if (_rest.IsEmpty)
        {
            return true;
        }

        SkipOneZero();
        if (!TryDigit(out var digit) || !TryPlace(out var place))
        {
            return false;
        }

        fen = digit * place;
        if (place == 10 && TryDigit(out var second))
        {
            fen += second;
            return TryPlace(out var smaller) && smaller == 1 && _rest.IsEmpty;
        }

        return _rest.IsEmpty;
    }

    private void SkipOneZero()
    {
        if (_rest.StartsWith("零"))
        {
            _rest = _rest[1..];
        }
    }

    private bool TryDigit(out long digit)
    {
        digit = _rest.IsEmpty ? -1 : Digits.IndexOf(_rest[0], StringComparison.Ordinal);
        if (digit <= 0)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private long TakePlace()
    {
        var place = _rest.IsEmpty ? 1L : _rest[0] switch { '仟' => 1000L, '佰' => 100L, '拾' => 10L, _ => 1L };
        _rest = place == 1 ? _rest : _rest[1..];
        return place;
    }

    private bool TryPlace(out long fen)
    {
        fen = _rest.IsEmpty ? 0 : _rest[0] switch { '角' => 10L, '分' => 1L, _ => 0L };
        if (fen == 0)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }
}
