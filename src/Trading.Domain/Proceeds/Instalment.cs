using Trading.Domain.Shared;

namespace Trading.Domain.Proceeds;

/// <summary>A part of the price and the Beijing day by which it is to be there.</summary>
public sealed class Instalment
{
    private Instalment()
    {
    }

    public Guid PlanId { get; private set; }

    /// <summary>The change of the plan that it came with; 0 for those of the contract. A change lists all parts anew, the paid ones too, so that no row is ever changed.</summary>
    public int Revision { get; private set; }

    /// <summary>From one on.</summary>
    public int Number { get; private set; }
    public Money Amount { get; private set; }
    public DateOnly DueOn { get; private set; }
    public Money Received { get; private set; }
    public Money Unpaid => Amount - Received;

    internal static Instalment Of((Guid Id, int Revision) plan, int number, Money amount, DateOnly dueOn, Money received = default) =>
        new() { PlanId = plan.Id, Revision = plan.Revision, Number = number, Amount = amount, DueOn = dueOn, Received = received };

    internal void Receive(Money part) => Received += part;
}
