namespace Trading.Domain.Parties;

/// <summary>A room of a centre in which openings and evaluations are held. It is retired, never removed: records of the past may name it.</summary>
public sealed class Room
{
    private Room(long centreId, string code, string nameZh, string nameEn, int capacity)
    {
        CentreId = centreId;
        Code = code;
        NameZh = nameZh;
        NameEn = nameEn;
        Capacity = capacity;
        IsActive = true;
    }

    public long Id { get; private set; }
    public long CentreId { get; private set; }

    /// <summary>What stands on its door; unique in its centre.</summary>
    public string Code { get; private set; }
    public string NameZh { get; private set; }
    public string NameEn { get; private set; }

    /// <summary>How many people it holds.</summary>
    public int Capacity { get; private set; }

    /// <summary>False once it is no longer used.</summary>
    public bool IsActive { get; private set; }

    public static Room Open(long centreId, string code, string nameZh, string nameEn, int capacity) => new(centreId, code, nameZh, nameEn, capacity);

    /// <summary>Takes it out of use; a second telling changes nothing.</summary>
    public void Retire() => IsActive = false;
}
