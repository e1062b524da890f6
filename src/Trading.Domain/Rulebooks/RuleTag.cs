namespace Trading.Domain.Rulebooks;

/// <summary>How well the source of a row is known. The first two bind as they are; a centre confirms the others before it publishes under them.</summary>
public enum RuleTag
{
    /// <summary>C: read in the text of the law or in an official text.</summary>
    Statute,

    /// <summary>c: read in a secondary source.</summary>
    Secondary,

    /// <summary>K: well known, but the text was not seen.</summary>
    Unconfirmed,

    /// <summary>L: no national number; a sensible default for the centre to replace or confirm.</summary>
    Local,
}
