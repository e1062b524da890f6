namespace Trading.Domain.Rulebooks;

/// <summary>Who set a value; each layer lies above the one before.</summary>
public enum RuleLayer
{
    National,
    Centre,
    Project,
}
