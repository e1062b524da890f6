using System.ComponentModel.DataAnnotations;
using Trading.Domain.Deposits;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Supervision;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Supervisor.Models;

/// <summary>An order that holds a deposit up.</summary>
public sealed class FreezeForm
{
    [Required, StringLength(100), Display(Name = "supervisor.order.number"), RuleField(DepositRules.OrderIncomplete, DepositRules.WrongState)]
    public string? Number { get; set; }

    [Required, StringLength(200), Display(Name = "supervisor.order.authority")]
    public string? Authority { get; set; }

    [Required, StringLength(400), Display(Name = "supervisor.order.reason")]
    public string? Reason { get; set; }
}

/// <summary>Why an order is lifted.</summary>
public sealed class LiftForm
{
    [Required, StringLength(400), Display(Name = "supervisor.order.lifted-because"), RuleField(DepositRules.OrderIncomplete, DepositRules.WrongState)]
    public string? Because { get; set; }
}

/// <summary>A lot under supervision: its trail, and once it is opened its deposits.</summary>
public sealed record WatchedLotPage(LotTrail Trail, IReadOnlyList<LotDeposit> Deposits);

public sealed record WatchedDepositPage(DepositLife Life, FreezeForm Freeze, LiftForm Lift)
{
    public bool MayFreeze => DepositMachine.Next(new DepositPosition(Life.Deposit.State, Life.Deposit.StateUnder), DepositEvent.FreezeOrdered, Life.Deposit.Received.IsPositive) is not null;
}
