using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;

namespace Trading.Domain.Parties;

/// <summary>
/// An owner, agency or bidder. It registers once, free of charge, from anywhere, and may take documents, pay and bid from that moment: staff
/// review its statements beside, and no <see cref="ReviewState"/> is ever asked for by what it may do.
/// </summary>
public sealed class Organisation
{
    private readonly List<OrganisationAccount> _accounts = [];
    private readonly List<ReviewFinding> _findings = [];

    private Organisation()
    {
    }

    public long Id { get; private set; }
    public OrganisationKinds Kinds { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>统一社会信用代码, canonical; unique on the platform and never changed.</summary>
    public string CreditCode { get; private set; } = "";
    public string Address { get; private set; } = "";
    public string ContactName { get; private set; } = "";
    public string ContactPhone { get; private set; } = "";
    public string ContactEmail { get; private set; } = "";
    public string RepresentativeName { get; private set; } = "";

    /// <summary>The resident ID, encrypted by a key that is not in the database.</summary>
    public string RepresentativeIdProtected { get; private set; } = "";

    /// <summary>What screens show of it.</summary>
    public string RepresentativeIdMasked { get; private set; } = "";
    public Commitment Commitment { get; private set; } = null!;
    public DateTime RegisteredAtUtc { get; private set; }

    public ReviewState ReviewState { get; private set; }

    /// <summary>The centre that took the review; the others leave it to that one. Null: any centre may take it.</summary>
    public long? ReviewCentreId { get; private set; }
    public long? ReviewedByUserId { get; private set; }
    public DateTime? ReviewedAtUtc { get; private set; }
    public IReadOnlyList<ReviewFinding> Findings => _findings;

    /// <summary>Every account that it ever had, the present one included.</summary>
    public IReadOnlyList<OrganisationAccount> Accounts => _accounts;

    /// <summary>The account in force: deposits come from it and go back to it.</summary>
    public OrganisationAccount Account => _accounts.Single(a => a.UntilUtc is null);
    public long Version { get; private set; }

    /// <summary>
    /// Registers. The caller has shown every <see cref="RegistrationChecks"/> defect already; here the one that money depends on is asked again.
    /// </summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.AccountNameDiffers"/>.</exception>
    public static Organisation Register(
        OrganisationStep facts, Representative representative, AccountStep account, Commitment commitment, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(account);
        var organisation = new Organisation
        {
            Kinds = facts.Kinds,
            Name = facts.Name.Trim(),
            CreditCode = CodeText.Canonical(facts.CreditCode),
            Commitment = commitment,
            RegisteredAtUtc = nowUtc,
        };
        organisation.SetContact(facts.Address, facts.ContactName, facts.ContactPhone, facts.ContactEmail);
        organisation.SetRepresentative(representative);
        organisation.OpenAccount(account, nowUtc);
        return organisation;
    }

    /// <summary>Corrects address, contact and, where given, the legal representative. What was reviewed is to be looked at again.</summary>
    public void Update(OrganisationContact contact, Representative? representative)
    {
        ArgumentNullException.ThrowIfNull(contact);
        SetContact(contact.Address, contact.ContactName, contact.ContactPhone, contact.ContactEmail);
        if (representative is not null)
        {
            SetRepresentative(representative);
        }

        LookAgain();
    }

    /// <summary>Takes the review. Taking again what is in one's own hands does nothing.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.ReviewTaken"/>: another officer or another centre has it.</exception>
    public void StartReview(long officerId, long centreId)
    {
        var taken = (ReviewState == ReviewState.InReview && ReviewedByUserId != officerId) || (ReviewCentreId ?? centreId) != centreId;
        if (taken)
        {
            throw new RuleBrokenException(PartiesRules.ReviewTaken);
        }

        if (ReviewState == ReviewState.InReview)
        {
            return;
        }

        ReviewState = ReviewState.InReview;
        ReviewCentreId = centreId;
        ReviewedByUserId = officerId;
        ReviewedAtUtc = null;
        Version++;
    }

    /// <summary>Takes the review over from a colleague of the same centre: nothing waits for one person's return.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotInReview"/>, <see cref="PartiesRules.ReviewTaken"/>: another centre has it.</exception>
    public void TakeOverReview(long officerId, long centreId)
    {
        if (ReviewState != ReviewState.InReview)
        {
            throw new RuleBrokenException(PartiesRules.NotInReview);
        }

        if (ReviewCentreId != centreId)
        {
            throw new RuleBrokenException(PartiesRules.ReviewTaken);
        }

        ReviewedByUserId = officerId;
        Version++;
    }

    /// <summary>Ends the review with everything that is wrong, told at once.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotInReview"/>, <see cref="PartiesRules.DefectsMissing"/>.</exception>
    public void FindDefects(IReadOnlyCollection<ReviewFinding> findings, long officerId, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (findings.Count == 0)
        {
            throw new RuleBrokenException(PartiesRules.DefectsMissing);
        }

        EndReview(ReviewState.Defects, officerId, nowUtc);
        _findings.Clear();
        _findings.AddRange(findings.Distinct());
    }

    /// <summary>Ends the review: nothing was found wrong.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.NotInReview"/>.</exception>
    public void PassReview(long officerId, DateTime nowUtc)
    {
        EndReview(ReviewState.Reviewed, officerId, nowUtc);
        _findings.Clear();
    }

    /// <summary>Puts the account of an approved request in force; the earlier one stays on record.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.AccountNameDiffers"/>, <see cref="PartiesRules.AccountUnchanged"/>.</exception>
    internal void ChangeAccount(AccountStep account, DateTime nowUtc)
    {
        EnsureAccountDiffers(account);
        Account.Close(nowUtc);
        OpenAccount(account, nowUtc);
        Version++;
    }

    /// <summary>A change to the account that is in force already changes nothing and is refused.</summary>
    /// <exception cref="RuleBrokenException"><see cref="PartiesRules.AccountUnchanged"/>.</exception>
    public void EnsureAccountDiffers(AccountStep account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var present = Account;
        if (present.AccountNumber == BankAccountNumber.Canonical(account.AccountNumber)
            && present.BankName == account.BankName.Trim()
            && present.IsBasic == account.IsBasic)
        {
            throw new RuleBrokenException(PartiesRules.AccountUnchanged);
        }
    }

    /// <summary>The record is still the one that its editor saw.</summary>
    /// <exception cref="RuleBrokenException"><see cref="SharedRules.ChangedMeanwhile"/>.</exception>
    public void EnsureVersion(long seen)
    {
        if (seen != Version)
        {
            throw new RuleBrokenException(SharedRules.ChangedMeanwhile);
        }
    }

    private void EndReview(ReviewState state, long officerId, DateTime nowUtc)
    {
        if (ReviewState != ReviewState.InReview || ReviewedByUserId != officerId)
        {
            throw new RuleBrokenException(PartiesRules.NotInReview);
        }

        ReviewState = state;
        ReviewedAtUtc = nowUtc;
        Version++;
    }

    // The findings stay in sight until the next review: who corrects one of three must still see the other two.
    private void LookAgain()
    {
        ReviewState = ReviewState.NotReviewed;
        ReviewedByUserId = null;
        ReviewedAtUtc = null;
        Version++;
    }

    private void SetContact(string address, string name, string phone, string email)
    {
        Address = address.Trim();
        ContactName = name.Trim();
        ContactPhone = phone.Trim();
        ContactEmail = email.Trim();
    }

    private void SetRepresentative(Representative representative)
    {
        RepresentativeName = representative.Name;
        RepresentativeIdProtected = representative.IdProtected;
        RepresentativeIdMasked = representative.IdMasked;
    }

    private void OpenAccount(AccountStep account, DateTime nowUtc)
    {
        if (!PartyNames.Same(account.AccountName, Name))
        {
            throw new RuleBrokenException(PartiesRules.AccountNameDiffers, Name);
        }

        _accounts.Add(OrganisationAccount.Open(account, nowUtc));
    }
}
