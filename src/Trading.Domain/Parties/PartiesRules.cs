namespace Trading.Domain.Parties;

/// <summary>Rules about centres, people and organisations. Each is the suffix of a words key <c>rule.…</c>.</summary>
public static class PartiesRules
{
    /// <summary>A field that must be filled in is empty.</summary>
    public const string Required = "parties.required";

    /// <summary>A text is longer than {0} characters.</summary>
    public const string TooLong = "parties.too-long";

    /// <summary>No kind of organisation was chosen.</summary>
    public const string KindMissing = "parties.kind-missing";

    /// <summary>The account's name is not the organisation's name {0}.</summary>
    public const string AccountNameDiffers = "parties.account-name-differs";

    /// <summary>The telephone number is not one.</summary>
    public const string PhoneInvalid = "parties.phone-invalid";

    /// <summary>The e-mail address is not one.</summary>
    public const string EmailInvalid = "parties.email-invalid";

    /// <summary>The commitment has not been signed, or its text has changed since; {0} is the version in force.</summary>
    public const string CommitmentMissing = "parties.commitment-missing";

    /// <summary>An earlier step of the registration is not finished.</summary>
    public const string StepUnfinished = "parties.step-unfinished";

    /// <summary>An organisation with this unified social credit code is registered already.</summary>
    public const string AlreadyRegistered = "parties.already-registered";

    /// <summary>The person belongs to an organisation already.</summary>
    public const string AlreadyMember = "parties.already-member";

    /// <summary>An officer may not register an organisation.</summary>
    public const string OfficerMayNotRegister = "parties.officer-may-not-register";

    /// <summary>Another officer is reviewing this registration.</summary>
    public const string ReviewTaken = "parties.review-taken";

    /// <summary>The review has not been started, or has ended.</summary>
    public const string NotInReview = "parties.not-in-review";

    /// <summary>A review that finds fault says what: no defect was named.</summary>
    public const string DefectsMissing = "parties.defects-missing";

    /// <summary>A change of this organisation's bank account is already waiting to be decided.</summary>
    public const string AccountChangeOpen = "parties.account-change-open";

    /// <summary>The change of bank account has been decided already.</summary>
    public const string AccountChangeDecided = "parties.account-change-decided";

    /// <summary>What would be approved is not what was shown.</summary>
    public const string AccountChangeDiffers = "parties.account-change-differs";

    /// <summary>The new bank account is the present one.</summary>
    public const string AccountUnchanged = "parties.account-unchanged";

    /// <summary>Two roles may not be held by one person; the limits name them.</summary>
    public const string RolesConflict = "parties.roles-conflict";

    /// <summary>An officer has at least one role: without one the account would be nobody's to manage, and could register an organisation.</summary>
    public const string RolesMissing = "parties.roles-missing";

    /// <summary>The role {0} cannot be given by an administrator.</summary>
    public const string RoleUnknown = "parties.role-unknown";

    /// <summary>A role belongs to a centre, and the person to none; the limit names the role.</summary>
    public const string CentreMissing = "parties.centre-missing";

    /// <summary>A centre's parent must be of the kind above it.</summary>
    public const string CentreParent = "parties.centre-parent";

    /// <summary>A centre with the code {0} exists already.</summary>
    public const string CentreCodeTaken = "parties.centre-code-taken";

    /// <summary>The centre has a post with the key {0} already.</summary>
    public const string PostKeyTaken = "parties.post-key-taken";

    /// <summary>The centre has a room with the code {0} already.</summary>
    public const string RoomCodeTaken = "parties.room-code-taken";

    /// <summary>There is an administrator already, who opens every other account.</summary>
    public const string AdministratorExists = "parties.administrator-exists";

    /// <summary>No procedure has work for a post {0}.</summary>
    public const string PostKeyUnknown = "parties.post-key-unknown";

    /// <summary>The holder of a post and the deputy are two people.</summary>
    public const string DeputyIsHolder = "parties.deputy-is-holder";

    /// <summary>A deputy stands in for a holder: name the holder first.</summary>
    public const string DeputyWithoutHolder = "parties.deputy-without-holder";

    /// <summary>A post is held by people of its own centre.</summary>
    public const string NotOfThisCentre = "parties.not-of-this-centre";

    /// <summary>The user name {0} is taken.</summary>
    public const string UserNameTaken = "parties.user-name-taken";

    /// <summary>The e-mail address has an account already.</summary>
    public const string EmailTaken = "parties.email-taken";

    /// <summary>A password has at least {0} characters.</summary>
    public const string PasswordTooShort = "parties.password-too-short";

    /// <summary>The present password is wrong.</summary>
    public const string PasswordWrong = "parties.password-wrong";

    /// <summary>The new password is the present one.</summary>
    public const string PasswordUnchanged = "parties.password-unchanged";

    /// <summary>Administrators may not take their own rights or disable themselves.</summary>
    public const string NotYourself = "parties.not-yourself";
}
