using System.Globalization;
using Trading.Domain.Awards;
using Trading.Domain.Evaluation;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Demo;

/// <summary>Writes how the lots of a history were awarded: report, panel and its confirmations, the owner's decision and the contract. There are no bids.</summary>
public sealed class HistoryAwards(TradingDbContext db, ProcedureLog log)
{
    internal async Task WriteAsync(IReadOnlyList<WrittenLot> lots, TenderRulebook rules, HistoryWorld world, CancellationToken ct)
    {
        var panels = lots.Where(l => l.Plan.Stage != HistoryStage.Awaiting).Select(lot => (Lot: lot, Report: Report(lot), Members: Members(lot, rules))).ToList();
        foreach (var (lot, _, _) in panels)
        {
            Award(lot, world);
        }

        // What is confirmed stands before its confirmations: the database takes no line behind one.
        await db.SaveChangesAsync(ct);
        foreach (var (lot, report, members) in panels)
        {
            Confirm(lot, report, members);
        }
    }

    private EvaluationReport Report(WrittenLot lot)
    {
        var lines = lot.Plan.Deposits.Select((deposit, place) => new EvaluationLine
        {
            ParticipationId = deposit.Id,
            LotId = lot.Lot.Id,
            Judgement = Judgement.Ranked,
            EvaluatedPrice = lot.Plan.Facts.Ceiling,
            Rank = place + 1,
        }).ToList();
        var report = new EvaluationReport { LotId = lot.Lot.Id, EnteredAtUtc = lot.Plan.Times.EvaluatedUtc.AddHours(-1), ContentHash = EvaluationReport.HashOf(lines, tieReason: null) };
        db.Add(report);
        db.AddRange(lines);
        return report;
    }

    private List<PanelMember> Members(WrittenLot lot, TenderRulebook rules)
    {
        var members = Enumerable.Range(1, (int)rules.PanelMinimum.Number).Select(number => new PanelMember
        {
            Id = Guid.NewGuid(),
            LotId = lot.Lot.Id,
            Name = string.Create(CultureInfo.InvariantCulture, $"专家{number:D2}"),
            Kind = MemberKind.Expert,
        }).ToList();
        db.AddRange(members);
        return members;
    }

    private void Confirm(WrittenLot lot, EvaluationReport report, List<PanelMember> members)
    {
        var atUtc = lot.Plan.Times.EvaluatedUtc;
        foreach (var member in members)
        {
            db.Add(new Confirmation { MemberId = member.Id, LotId = lot.Lot.Id, AtUtc = atUtc, ContentHash = report.ContentHash });
            var facts = new EventFacts(ConfirmedReports.EventKind, member.Id.ToString("N"), ContentHash: report.ContentHash);
            log.Record(lot.Lot.CentreId, lot.Lot.ProjectId, lot.Lot.Id, Acting.Clock, facts, atUtc);
        }
    }

    private void Award(WrittenLot lot, HistoryWorld world)
    {
        var (winner, times) = (lot.Plan.Deposits[0], lot.Plan.Times);
        var party = world.Bidders[winner.Bidder];
        db.Add(new Award
        {
            LotId = lot.Lot.Id,
            ParticipationId = winner.Id,
            OrganisationId = party.Id,
            WinnerName = party.Name,
            Rank = 1,
            Price = lot.Plan.Facts.Ceiling,
            ContractDays = lot.Plan.Facts.ContractDays,
            DecidedAtUtc = times.DecidedUtc,
        });
        db.Add(new ContractRecord { LotId = lot.Lot.Id, SignedOn = times.ContractedOn, Price = lot.Plan.Facts.Ceiling, RecordedAtUtc = times.ContractedUtc });
    }
}
