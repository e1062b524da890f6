using System.Security.Cryptography;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Ledger;

/// <summary>An entry with everything that the chain binds; the canonical bytes leave out ids of accounts, which another database may number otherwise.</summary>
public sealed record EntryRecord(
    long Id, long CentreId, string Key, string Kind, string Subject, DateOnly ValueOn, DateOnly PostedOn, DateTime BookedAtUtc, long? ReversesId,
    IReadOnlyList<PostingRecord> Postings, byte[] RequestHash)
{
    private const string Reversing = "reverse:";

    /// <summary>Whether the hash under which the entry was asked for is that of what stands there: else its key would be taken for another request's.</summary>
    public bool IsOfItsRequest()
    {
        // A reversal's key names the key of the entry that it undoes.
        var reverses = ReversesId is not null && Key.StartsWith(Reversing, StringComparison.Ordinal) ? Key[Reversing.Length..] : null;
        var bytes = new CanonicalBytes().Add(CentreId).Add(Key).Add(Kind).Add(Subject).Add(ValueOn).Add(reverses);
        foreach (var posting in Postings)
        {
            bytes.Add(posting.Class).Add(posting.Subject).Add(posting.Currency).Add(posting.Amount);
        }

        return CryptographicOperations.FixedTimeEquals(bytes.Sha256(), RequestHash);
    }

    public byte[] ToCanonicalBytes()
    {
        var bytes = new CanonicalBytes().Add(Id).Add(CentreId).Add(Key).Add(Kind).Add(Subject).Add(ValueOn).Add(PostedOn).Add(BookedAtUtc).Add(ReversesId);
        foreach (var posting in Postings)
        {
            bytes.Add(posting.Line).Add(posting.Class).Add(posting.Subject).Add(posting.Currency).Add(posting.Amount);
        }

        return bytes.ToArray();
    }
}

public sealed record PostingRecord(long EntryId, int Line, string Class, string Subject, string Currency, Money Amount);
