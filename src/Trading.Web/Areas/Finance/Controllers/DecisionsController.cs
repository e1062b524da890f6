using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Banking;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>What one person of finance has proposed, before the other who decides. Each action finds the proposal first: 404 where it is another centre's.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/decisions")]
public sealed class DecisionsController(DecisionQueries queries, FinanceDecisions decisions, SuspenseService suspense, HeldStatementService held, FeeCorrections fees, FeePayers payers, ClaimRefusals claims, DepositDecisions deposits,
    SuspenseQueries lines, StatementQueries statements, FeeQueries charges, DepositLifeQueries lives, PriceQueries prices, PricePlans plans, PricePlanChanges changes, PenaltyWaivers waivers, PenaltyReturns returns, RefundPayees payees, PageClock clock) : Controller
{
    [HttpGet("{id:guid}"), StepUp]
    public async Task<IActionResult> Decision(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } decision)
        {
            return NotFound();
        }

        var centre = User.Officer().CentreId;
        var about = AboutKind(decision);
        return View(new DecisionPage(
            decision, AboutOf(decision), new DeclineForm(), decision.ProposedBy == User.UserId(), User.IsInRole(Roles.FinanceChecker),
            about == About.Line ? await lines.FindAsync(centre, decision.SubjectId, ct) : null,
            about == About.Statement ? await statements.FindAsync(centre, decision.SubjectId, ct) : null,
            about == About.Fee ? await charges.FindAsync(centre, decision.SubjectId, ct) : about == About.FeeRefund ? (await charges.FindRefundAsync(centre, decision.SubjectId, ct))?.Fee : null,
            about == About.Deposit ? await lives.FindAsync(centre, decision.SubjectId, ct) : null,
            about == About.Price ? await prices.FindAsync(centre, decision.SubjectId, ct) : null)
        {
            Today = Instants.BeijingDay(clock.NowUtc),
            Failed = about == About.Refund ? (await payees.FindAsync(centre, decision.SubjectId, ct))?.Refund : null,
        });
    }

    [HttpPost("{id:guid}/approve"), StepUp, RefusalPage(nameof(Decision))]
    public Task<IActionResult> Approve(Guid id, CancellationToken ct) =>
        DecideAsync(
            id,
            decision => AboutKind(decision) switch
            {
                About.Statement => held.ApproveAsync(id, new Acting(User.UserId()), ct),
                About.Fee => fees.ApproveAsync(id, new Acting(User.UserId()), ct),
                About.FeeRefund when decision.Kind == DecisionKind.ClaimRefused => claims.ApproveAsync(id, new Acting(User.UserId()), ct),
                About.FeeRefund => payers.ApproveAsync(id, new Acting(User.UserId()), ct),
                About.Deposit => deposits.ApproveAsync(id, new Acting(User.UserId()), ct),
                About.Price => ApprovePriceAsync(decision, new Acting(User.UserId()), ct),
                About.Line => suspense.ApproveAsync(id, new Acting(User.UserId()), ct),
                About.Refund => payees.ApproveAsync(id, new Acting(User.UserId()), ct),
            },
            "finance.decision.approved", ct);

    [HttpPost("{id:guid}/decline"), StepUp, RefusalPage(nameof(Decision))]
    public Task<IActionResult> Decline(Guid id, DeclineForm form, CancellationToken ct) =>
        DecideAsync(id, _ => decisions.DeclineAsync(id, form.Reason!, new Acting(User.UserId()), ct), "finance.decision.declined", ct);

    /// <summary>The paper on which a proposal rests.</summary>
    [HttpGet("{id:guid}/paper")]
    public async Task<IActionResult> Paper(Guid id, CancellationToken ct) => await payees.PaperAsync(User.Officer().CentreId, id, ct) is { } paper
        ? File(paper.Content, "application/octet-stream", paper.Name)
        : NotFound();

    private Task ApprovePriceAsync(DecisionItem decision, Acting checker, CancellationToken ct) => decision.Kind switch
    {
        DecisionKind.PenaltyWaived => waivers.ApproveAsync(decision.Id, checker, ct),
        DecisionKind.PenaltyReturned => returns.ApproveAsync(decision.Id, checker, ct),
        DecisionKind.PricePlanChanged or DecisionKind.PayeeCorrected => changes.ApproveAsync(decision.Id, checker, ct),
        _ => plans.ApproveAsync(decision.Id, checker, ct),
    };

    private async Task<IActionResult> DecideAsync(Guid id, Func<DecisionItem, Task> decide, string outcome, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } decision)
        {
            return NotFound();
        }

        // Whoever proposed it is refused by the service, in the words of the rule.
        if (!User.IsInRole(Roles.FinanceChecker) && decision.ProposedBy != User.UserId())
        {
            return this.Refused("finance.decision.checkers-only");
        }

        await decide(decision);
        this.Say(outcome);
        return Redirect(AboutOf(decision));
    }

    private Task<DecisionItem?> FindAsync(Guid id, CancellationToken ct) => queries.FindAsync(User.Officer().CentreId, id, ct);

    private static string AboutOf(DecisionItem decision) => AboutKind(decision) switch
    {
        About.Line => $"/finance/suspense/{decision.SubjectId}",
        About.Statement => $"/finance/statements/{decision.SubjectId}",
        About.Fee => $"/finance/fees/{decision.SubjectId}",
        About.FeeRefund => $"/finance/fees/refunds/{decision.SubjectId}",
        About.Deposit => $"/finance/deposits/{decision.SubjectId}",
        About.Price => $"/finance/proceeds/{decision.SubjectId}",
        About.Refund => $"/finance/refunds/failed/{decision.SubjectId}",
    };

    private static About AboutKind(DecisionItem decision) => decision.Kind switch
    {
        DecisionKind.PayerCompleted or DecisionKind.OwnPayment or DecisionKind.PayersMoney or DecisionKind.InstructionMatched or DecisionKind.ReversalSettled => About.Line,
        DecisionKind.StatementReleased or DecisionKind.StatementRefused => About.Statement,
        DecisionKind.FeeWaived or DecisionKind.FeeAdjusted => About.Fee,
        DecisionKind.FeePayerCompleted or DecisionKind.ClaimRefused => About.FeeRefund,
        DecisionKind.DepositConverted or DecisionKind.DelayBlamed or DecisionKind.BondReleased => About.Deposit,
        DecisionKind.PricePlan or DecisionKind.PenaltyWaived or DecisionKind.PenaltyReturned or DecisionKind.PricePlanChanged or DecisionKind.PayeeCorrected => About.Price,
        DecisionKind.RefundPayeeCorrected => About.Refund,
    };

    private enum About
    {
        Line,
        Statement,
        Fee,
        FeeRefund,
        Deposit,
        Price,
        Refund,
    }
}
