namespace Trading.Domain.Tendering;

/// <summary>
/// The one draw of a lot: all opened bids in an order that is fixed with the opening, before anybody judges a bid. Whatever ties are found later are
/// told apart by their places in it, so neither an adjustment nor a rejection can change who comes before whom.
/// </summary>
public sealed class DrawnOrder
{
    /// <summary>What is asked of the seed, always the same.</summary>
    public const string Question = "order";

    private readonly Dictionary<string, int> _places = [];

    private DrawnOrder(byte[] seed, IReadOnlyList<byte[]> numbered, IReadOnlyList<int> numbers)
    {
        (Seed, Numbered, Numbers) = (seed, numbered, numbers);
        foreach (var (place, number) in numbers.Index())
        {
            _places[Convert.ToHexString(numbered[number])] = place;
        }
    }

    /// <summary>SHA-256 of the secret followed by the sorted receipt hashes of all opened bids.</summary>
    public byte[] Seed { get; }

    /// <summary>The receipt hashes in ascending order: bid number 0, 1, …</summary>
    public IReadOnlyList<byte[]> Numbered { get; }

    /// <summary>The numbers of all opened bids in drawn order.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>Draws the order of all opened bids, whether they were read, rejected by rule or unreadable; at least one.</summary>
    public static DrawnOrder Of(byte[] secret, IEnumerable<byte[]> receiptHashes)
    {
        var numbered = Draw.Sorted(receiptHashes);
        var seed = Draw.Seed(secret, numbered);
        return new DrawnOrder(seed, numbered, Draw.Shuffle(seed, Question, numbered.Count));
    }

    /// <summary>The place of an opened bid, by its receipt hash: 0 comes first.</summary>
    public int PlaceOf(byte[] receiptHash) => _places[Convert.ToHexString(receiptHash)];
}
