using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Settlement;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>A day of each bank account told by the bank's lines and by the ledger's postings, without what is of lots that are not opened.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/bank-proof")]
public sealed class BankProofController(StatementQueries banks, DayProofs proofs, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(DateOnly? day, CancellationToken ct)
    {
        var today = Instants.BeijingDay(clock.NowUtc);
        var asked = day ?? today;
        var found = new List<(BankAccountItem, DayProof?)>();
        foreach (var account in await banks.AccountsAsync(User.Officer().CentreId, ct))
        {
            found.Add((account, await proofs.OfAsync(account.Id, asked, ct)));
        }

        return View(new BankProofPage(asked, today, found));
    }
}
