using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Domain.Tendering;

/// <summary>
/// A draw that nobody can have chosen and everybody can repeat. A secret is committed to by its SHA-256 before bids can be known; the seed is
/// SHA-256(secret ‖ sorted receipt hashes), which nobody can know before the last bid, and the secret's holder cannot change afterwards.
/// All choices follow from the seed and the name of the question.
/// </summary>
/// <remarks>
/// To repeat a draw by hand: number the candidates 0, 1, … in ascending order of their receipt hashes. The stream of a question is
/// HMAC-SHA-256(seed, UTF-8 question ‖ block number, 8 bytes big-endian) for the blocks 0, 1, …, read as big-endian 64-bit numbers. A number not
/// below the greatest multiple of n that fits into 64 bits is skipped, the next one modulo n is the choice: each of n is equally likely.
/// </remarks>
public static class Draw
{
    /// <summary>Bytes of a secret.</summary>
    public const int SecretLength = 32;

    private const int HashLength = 32;

    /// <summary>What is published before bids can be known: SHA-256 of the secret.</summary>
    public static byte[] Commitment(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretLength, nameof(secret));
        return SHA256.HashData(secret);
    }

    /// <summary>SHA-256 of the secret followed by the 32-byte receipt hashes in ascending order of their bytes; their order as given does not matter.</summary>
    public static byte[] Seed(ReadOnlySpan<byte> secret, IEnumerable<byte[]> receiptHashes)
    {
        ArgumentNullException.ThrowIfNull(receiptHashes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretLength, nameof(secret));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(secret);
        foreach (var receipt in Sorted(receiptHashes))
        {
            hash.AppendData(receipt);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Receipt hashes in the order in which candidates are numbered: ascending by their bytes.</summary>
    public static IReadOnlyList<byte[]> Sorted(IEnumerable<byte[]> receiptHashes)
    {
        ArgumentNullException.ThrowIfNull(receiptHashes);
        var sorted = receiptHashes.ToList();
        if (sorted.Exists(h => h.Length != HashLength))
        {
            throw new ArgumentException("A receipt hash has 32 bytes.", nameof(receiptHashes));
        }

        sorted.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        return sorted;
    }

    /// <summary>One of <paramref name="count"/> candidates, by number; each equally likely.</summary>
    public static int Choose(byte[] seed, string question, int count) => Shuffle(seed, question, count)[0];

    /// <summary>All candidates' numbers in drawn order; each order equally likely (Fisher–Yates from the front).</summary>
    public static IReadOnlyList<int> Shuffle(byte[] seed, string question, int count)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentException.ThrowIfNullOrEmpty(question);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var order = Enumerable.Range(0, count).ToArray();
        using var numbers = Numbers(seed, question).GetEnumerator();
        for (var place = 0; place < count - 1; place++)
        {
            var drawn = place + Below(count - place, numbers);
            (order[place], order[drawn]) = (order[drawn], order[place]);
        }

        return order;
    }

    /// <summary>Whether a published secret is the one committed to, and a published order is the one that follows from it.</summary>
    public static bool Verify(byte[] commitment, byte[] secret, IEnumerable<byte[]> receiptHashes, string question, IReadOnlyList<int> drawnOrder)
    {
        ArgumentNullException.ThrowIfNull(drawnOrder);
        return secret is { Length: SecretLength }
            && drawnOrder.Count > 0
            && Commitment(secret).AsSpan().SequenceEqual(commitment)
            && Shuffle(Seed(secret, receiptHashes), question, drawnOrder.Count).SequenceEqual(drawnOrder);
    }

    private static int Below(int count, IEnumerator<ulong> numbers)
    {
        var n = (ulong)count;
        var fair = ulong.MaxValue - (ulong.MaxValue % n);
        do
        {
            numbers.MoveNext();
        }
        while (numbers.Current >= fair);

        return (int)(numbers.Current % n);
    }

    private static IEnumerable<ulong> Numbers(byte[] seed, string question)
    {
        var label = Encoding.UTF8.GetBytes(question);
        var message = new byte[label.Length + sizeof(ulong)];
        label.CopyTo(message, 0);
        for (ulong block = 0; ; block++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(label.Length), block);
            var bytes = HMACSHA256.HashData(seed, message);
            for (var at = 0; at < bytes.Length; at += sizeof(ulong))
            {
                yield return BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at));
            }
        }
    }
}
