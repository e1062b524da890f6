namespace Trading.Domain.Parties;

/// <summary>Where a requested change of bank account stands.</summary>
public enum AccountChangeState
{
    Requested,
    Approved,
    Refused,
}
