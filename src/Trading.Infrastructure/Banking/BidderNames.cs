using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Whether a payer is the bidder of a deposit by its registered name alone. Nothing is opened for it: the name finds organisations, and only the vault can say
/// whether the keyed tag of the participation is one of theirs.
/// </summary>
internal sealed class BidderNames
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    private readonly BidderSeal _seal;
    private readonly Dictionary<Guid, string> _tags;
    private readonly ILookup<string, long> _organisations;

    private BidderNames(BidderSeal seal, Dictionary<Guid, string> tags, ILookup<string, long> organisations) => (_seal, _tags, _organisations) = (seal, tags, organisations);

    /// <summary>Loads what a few deposits need, and whoever bears a name of those who paid.</summary>
    public static async Task<BidderNames> LoadAsync(TradingDbContext db, BidderSeal seal, IReadOnlyCollection<Deposit> deposits, IEnumerable<string> payers, CancellationToken ct)
    {
        var ids = deposits.Select(d => d.ParticipationId).ToArray();
        var names = payers.Where(p => p.Length > 0).SelectMany(Spellings).Distinct().ToArray();
        var tags = ids.Length == 0 ? [] : await db.Set<Participant>().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.UniqueTag }).ToDictionaryAsync(p => p.Id, p => p.UniqueTag, ct);
        var found = new List<(long Id, string Name)>();
        foreach (var part in names.Chunk(Chunk))
        {
            found.AddRange((await db.Set<Organisation>().Where(o => part.Contains(o.Name)).Select(o => new { o.Id, o.Name }).ToListAsync(ct)).Select(o => (o.Id, o.Name)));
        }

        return new BidderNames(seal, tags, found.ToLookup(o => PayerCheck.NormaliseName(o.Name), o => o.Id));
    }

    /// <summary>The organisation that takes part and bears exactly this name; null where the payer is another.</summary>
    public long? IdOf(Deposit deposit, string payer) => _tags.TryGetValue(deposit.ParticipationId, out var tag)
        ? _organisations[PayerCheck.NormaliseName(payer)].Where(id => _seal.UniqueTag(deposit.LotId, id) == tag).Select(id => (long?)id).FirstOrDefault()
        : null;

    // As the bank prints it, and with the brackets that registered names have in either form.
    private static IEnumerable<string> Spellings(string name)
    {
        var plain = PayerCheck.NormaliseName(name);
        return [name, plain, plain.Replace('(', '（').Replace(')', '）')];
    }
}
