using System.Text;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>The two encodings of bank files, strict in both directions: a byte that means nothing is refused, never replaced.</summary>
internal static class BankEncoding
{
    /// <summary>What one import may hold in memory; the limit that a centre sets for its uploads is its own and lower.</summary>
    internal const int MaxBytes = 32 * 1024 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    private static readonly Encoding StrictGb18030 = CreateGb18030();

    public static Encoding Of(string name) => name switch
    {
        "gb18030" => StrictGb18030,
        "utf-8" => StrictUtf8,
        _ => throw new InvalidOperationException($"A bank file is in gb18030 or utf-8, not in {name}."),
    };

    /// <summary>The text of a bank file without its byte order mark.</summary>
    public static string Decode(Stream file, string name) => Decode(ReadAll(file), name);

    /// <summary>The same of a file that is read already.</summary>
    public static string Decode(byte[] bytes, string name)
    {
        var marked = bytes.AsSpan().StartsWith(StrictUtf8.Preamble);
        var encoding = marked ? StrictUtf8 : Of(name);
        var content = bytes.AsMemory(marked ? StrictUtf8.Preamble.Length : 0);
        try
        {
            return encoding.GetString(content.Span);
        }
        catch (DecoderFallbackException e)
        {
            var before = content.Span[..Math.Clamp(e.Index, 0, content.Length)];
            throw new RuleBrokenException(BankingRules.WrongEncoding, before.Count((byte)'\n') + 1, marked ? "utf-8" : name);
        }
    }

    /// <summary>The whole file.</summary>
    /// <exception cref="RuleBrokenException"><c>banking.file-too-large</c></exception>
    public static byte[] ReadAll(Stream file)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > MaxBytes)
            {
                throw new RuleBrokenException(BankingRules.FileTooLarge, MaxBytes / (1024 * 1024));
            }
        }

        return memory.ToArray();
    }

    private static Encoding CreateGb18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
