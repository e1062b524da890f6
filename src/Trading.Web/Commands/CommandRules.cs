namespace Trading.Web.Commands;

/// <summary>Refusals of the command line: arguments that fit the grammar but make no sense.</summary>
public static class CommandRules
{
    /// <summary>{0}: what was received. A day is written 2026-03-02 and lies between 1949 and 2199.</summary>
    public const string BadDay = "commands.bad-day";

    /// <summary>{0}: the most, {1}: what was received. A period has at least one day.</summary>
    public const string BadDays = "commands.bad-days";

    /// <summary>A period is asked for by --rule, or by --days together with --unit.</summary>
    public const string RuleOrDays = "commands.rule-or-days";

    /// <summary>A rule knows its own direction: --backward goes with --days only.</summary>
    public const string BackwardWithRule = "commands.backward-with-rule";

    /// <summary>{0}: the key. No rulebook has it, or not on the day.</summary>
    public const string UnknownRule = "commands.unknown-rule";

    /// <summary>{0}: the key. The rule is not a period.</summary>
    public const string NotAPeriod = "commands.not-a-period";

    /// <summary>{0}: the path. There is no such file.</summary>
    public const string NoFile = "commands.no-file";

    /// <summary>{0}: the folder. There is none, so nothing can be written into it.</summary>
    public const string NoFolder = "commands.no-folder";

    /// <summary>The database named for a replay already holds tables.</summary>
    public const string NotFresh = "commands.not-fresh";

    /// <summary>The database is missing, or behind this version: the verb migrate comes first.</summary>
    public const string NotMigrated = "commands.not-migrated";

    /// <summary>A digest is 64 hexadecimal digits.</summary>
    public const string NotADigest = "commands.not-a-digest";

    /// <summary>Only a demonstration (Site:Demo, outside production) has a demo centre.</summary>
    public const string NoDemoInProduction = "commands.no-demo-in-production";
}
