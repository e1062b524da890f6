namespace Trading.Domain.Rulebooks;

/// <summary>Refusals of the rulebooks themselves.</summary>
public static class RulebookRules
{
    /// <summary>{0}: the key. A centre or a project named a rule that the national layer does not have.</summary>
    public const string UnknownKey = "rulebooks.unknown-key";

    /// <summary>{0}: the key. The layer may not set this rule.</summary>
    public const string NotSettable = "rulebooks.not-settable";

    /// <summary>{0}: the key, {1}: what is allowed, {2}: what was received.</summary>
    public const string OutOfBounds = "rulebooks.out-of-bounds";

    /// <summary>{0}: the key, {1}: what was received. The text is not a value of the rule's unit.</summary>
    public const string MalformedValue = "rulebooks.malformed-value";

    /// <summary>{0}: the key. A value of the centre's own needs its source, in at most 200 characters.</summary>
    public const string NoCitation = "rulebooks.no-citation";

    /// <summary>{0}: the keys. Nothing is published in production under a rule that the centre has not confirmed.</summary>
    public const string Unconfirmed = "rulebooks.unconfirmed";

    /// <summary>No row was chosen.</summary>
    public const string NothingChosen = "rulebooks.nothing-chosen";

    /// <summary>{0}: the key. The centre's row was approved before.</summary>
    public const string AlreadyApproved = "rulebooks.already-approved";
}
