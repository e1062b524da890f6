using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Trading.Domain.Ledger;

/// <summary>The chains of hashes of an installation.</summary>
public enum Chain
{
    /// <summary>Of sealed entries.</summary>
    Journal,

    /// <summary>Of procedure events.</summary>
    Events,
}

/// <summary>
/// What a chain was when somebody looked: its newest link, how many records it binds, and the debits that they book. Written and signed outside
/// the database, it shows a chain that was rewritten as a whole, which the chain itself cannot. Checkpoints of one chain are numbered from 1 without a
/// gap, and each names the digest of the one before it: who keeps one digest keeps all checkpoints up to it.
/// </summary>
/// <remarks>Count and debits tell of unopened lots: a checkpoint is for the operator of the server alone, and only its digest is told to others.</remarks>
public sealed partial record Checkpoint
{
    private const string Form = "checkpoint-1";
    private const string Nothing = "-";
    private const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>What the first checkpoint names as the digest of the one before it: 32 zero bytes.</summary>
    public static readonly byte[] Root = new byte[SHA256.HashSizeInBytes];

    public required Chain Chain { get; init; }
    public required long Number { get; init; }

    /// <summary>The place of the newest link; 0 where the chain is still empty.</summary>
    public required long Seq { get; init; }

    /// <summary>The hash of the newest link; 32 zero bytes where the chain is still empty.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>How many links there are, counted.</summary>
    public required long Count { get; init; }

    /// <summary>The sum of all debits of the chained entries in each currency, in fen. None for events.</summary>
    public required IReadOnlyDictionary<string, long> Debits { get; init; }

    /// <summary>The system's time, which no demonstration moves.</summary>
    public required DateTime MadeAtUtc { get; init; }

    /// <summary>The digest of the checkpoint before this one.</summary>
    public required byte[] Previous { get; init; }

    /// <summary>
    /// The text that is signed: form, chain, number, place, hash, count, debits, time and digest of the one before, parted by one space each. The same
    /// content has one text only.
    /// </summary>
    /// <example><c>checkpoint-1 journal 2 4711 9f86… 4711 CNY=6000000 2026-03-02T01:00:00.000Z 60303a…</c></example>
    public string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Form} {NameOf(Chain)} {Number} {Seq} {Convert.ToHexStringLower(Hash)} {Count} {DebitsText()} {MadeAtUtc.ToString(InstantForm, CultureInfo.InvariantCulture)} {Convert.ToHexStringLower(Previous)}");

    /// <summary>Reads what <see cref="ToText"/> wrote; false for any other text, even one that means the same.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        checkpoint = null;
        if (Line().Match(text) is not { Success: true } line || !TryReadFields(line.Groups, out var read) || read.ToText() != text)
        {
            return false;
        }

        checkpoint = read;
        return true;
    }

    /// <summary>The chain as texts, files and findings name it: <c>journal</c>, <c>events</c>.</summary>
    public static string NameOf(Chain chain) => chain switch
    {
        Chain.Journal => "journal",
        Chain.Events => "events",
    };

    private static bool TryReadFields(GroupCollection fields, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (!TryNumber(fields["number"].Value, out var number) || !TryNumber(fields["seq"].Value, out var seq) || !TryNumber(fields["count"].Value, out var count)
            || !TryDebits(fields["debits"].Value, out var debits)
            || !DateTime.TryParseExact(fields["at"].Value, InstantForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            return false;
        }

        checkpoint = new Checkpoint
        {
            Chain = fields["chain"].Value == NameOf(Chain.Journal) ? Chain.Journal : Chain.Events,
            Number = number,
            Seq = seq,
            Hash = Convert.FromHexString(fields["hash"].Value),
            Count = count,
            Debits = debits,
            MadeAtUtc = at,
            Previous = Convert.FromHexString(fields["previous"].Value),
        };
        return true;
    }

    private static bool TryDebits(string text, out SortedDictionary<string, long> debits)
    {
        debits = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var sum in text == Nothing ? [] : text.Split(','))
        {
            if (!TryNumber(sum[4..], out var fen) || !debits.TryAdd(sum[..3], fen))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private string DebitsText() => Debits.Count == 0
        ? Nothing
        : string.Join(',', Debits.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key}={d.Value}")));

    [GeneratedRegex(
        @"\Acheckpoint-1 (?<chain>journal|events) (?<number>\d+) (?<seq>\d+) (?<hash>[0-9a-f]{64}) (?<count>\d+) (?<debits>-|[A-Z]{3}=\d+(,[A-Z]{3}=\d+)*) (?<at>\S+) (?<previous>[0-9a-f]{64})\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}

/// <summary>A checkpoint with its signature: one line of the file.</summary>
public sealed record SignedCheckpoint
{
    private SignedCheckpoint(Checkpoint content, byte[] signature, string line) => (Content, Signature, LineText) = (content, signature, line);

    public Checkpoint Content { get; }

    /// <summary>Over the bytes of <see cref="Checkpoint.ToText"/>.</summary>
    public byte[] Signature { get; }

    /// <summary>The text of the checkpoint, a space, and the signature in base64.</summary>
    public string LineText { get; }

    /// <summary>
    /// SHA-256 of the line. It can be told to anybody: the signature is part of it, so that nobody can find out what it stands for by trying counts and
    /// sums.
    /// </summary>
    public byte[] Digest => SHA256.HashData(Encoding.ASCII.GetBytes(LineText));

    public static SignedCheckpoint Of(Checkpoint content, byte[] signature)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new SignedCheckpoint(content, signature, $"{content.ToText()} {Convert.ToBase64String(signature)}");
    }

    /// <summary>Reads a line of the file; false for anything that is not exactly one. Whether the signature is right is not asked here.</summary>
    public static bool TryRead(string line, [NotNullWhen(true)] out SignedCheckpoint? signed)
    {
        ArgumentNullException.ThrowIfNull(line);
        signed = null;
        var last = line.LastIndexOf(' ');
        var signature = new byte[256];
        if (last < 0 || !Convert.TryFromBase64String(line[(last + 1)..], signature, out var length) || !Checkpoint.TryRead(line[..last], out var content))
        {
            return false;
        }

        var read = Of(content, signature[..length]);
        signed = read.LineText == line ? read : null;
        return signed is not null;
    }
}
