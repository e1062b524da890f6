using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Demo;

/// <summary>
/// Writes one period of a history in the caller's transaction: the entries through <see cref="LedgerPoster"/>, day by day, and every row that stands
/// beside them as the period left it. States are reached by the domain's own steps, so that what it refuses cannot be made up.
/// </summary>
public sealed class HistoryWriter(
    TradingDbContext db, LedgerPoster poster, HoldKeeper holds, HistoryBooks books, HistorySeals seals, HistoryAwards awards, LotKeys lotKeys, DrawSecrets drawSecrets, WorkCalendar calendar, OpenSteps steps,
    DueActions due)
{
    private const int Chunk = 500;

    /// <summary>Whether a period is there already.</summary>
    internal Task<bool> IsWrittenAsync(HistoryPeriod period, HistoryCentre centre, CancellationToken ct)
    {
        var line = period.BankLines.Count == 0 ? (Guid?)null : period.BankLines[0].Line;
        return db.Set<Banking.BankLine>().AnyAsync(l => l.CentreId == centre.Id && l.Id == line, ct);
    }

    /// <summary>Writes a period whose first statement opens with a balance.</summary>
    internal async Task WriteAsync(HistoryPeriod period, HistoryWorld world, HistoryCentre centre, Money balance, CancellationToken ct)
    {
        db.RequireTransaction();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var payments = Repayments(period).ToDictionary(r => r.Id, _ => RandomNumbers.NewEndToEndId());
            var lots = await ProjectsAsync(period, world, centre, ct);
            var charges = Charges(lots, world, centre);
            await DepositsAsync(period, lots, world, centre, ct);
            await awards.WriteAsync(lots, period.Rules, world, ct);
            Statements(period, world, centre, payments, balance);
            await BatchesAsync(period, lots, world, centre, payments, ct);
            await PostAsync(period, centre, charges, ct);
            await HoldsAsync(lots, centre, ct);
            await StepsAsync(period, lots, charges, centre, ct);
            await db.SaveChangesAsync(ct);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
            db.ChangeTracker.Clear();
        }
    }

    private static IEnumerable<HistoryRepayment> Repayments(HistoryPeriod period) =>
        period.Lots.SelectMany(l => l.Deposits).Select(d => d.Back).Concat(period.Strangers.Select(s => s.Back)).OfType<HistoryRepayment>();

    private async Task<List<WrittenLot>> ProjectsAsync(HistoryPeriod period, HistoryWorld world, HistoryCentre centre, CancellationToken ct)
    {
        var (json, hash) = (period.Rules.Rulebook.ToJson(), period.Rules.Rulebook.Hash);
        var projects = period.Projects.Select(plan =>
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"{centre.Code}{period.First:yyyyMM}{plan.Number:D4}");
            var facts = new ProjectFacts($"历史项目 {code}", "历史数据", "000000", code, IsLegallyRequired: true, IsStateFunded: true);
            var project = Project.Draft(centre.Id, HistoryPlanner.Line, world.Owner.Id, null, byAgency: false, centre.MakerId, facts, plan.AcceptedUtc);
            foreach (var lot in plan.Lots)
            {
                project.AddLot(lot.Facts);
            }

            project.Submit(plan.AcceptedUtc);
            project.Accept(code, json, hash, plan.AcceptedUtc);
            return (Plan: plan, Project: project);
        }).ToList();
        db.AddRange(projects.Select(p => p.Project));
        await db.SaveChangesAsync(ct);
        var lots = projects.SelectMany(p => p.Plan.Lots.Zip(p.Project.Lots, (plan, lot) => new WrittenLot(plan, lot, lotKeys.Create(lot.Id)))).ToList();
        foreach (var lot in lots)
        {
            db.Add(lot.Key);
            db.Add(TenderOf(lot, period.Rules));
            if (lot.Plan.Stage == HistoryStage.Awaiting)
            {
                await due.PlanAsync(DueKinds.CloseWindow, lot.Lot.Id.ToString(CultureInfo.InvariantCulture), centre.Id, lot.Plan.Times.Timetable.DeadlineUtc, ct);
            }
        }

        return lots;
    }

    private Tender TenderOf(WrittenLot lot, TenderRulebook rules)
    {
        var (times, draw) = (lot.Plan.Times, drawSecrets.Commit(lot.Lot.Id));
        var tender = Tender.Prepare(lot.Lot, rules.TieChain, draw.Commitment, draw.SealedSecret);
        tender.Publish(lot.Lot, times.Timetable, rules, calendar, times.NoticeUtc);
        if (lot.Plan.Stage != HistoryStage.Awaiting)
        {
            tender.Close(times.OpenedUtc);
            tender.Open(lot.Plan.Deposits.Count, drawSecrets.Reveal(lot.Lot.Id, draw), rules, times.OpenedUtc);
            tender.Evaluated(times.EvaluatedUtc);
            tender.PublishCandidates(rules, calendar, times.PublicUtc);
            tender.Decide(times.DecidedUtc);
            tender.Award(times.AwardedUtc);
            tender.Contract(times.ContractedUtc);
        }

        return tender;
    }

    private Dictionary<Guid, FeeCharge> Charges(IEnumerable<WrittenLot> lots, HistoryWorld world, HistoryCentre centre)
    {
        var charges = new Dictionary<Guid, FeeCharge>();
        foreach (var (lot, fee) in lots.SelectMany(l => l.Plan.Fees.Select(fee => (l.Lot, fee))))
        {
            var (schedule, payer) = (fee.Schedule, world.PayerOf(fee).Id);
            var told = new FeeEvent(fee.Occasion, $"history-{fee.EventId:N}", lot.Id, fee.Case, new Dictionary<FeePayer, long> { [schedule.PayerNamed(null)] = payer }, schedule.Category);
            db.Add(ChargedEvent.Of(fee.EventId, centre.Id, told, schedule, fee.Amount, fee.ChargedUtc));
            var charge = new FeeCharge
            {
                Id = fee.Id,
                CentreId = centre.Id,
                LotId = lot.Id,
                OrganisationId = payer,
                EventId = fee.EventId,
                Payer = schedule.PayerNamed(null),
                ScheduleKey = schedule.Key,
                Income = schedule.Income,
                Citation = schedule.Citation,
                Base = fee.Case.Amount,
                Amount = fee.Amount,
                SubAccount = RandomNumbers.NewSubAccount(),
                ChargedAtUtc = fee.ChargedUtc,
            };
            if (fee.PaidOn is not null)
            {
                charge.Receive(charge.Amount);
            }
            else if (fee.TakenBackUtc is { } takenBack)
            {
                charge.Reverse(Money.Zero, takenBack);
            }

            db.Add(charge);
            charges.Add(fee.Id, charge);
        }

        return charges;
    }

    private async Task DepositsAsync(HistoryPeriod period, IReadOnlyList<WrittenLot> lots, HistoryWorld world, HistoryCentre centre, CancellationToken ct)
    {
        var terms = period.Rules.Deposits.TermsOf(DepositEvent.ContractSigned)!;
        foreach (var (lot, sealedOnes) in lots.Zip(await seals.SealAsync(lots, world, ct)))
        {
            foreach (var (plan, papers) in lot.Plan.Deposits.Zip(sealedOnes))
            {
                var bidder = world.Bidders[plan.Bidder];
                var participant = Participant.TakePart(plan.Id, lot.Lot.Id, centre.Id, papers.Tag, papers.UniqueTag, papers.Link, papers.BidderCopy);
                var deposit = Deposit.Instruct(plan.Id, lot.Lot.Id, centre.Id, centre.Account.Id, papers.SubAccountTag, plan.Amount, papers.PayerCheck);
                deposit.Receive(plan.Amount, plan.PaidOn, papers.Payer, HoldOf(plan));
                if (lot.Plan.Stage != HistoryStage.Awaiting)
                {
                    participant.Reveal(bidder.Id);
                    deposit.Reveal(bidder.Name, bidder.Account, HistoryWorld.BankName);
                    deposit.Lock();
                    deposit.FallDue(DepositEvent.ContractSigned, lot.Plan.DueOn, terms.Rule.Key, terms.Rule.Citation, terms.WithInterest);
                }

                if (plan.Back is { } back)
                {
                    deposit.Refunding();
                    if (back.LineOut is not null)
                    {
                        deposit.Refunded();
                    }
                }

                db.Add(participant);
                db.Add(deposit);
            }
        }
    }

    // One hold a deposit: its number is the next of the participation's.
    private static Guid HoldOf(HistoryDeposit deposit)
    {
        var bytes = deposit.Id.ToByteArray();
        bytes[0] ^= 1;
        return new Guid(bytes);
    }

    private void Statements(HistoryPeriod period, HistoryWorld world, HistoryCentre centre, Dictionary<Guid, string> payments, Money balance)
    {
        foreach (var day in books.LinesOf(period, world, payments).GroupBy(l => l.On).OrderBy(g => g.Key))
        {
            var (statement, lines) = books.StatementOf(day.Key, day, centre, ref balance, isFirst: balance.IsZero && period.Number == 0);
            db.Add(statement);
            db.AddRange(lines);
        }
    }

    /// <summary>The batches as they were made, then approved: the database takes payments of a batch only before.</summary>
    private async Task BatchesAsync(
        HistoryPeriod period, IReadOnlyList<WrittenLot> lots, HistoryWorld world, HistoryCentre centre, Dictionary<Guid, string> payments, CancellationToken ct)
    {
        var repayments = lots.SelectMany(l => l.Plan.Deposits).Where(d => d.Back is not null)
            .Select(d => (Back: d.Back!, Subject: new RepaymentSubject(RepaymentKind.Deposit, d.Id), Payee: world.Bidders[d.Bidder], d.Amount))
            .Concat(period.Strangers.Where(s => s.Back is not null)
                .Select(s => (Back: s.Back!, Subject: new RepaymentSubject(RepaymentKind.Suspense, s.Line), Payee: world.Bidders[s.Payer], s.Amount)))
            .ToLookup(r => r.Back.PayOn);
        var batches = new List<RepaymentBatch>();
        foreach (var (payOn, id) in period.Batches)
        {
            var content = repayments[payOn].Select(r => seals.RepaymentOf(r.Back, r.Subject, r.Payee, r.Amount, id, centre.Id, payments[r.Back.Id])).ToList();
            var batch = seals.BatchOf(id, centre, payOn, HistoryPlanner.At(payOn, HistoryBooks.BatchHour), content);
            db.Add(batch);
            db.AddRange(content);
            batches.Add(batch);
        }

        await db.SaveChangesAsync(ct);
        foreach (var batch in batches)
        {
            (batch.State, batch.ApprovedBy, batch.ApprovedAtUtc) = (BatchState.Approved, centre.CheckerId, HistoryPlanner.At(batch.PayOn, HistoryBooks.ApprovalHour));
            batch.Version++;
            db.Entry(batch).DetectChanges();
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task PostAsync(HistoryPeriod period, HistoryCentre centre, Dictionary<Guid, FeeCharge> charges, CancellationToken ct)
    {
        foreach (var booking in books.EntriesOf(period, centre, charges).GroupBy(e => e.AtUtc))
        {
            await poster.PostAsync(centre.Id, [.. booking.Select(e => e.Draft)], booking.Key, ct);
        }
    }

    private async Task HoldsAsync(IReadOnlyList<WrittenLot> lots, HistoryCentre centre, CancellationToken ct)
    {
        foreach (var part in lots.SelectMany(l => l.Plan.Deposits.Select(d => (Lot: l, Deposit: d))).Chunk(Chunk))
        {
            var subjects = part.Select(p => p.Deposit.Id.ToString("N")).ToList();
            var accounts = await db.Set<Account>().AsNoTracking()
                .Where(a => a.CentreId == centre.Id && a.Class == AccountClass.DepositHeld && subjects.Contains(a.Subject)).ToDictionaryAsync(a => a.Subject, a => a.Id, ct);
            foreach (var (lot, deposit) in part)
            {
                var openedUtc = HistoryBooks.ImportedUtc(deposit.PaidOn);
                if (lot.Plan.Stage == HistoryStage.Awaiting)
                {
                    await holds.OpenAsync(HoldOf(deposit), centre.Id, AccountName.DepositHeld(deposit.Id), lot.Lot.Id, deposit.Amount, openedUtc, ct);
                    continue;
                }

                db.Add(new Hold
                {
                    Id = HoldOf(deposit),
                    AccountId = accounts[deposit.Id.ToString("N")],
                    LotId = lot.Lot.Id,
                    Amount = deposit.Amount,
                    Released = deposit.Amount,
                    State = HoldState.Released,
                    OpenedAtUtc = openedUtc,
                    ResolvedAtUtc = lot.Plan.Times.ContractedUtc,
                });
            }
        }
    }

    private async Task StepsAsync(HistoryPeriod period, IReadOnlyList<WrittenLot> lots, Dictionary<Guid, FeeCharge> charges, HistoryCentre centre, CancellationToken ct)
    {
        var rules = period.Rules;
        foreach (var (plan, lot, _) in lots.Where(l => l.Plan.Stage is HistoryStage.RefundDue or HistoryStage.Refunding))
        {
            await BeginAsync(
                StepSubject.OfLot(lot.ProjectId, lot.Id), Stages.DepositRefund, Posts.FinanceMaker, new StepDue(plan.DueOn, rules.Deposits.TermsOf(DepositEvent.ContractSigned)!.Rule.Key, rules.Deposits.TermsOf(DepositEvent.ContractSigned)!.Rule.Citation),
                plan.Times.ContractedUtc);
        }

        foreach (var charge in charges.Values.Where(c => c.State == FeeChargeState.Charged))
        {
            var lot = lots.Single(l => l.Lot.Id == charge.LotId).Lot;
            await BeginAsync(
                StepSubject.Of(StepSubjectKind.FeeCharge, charge.Id) with { About = lot.Code }, Stages.FeePayment, Posts.FinanceMaker,
                DueOf("construction.service-fee-payment-days", Instants.BeijingDay(charge.ChargedAtUtc)), charge.ChargedAtUtc);
        }

        foreach (var stranger in period.Strangers.Where(s => s.Back is null))
        {
            await BeginAsync(
                StepSubject.Of(StepSubjectKind.BankLine, stranger.Line), Stages.SuspenseReturn, Posts.FinanceMaker, DueOf(rules.Deposits.TermsOf(DepositEvent.NeverBid)!.Rule.Key, stranger.PaidOn),
                HistoryBooks.ImportedUtc(stranger.PaidOn));
        }

        foreach (var payOn in Repayments(period).Where(r => r.LineOut is null).Select(r => r.PayOn).Distinct())
        {
            await BeginAsync(
                StepSubject.Of(StepSubjectKind.RepaymentBatch, period.Batches[payOn]), Stages.RefundReply, Posts.FinanceChecker, DueOf("common.bank-reply-workdays", payOn),
                HistoryPlanner.At(payOn, HistoryBooks.ApprovalHour));
        }

        Task BeginAsync(StepSubject subject, string stage, string post, StepDue dueOn, DateTime startedUtc) => steps.BeginAsync(centre.Id, subject, stage, post, dueOn, startedUtc, ct);

        StepDue DueOf(string rule, DateOnly from) => StepDue.Of(rules.Rulebook.Period(rule, calendar, from));
    }
}

/// <summary>A lot of the plan as it was written, with its key.</summary>
internal sealed record WrittenLot(HistoryLot Plan, Lot Lot, LotKey Key);
