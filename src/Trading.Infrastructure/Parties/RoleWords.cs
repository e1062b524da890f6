using Trading.Domain.Parties;

namespace Trading.Infrastructure.Parties;

/// <summary>The words for roles.</summary>
public static class RoleWords
{
    public static string Key(string role) => role switch
    {
        Roles.Owner => "parties.role.owner",
        Roles.Agency => "parties.role.agency",
        Roles.Bidder => "parties.role.bidder",
        Roles.CentreOperator => "parties.role.centre-operator",
        Roles.CentreManager => "parties.role.centre-manager",
        Roles.Expert => "parties.role.expert",
        Roles.FinanceMaker => "parties.role.finance-maker",
        Roles.FinanceChecker => "parties.role.finance-checker",
        Roles.Supervisor => "parties.role.supervisor",
        Roles.Administrator => "parties.role.administrator",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };
}
