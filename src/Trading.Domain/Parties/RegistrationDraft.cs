namespace Trading.Domain.Parties;

/// <summary>
/// A registration in the making, one per person, saved step by step and resumed from anywhere. A step is stored only when nothing is wrong
/// with it; the whole is checked again at the end, because an earlier step may have been changed.
/// </summary>
public sealed class RegistrationDraft
{
    private RegistrationDraft()
    {
    }

    public long UserId { get; private set; }
    public OrganisationStep? Organisation { get; private set; }
    public Representative? Representative { get; private set; }
    public AccountStep? Account { get; private set; }
    public Commitment? Commitment { get; private set; }
    public DateTime ChangedAtUtc { get; private set; }
    public long Version { get; private set; }

    public static RegistrationDraft Start(long userId, DateTime nowUtc) => new() { UserId = userId, ChangedAtUtc = nowUtc };

    /// <summary>Stores the step. A signature given for other statements no longer counts.</summary>
    public void Set(OrganisationStep organisation, DateTime nowUtc)
    {
        Organisation = organisation;
        Changed(nowUtc);
    }

    /// <summary>Stores the step. A signature given for other statements no longer counts.</summary>
    public void Set(Representative representative, DateTime nowUtc)
    {
        Representative = representative;
        Changed(nowUtc);
    }

    /// <summary>Stores the step. A signature given for other statements no longer counts.</summary>
    public void Set(AccountStep account, DateTime nowUtc)
    {
        Account = account;
        Changed(nowUtc);
    }

    /// <summary>Signs what has been stated.</summary>
    /// <exception cref="Shared.RuleBrokenException"><see cref="PartiesRules.StepUnfinished"/>.</exception>
    public void Sign(Commitment commitment, DateTime nowUtc)
    {
        if (!ReadyToSign)
        {
            throw new Shared.RuleBrokenException(PartiesRules.StepUnfinished);
        }

        Commitment = commitment;
        ChangedAtUtc = nowUtc;
        Version++;
    }

    public bool ReadyToSign => Organisation is not null && Representative is not null && Account is not null;

    public bool ReadyToSubmit => ReadyToSign && Commitment is not null;

    private void Changed(DateTime nowUtc)
    {
        Commitment = null;
        ChangedAtUtc = nowUtc;
        Version++;
    }
}
