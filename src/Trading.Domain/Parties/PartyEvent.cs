namespace Trading.Domain.Parties;

/// <summary>What a <see cref="PartyEvent"/> is about.</summary>
public enum PartySubject
{
    Organisation,
    Person,
    Centre,
    Post,
}

/// <summary>
/// One line of the record of who changed what about a party: append-only, written in the transaction of the change. The key is a words key
/// <c>parties.event.…</c>; the detail is a name, role or reason, never a secret and never a number in clear.
/// </summary>
public sealed class PartyEvent
{
    public PartyEvent(PartySubject subject, long subjectId, string wordsKey, string? detail, long byUserId, DateTime atUtc)
    {
        Subject = subject;
        SubjectId = subjectId;
        WordsKey = wordsKey;
        Detail = detail;
        ByUserId = byUserId;
        AtUtc = atUtc;
    }

    public long Id { get; private set; }
    public PartySubject Subject { get; private set; }
    public long SubjectId { get; private set; }
    public string WordsKey { get; private set; }
    public string? Detail { get; private set; }
    public long ByUserId { get; private set; }
    public DateTime AtUtc { get; private set; }
}
