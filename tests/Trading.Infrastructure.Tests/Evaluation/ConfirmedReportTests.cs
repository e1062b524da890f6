using Microsoft.EntityFrameworkCore;
using Trading.Domain.Evaluation;
using Trading.Domain.Shared;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Evaluation;

/// <summary>What a member has confirmed cannot be changed in the database; where it was all the same, it is found and nothing goes on.</summary>
public sealed class ConfirmedReportTests
{
    private static readonly string[] Changes =
    [
        "UPDATE evaluation_line SET rank = 9 WHERE rank = 1",
        "DELETE FROM evaluation_line",
        "INSERT INTO evaluation_line (participation_id, lot_id, judgement) SELECT id, lot_id, 'RejectedByPanel' FROM panel_member",
        "UPDATE evaluation_report SET tie_reason = 'x'",
        "DELETE FROM evaluation_report",
        "UPDATE panel_member SET name = 'Somebody else'",
        "DELETE FROM panel_member",
        "UPDATE evaluation_confirmation SET at_utc = at_utc",
        "DELETE FROM evaluation_confirmation",
    ];

    private static async Task<(TestSite Site, TenderStory Story)> ToldAsync(DatabaseKind kind, string until)
    {
        var site = await TestSite.CreateAsync(kind);
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), new StoryPlot());
        return (site, await story.ToAsync(until));
    }

    [Theory, OnEveryDatabase]
    public async Task Rows_OnceAMemberHasConfirmed_CannotBeChanged(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Report);
        await using var _ = site;
        await site.Database.TamperAsync("UPDATE evaluation_report SET tie_reason = NULL");
        var member = await story.ReadAsync(db => db.Set<PanelMember>().Where(m => m.UserId == null).Select(m => m.Id).FirstAsync());
        var shown = await story.ReportHashAsync();

        await site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, member, shown, new Acting(1), default));

        foreach (var change in Changes)
        {
            var refusal = await Record.ExceptionAsync(() => site.Database.TamperAsync(change));
            Assert.True(refusal?.GetType().Name is "SqliteException" or "PostgresException", change);
            Assert.True(refusal.Message.Contains("confirmed the report", StringComparison.Ordinal) || refusal.Message.Contains("only ever added", StringComparison.Ordinal), change + ": " + refusal.Message);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Confirmation_OfAnotherContent_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        var (site, _) = await ToldAsync(kind, StorySteps.Report);
        await using var __ = site;
        var other = kind == DatabaseKind.Sqlite ? "x'00'" : "'\\x00'::bytea";

        var refusal = await Record.ExceptionAsync(() => site.Database.TamperAsync(
            $"INSERT INTO evaluation_confirmation (member_id, lot_id, at_utc, content_hash) SELECT m.id, m.lot_id, r.entered_at_utc, {other} FROM panel_member m JOIN evaluation_report r ON r.lot_id = m.lot_id"));

        Assert.Contains("as it stands", refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [OnEveryDatabase("evaluation_line", "UPDATE evaluation_line SET evaluated_price = evaluated_price + 1 WHERE rank = 1")]
    [OnEveryDatabase("evaluation_line", "UPDATE evaluation_line SET rank = CASE rank WHEN 1 THEN 31 WHEN 2 THEN 32 ELSE rank END")]
    [OnEveryDatabase("evaluation_report", "UPDATE evaluation_report SET tie_reason = 'Made up'")]
    [OnEveryDatabase("evaluation_confirmation", "DELETE FROM evaluation_confirmation")]
    public async Task Verify_AfterTamperingBehindTheGuards_NamesTheLot_AndNoCandidatesArePublished(DatabaseKind kind, string table, string damage)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Confirm);
        await using var _ = site;
        Assert.True(Assert.Single(await FindingsAsync(site)).Ok);

        await DropGuardsAsync(site, kind, table);
        Assert.NotEqual(0, await site.Database.TamperAsync(damage));

        var found = Assert.Single(await FindingsAsync(site));
        Assert.Equal(("evaluation-reports-match", false, $"evaluation_report {story.LotId}"), (found.Check, found.Ok, found.FirstOffender));
        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((AwardService s) => s.PublishCandidatesAsync(story.LotId, new Acting(1), default)));
        Assert.Equal(EvaluationRules.ReportChanged, refusal.Rule);
    }

    private static Task<IReadOnlyList<Finding>> FindingsAsync(TestSite site) => site.UseAsync((EvaluationVerifier v) => v.RunAsync(default));

    private static async Task DropGuardsAsync(TestSite site, DatabaseKind kind, string table)
    {
        if (kind == DatabaseKind.Postgres)
        {
            await site.Database.TamperAsync($"ALTER TABLE {table} DISABLE TRIGGER USER");
            return;
        }

        var names = await site.DbAsync(db => db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'trigger' AND tbl_name = {table}").ToListAsync());
        foreach (var name in names)
        {
            await site.Database.TamperAsync($"DROP TRIGGER {name}");
        }
    }
}
