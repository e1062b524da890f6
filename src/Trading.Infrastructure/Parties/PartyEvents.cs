namespace Trading.Infrastructure.Parties;

/// <summary>The words keys of what can happen to a party.</summary>
public static class PartyEvents
{
    public const string OrganisationRegistered = "parties.event.organisation-registered";
    public const string OrganisationCorrected = "parties.event.organisation-corrected";
    public const string ReviewStarted = "parties.event.review-started";
    public const string ReviewTakenOver = "parties.event.review-taken-over";
    public const string ReviewDefects = "parties.event.review-defects";
    public const string ReviewPassed = "parties.event.review-passed";
    public const string AccountChangeRequested = "parties.event.account-change-requested";
    public const string AccountChangeApproved = "parties.event.account-change-approved";
    public const string AccountChangeRefused = "parties.event.account-change-refused";
    public const string PersonCreated = "parties.event.person-created";
    public const string RolesSet = "parties.event.roles-set";
    public const string PersonDisabled = "parties.event.person-disabled";
    public const string PersonEnabled = "parties.event.person-enabled";
    public const string SecondFactorReset = "parties.event.second-factor-reset";
    public const string PasswordReset = "parties.event.password-reset";
    public const string CentreFounded = "parties.event.centre-founded";
    public const string BankAccountOpened = "parties.event.bank-account-opened";
    public const string PaymentFormatSet = "parties.event.payment-format-set";
    public const string AccountChosen = "parties.event.account-chosen";
    public const string RoomOpened = "parties.event.room-opened";
    public const string RoomRetired = "parties.event.room-retired";
    public const string FeeScheduleSet = "parties.event.fee-schedule-set";
    public const string RevenueModelSet = "parties.event.revenue-model-set";
    public const string PostCreated = "parties.event.post-created";
    public const string PostAssigned = "parties.event.post-assigned";
}
