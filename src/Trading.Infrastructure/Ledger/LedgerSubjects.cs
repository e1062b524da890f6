using Microsoft.EntityFrameworkCore;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Ledger;

/// <summary>A fee as the journal calls it, with what reports group it by.</summary>
internal sealed class FeeSubject
{
    public required string Subject { get; init; }
    public long Lot { get; init; }
    public required string Schedule { get; init; }
    public long Payer { get; init; }
}

/// <summary>A deposit as the journal calls it.</summary>
internal sealed class DepositSubject
{
    public required string Subject { get; init; }
    public Guid Id { get; init; }
}

/// <summary>How the journal names what an entry is about, for queries that go from one to the other.</summary>
internal static class LedgerSubjects
{
    private static readonly string Deposits = $"SELECT {Of("d.participation_id")} AS subject, d.participation_id AS id FROM deposit d WHERE d.centre_id = {"{0}"} AND NOT d.refunds_apart";
    private static readonly string Fees = $"SELECT {Of("f.id")} AS subject, f.lot_id AS lot, f.schedule_key AS schedule, f.organisation_id AS payer FROM fee_charge f WHERE f.centre_id = {"{0}"}";

    /// <summary>A random number as the journal writes it, 32 lower-case digits: SQLite keeps it as text in capitals, PostgreSQL as uuid. Deposits and fees have an index of exactly this (Guards).</summary>
    public static string Of(string column) => $"CAST(REPLACE(LOWER(CAST({column} AS TEXT)), '-', '') AS TEXT)";

    /// <summary>The deposits of an organisation for lots of a centre that are opened or ended; none that was withdrawn before.</summary>
    public static IQueryable<DepositSubject> DepositsOf(TradingDbContext db, long centreId, long organisationId) =>
        from deposit in db.Database.SqlQueryRaw<DepositSubject>(Deposits, centreId)
        join participant in db.Set<Participant>() on deposit.Id equals participant.Id
        join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on participant.LotId equals tender.LotId
        where participant.OrganisationId == organisationId
        select deposit;

    /// <summary>The fees of a centre.</summary>
    public static IQueryable<FeeSubject> FeesOf(TradingDbContext db, long centreId) => db.Database.SqlQueryRaw<FeeSubject>(Fees, centreId);

    /// <summary>The fees of a centre and one line of business.</summary>
    public static IQueryable<FeeSubject> FeesOf(TradingDbContext db, long centreId, string line) =>
        from fee in FeesOf(db, centreId)
        join lot in db.Set<Lot>() on fee.Lot equals lot.Id
        join project in db.Set<Project>() on lot.ProjectId equals project.Id
        where project.Line == line
        select fee;
}
