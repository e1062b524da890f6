using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Banking;

/// <summary>What a lot's line says of who pays a deposit, from where and in what form.</summary>
internal sealed record ReceiptRules(DepositPolicy Policy, bool IsLegallyRequired)
{
    public static async Task<Dictionary<long, ReceiptRules>> OfAsync(TradingDbContext db, IReadOnlyCollection<long> lots, CancellationToken ct)
    {
        var of = await db.Set<Lot>().Where(l => lots.Contains(l.Id)).ToDictionaryAsync(l => l.Id, l => l.ProjectId, ct);
        var ids = of.Values.Distinct().ToArray();
        var projects = await db.Set<Project>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        return of.ToDictionary(l => l.Key, l => new ReceiptRules(TenderLoader.RulesOf(projects[l.Value]).Deposits, projects[l.Value].IsLegallyRequired));
    }

    /// <summary>What the line's rules say against a receipt that would be the deposit, with the citation; null where it may be.</summary>
    /// <param name="form">In what it was paid.</param>
    /// <param name="isBasic">Whether it came from the basic account that the bidder has announced; false from any other account of the bidder, null from anybody else's.</param>
    public RuleBrokenException? FaultOf(DepositForm form, bool? isBasic) =>
        Policy.FaultOf(new DepositPayer(IsBidder: isBasic is not null, IsLead: isBasic is not null, isBasic ?? false, form), IsLegallyRequired);

    /// <summary>For what a receipt is in suspense against which the rules speak.</summary>
    public static string ReasonOf(RuleBrokenException fault) => fault.Rule switch
    {
        DepositRules.FormNotAllowed => SuspenseReasons.FormNotAllowed,
        DepositRules.NotBasicAccount => SuspenseReasons.NotBasicAccount,
        _ => SuspenseReasons.OtherPayer,
    };
}
