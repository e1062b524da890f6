using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>Due work first: the open steps of finance, the most urgent at the top.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance")]
public sealed class HomeController(FinanceWorkQueries queries, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var open = await queries.OpenAsync(User.Officer().CentreId, ct);
        int Count(params string[] stages) => open.Count(w => stages.Contains(w.Step.Stage));
        return View(new FinanceHomePage(
            [.. open.OrderByDescending(w => w.Step.Light).Select(Row)], Count(Stages.DepositRefund, Stages.WithdrawnRefund, Stages.Payout, Stages.FeeRefund), Count(Stages.SuspenseReturn),
            Count(Stages.RefundApproval, Stages.RefundReply), Count(Stages.HeldStatement, Stages.UnreadableFile, Stages.ReversalNotUndone), Instants.BeijingDay(clock.NowUtc)));
    }

    private static WorkItem Row(FinanceWork work) => new(
        work.Step,
        work.Need is SuspenseNeed.Payer or SuspenseNeed.Explanation ? Words.Of(work.Need, WordsLanguages.Current) : SupervisorWords.Stage(work.Step.Stage),
        work.Name ?? "", HrefOf(work.Step), HintOf(work), work.Amount);

    private static string HintOf(FinanceWork work) => work switch
    {
        { IsUnderWay: true, Step.SubjectKind: StepSubjectKind.Lot } => PageWords.W("finance.work.in-batch"),
        { Others: 1 } => PageWords.W("finance.work.one-more"),
        { Others: > 1 } => PageWords.W("finance.work.two-others"),
        { IsUnderWay: true } => PageWords.W("finance.work.held-waits"),
        _ => "",
    };

    private static string HrefOf(StepItem step) => step.SubjectKind switch
    {
        StepSubjectKind.FeeRefund when step.Stage == Stages.TreasuryClaim => $"/finance/fees/refunds/{step.SubjectGuid()}",
        StepSubjectKind.BankLine => $"/finance/suspense/{step.SubjectGuid()}",
        StepSubjectKind.Statement => $"/finance/statements/{step.SubjectGuid()}",
        StepSubjectKind.StatementFile => $"/finance/statements/files/{step.SubjectGuid()}",
        StepSubjectKind.FinanceDecision => $"/finance/decisions/{step.SubjectGuid()}",
        StepSubjectKind.RepaymentBatch => $"/finance/refunds/{step.SubjectGuid()}",
        StepSubjectKind.AccountingPeriod => $"/finance/closing/{step.SubjectGuid()}",
        StepSubjectKind.FeeCharge => $"/finance/fees/{step.SubjectGuid()}",
        StepSubjectKind.PricePlan => $"/finance/proceeds/{step.SubjectGuid()}",
        StepSubjectKind.Deposit => $"/finance/deposits/{step.SubjectGuid()}",
        StepSubjectKind.Lot or StepSubjectKind.WaitingRefund or StepSubjectKind.Payout or StepSubjectKind.FeeRefund or StepSubjectKind.Project or StepSubjectKind.CentreRule or StepSubjectKind.AccountChange or StepSubjectKind.Organisation =>
            "/finance/refunds",
    };
}
