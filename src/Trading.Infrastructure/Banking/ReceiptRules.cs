using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
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

    /// <summary>Why a receipt is not the deposit; null where it may be.</summary>
    /// <param name="form">In what it was paid.</param>
    /// <param name="isBasic">Whether it came from the basic account that the bidder has announced; null where it came from an account that nobody has.</param>
    public string? ReasonAgainst(DepositForm form, bool? isBasic) =>
        Policy.FaultOf(new DepositPayer(IsBidder: isBasic is not null, IsLead: isBasic is not null, isBasic ?? false, form), IsLegallyRequired)?.Rule switch
        {
            null => null,
            DepositRules.FormNotAllowed => SuspenseReasons.FormNotAllowed,
            DepositRules.NotBasicAccount => SuspenseReasons.NotBasicAccount,
            _ => SuspenseReasons.OtherPayer,
        };
}
