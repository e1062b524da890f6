using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Participation;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Tendering;

/// <summary>Closing and opening: by the clock, once, held after an outage.</summary>
public sealed class OpeningServiceTests
{
    private static async Task<(TestSite Site, TenderStory Story)> ToldAsync(DatabaseKind kind, string? until, StoryPlot? plot = null)
    {
        var site = await TestSite.CreateAsync(kind);
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), plot ?? new StoryPlot());
        await story.ToAsync(until);
        return (site, story);
    }

    private static Task<OpeningOutcome> OpenAsync(TestSite site, TenderStory story) => site.UseAsync((OpeningService s) => s.OpenAsync(story.LotId, Acting.Clock, default));

    private static Task<Tender> TenderAsync(TenderStory story) => story.ReadAsync(db => db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == story.LotId));

    [Theory, OnEveryDatabase]
    public async Task Open_BeforeTheDeadline_ChangesNothing(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, "bid Story Bidder C");
        await using var _ = site;

        Assert.Equal(OpeningOutcome.Unchanged, await OpenAsync(site, story));

        Assert.Equal(TenderState.Bidding, (await TenderAsync(story)).State);
        Assert.All(await story.ReadAsync(db => db.Set<Bid>().ToListAsync()), b => Assert.Null(b.Price));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_TwiceAtOnce_OpensOnceWithOneRecord(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Close);
        await using var _ = site;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            try
            {
                return await OpenAsync(site, story);
            }
            catch (DbUpdateConcurrencyException)
            {
                // PostgreSQL lets both read; only one may write.
                return OpeningOutcome.Unchanged;
            }
        }));

        Assert.Single(outcomes, OpeningOutcome.Opened);
        Assert.Equal(1, await story.ReadAsync(db => db.Set<Notice>().CountAsync(n => n.Kind == NoticeKind.OpeningRecord)));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_AfterBidsWereWithdrawn_CountsOnlyThoseThatStand(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, "bid Story Bidder C");
        await using var _ = site;
        await site.UseAsync((BidService s) => s.WithdrawAsync(story.LotId, story.People.Bidder(0).Id, default));

        await story.ToAsync(StorySteps.Close);

        Assert.Equal(OpeningOutcome.Failed, await OpenAsync(site, story));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_AfterAnOutage_IsHeldUntilTheOwnerOpens(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Open, new StoryPlot { Outage = true });
        await using var _ = site;
        Assert.Equal(TenderState.OpeningHeld, (await TenderAsync(story)).State);
        Assert.Equal(OpeningOutcome.Held, await OpenAsync(site, story));

        var outcome = await site.UseAsync((OpeningService s) => s.OpenDespiteOutageAsync(story.LotId, new Acting(story.People.Owner.UserId, "All bids are in"), default));

        Assert.Equal(OpeningOutcome.Opened, outcome);
    }

    [Theory, OnEveryDatabase]
    public async Task Reopen_AfterAnOutage_TakesBidsAgainAndIsAnnounced(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Open, new StoryPlot { Outage = true });
        await using var _ = site;
        var later = site.NowUtc.AddDays(2);

        await site.UseAsync((TenderService s) => s.ReopenAsync(story.LotId, later, "Later opening", "The site was down", new Acting(story.People.Owner.UserId), default));

        Assert.True((await TenderAsync(story)).TakesBids(later.AddMilliseconds(-1)));
        Assert.Equal(1, await story.ReadAsync(db => db.Set<Notice>().CountAsync(n => n.Kind == NoticeKind.OpeningDeferred)));
        await story.PaidAsync(story.People.Bidder(3));
    }

    [Theory, OnEveryDatabase]
    public async Task Reopen_ForLessThanTheWindowOfTheRule_IsRefusedWithTheEarliestTime_AndAtItTheOutageHoldsNothing(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Open, new StoryPlot { Outage = true });
        await using var _ = site;
        site.Clock.Advance(TimeSpan.FromSeconds(20));
        var (reopenedUtc, earliest) = (site.NowUtc, site.NowUtc.AddMinutes(30));
        Task ReopenAsync(DateTime deadlineUtc) => site.UseAsync(
            (TenderService s) => s.ReopenAsync(story.LotId, deadlineUtc, "Later opening", "The site was down", new Acting(story.People.Owner.UserId), default));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => ReopenAsync(earliest.AddMilliseconds(-1)));
        Assert.Equal((TenderingRules.DeferredIntoOutage, "中心服务规则"), (refusal.Rule, refusal.Citation));
        Assert.Equal([earliest.AddSeconds(40), earliest.AddMilliseconds(-1), 30], refusal.Limits);
        Assert.Equal(TenderState.OpeningHeld, (await TenderAsync(story)).State);

        await ReopenAsync(earliest);
        await story.ReadAsync(db =>
        {
            db.AddRange(Enumerable.Range(0, 121).Select(i => new HeartbeatRow { Node = "up again", AtUtc = reopenedUtc.AddSeconds(i * 15) }));
            return db.SaveChangesAsync();
        });
        site.Be(earliest);
        Assert.Equal(OpeningOutcome.Opened, await OpenAsync(site, story));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_WithABrokenEnvelope_OpensTheOthersAndSaysSo(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Close, new StoryPlot { Prices = [.. Enumerable.Range(1, 4).Select(i => Money.Yuan(9_000_000m + i))] });
        await using var _ = site;
        var broken = story.Participations[0];
        await story.ReadAsync(async db =>
        {
            var bid = await db.Set<Bid>().SingleAsync(b => b.ParticipationId == broken);
            var bytes = bid.SealedRecord.ToArray();
            bytes[^1] ^= 1;
            db.Entry(bid).Property(b => b.SealedRecord).CurrentValue = bytes;
            return await db.SaveChangesAsync();
        });

        await OpenAsync(site, story);

        var states = await story.ReadAsync(db => db.Set<Bid>().ToDictionaryAsync(b => b.ParticipationId, b => b.State));
        Assert.Equal(BidState.Unreadable, states[broken]);
        Assert.Equal(3, states.Values.Count(s => s == BidState.Opened));
        var record = NoticeBoard.FactsOf<OpeningRecordFacts>(await story.ReadAsync(db => db.Set<Notice>().SingleAsync(n => n.Kind == NoticeKind.OpeningRecord)));
        Assert.Equal(4, record.Rows.Count);
        Assert.Single(record.Rows, r => r.RejectedUnder == nameof(BidState.Unreadable));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_WithABidThatIsNotWhatItsReceiptAttests_ShowsItAndOpensTheOthers(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Close);
        await using var _ = site;
        var other = story.Participations[1];
        await ChangeAsync<Bid>(story, b => b.ParticipationId == other, (bid, entry) => entry.Property(b => b.ContentHash).CurrentValue = [.. bid.ContentHash[..31], (byte)(bid.ContentHash[31] ^ 1)]);

        Assert.Equal(OpeningOutcome.Opened, await OpenAsync(site, story));

        var states = await story.ReadAsync(db => db.Set<Bid>().ToDictionaryAsync(b => b.ParticipationId, b => b.State));
        Assert.Equal(BidState.DiffersFromReceipt, states[other]);
        Assert.Equal(2, states.Values.Count(s => s == BidState.Opened));
        var row = Assert.Single((await RecordAsync(story)).Rows, r => r.RejectedUnder == nameof(BidState.DiffersFromReceipt));
        Assert.Equal(("Story Bidder B", null, null), (row.Bidder, row.PriceFen, row.Salt));
        await site.UseAsync((EvaluationService s) => s.NamePanelAsync(
            story.LotId,
            [.. story.People.ExpertIds.Take(5).Select(e => new Domain.Evaluation.NameMember("", Domain.Evaluation.MemberKind.Expert, e))], new Acting(1), default));
        await site.UseAsync((EvaluationService s) => s.EnterReportAsync(
            story.LotId, [.. story.Participations.Where(p => p != other).Select(JudgeBid.Accept)], new Acting(1), default));
        var judged = (await site.UseAsync((EvaluationQueries q) => q.FindAsync(story.LotId, default)))!.Bids.Single(b => b.Participation == other);
        Assert.Equal((BidState.DiffersFromReceipt, nameof(BidState.DiffersFromReceipt), null), (judged.State, judged.Line!.Clause, judged.Line.Rank));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_WithABrokenLinkAndABrokenPayer_OpensTheOthersAndRecordsBoth(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Close, new StoryPlot { Prices = [.. Enumerable.Range(1, 4).Select(i => Money.Yuan(9_000_000m + i))] });
        await using var _ = site;
        var (nameless, payerless) = (story.Participations[0], story.Participations[1]);
        await ChangeAsync<Participant>(story, p => p.Id == nameless, (p, entry) => entry.Property(x => x.SealedLink).CurrentValue = Broken(p.SealedLink));
        await ChangeAsync<Deposit>(story, d => d.ParticipationId == nameless || d.ParticipationId == payerless, (d, entry) => entry.Property(x => x.SealedPayer).CurrentValue = Broken(d.SealedPayer!));
        await ChangeAsync<Deposit>(story, d => d.ParticipationId == nameless, (d, entry) => entry.Property(x => x.PayerCopy).CurrentValue = Broken(d.PayerCopy!));

        Assert.Equal(OpeningOutcome.Opened, await OpenAsync(site, story));

        var record = await RecordAsync(story);
        Assert.Equal((4, ""), (record.Rows.Count, Assert.Single(record.Rows, r => r.RejectedUnder == nameof(BidState.Unreadable)).Bidder));
        Assert.Equal(4, record.Drawn.Order.Count);
        var payers = await story.ReadAsync(db => db.Set<Deposit>().ToDictionaryAsync(d => d.ParticipationId, d => d.PayerName));
        Assert.Null(payers[nameless]);
        Assert.Equal("Story Bidder B", payers[payerless]);
        var broken = await story.ReadAsync(db => db.Set<Domain.Supervision.ProcedureEvent>().Where(e => e.Kind.EndsWith("-unreadable")).Select(e => e.Kind).Order().ToListAsync());
        Assert.Equal(["link-unreadable", "payer-unreadable"], broken);
        Assert.Equal("", (await site.UseAsync((EvaluationQueries q) => q.FindAsync(story.LotId, default)))!.Bids.Single(b => b.Participation == nameless).Bidder);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_WithABrokenPayerOfANamelessBid_TakesTheCopyThatTheVaultKept(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Close, new StoryPlot { Prices = [.. Enumerable.Range(1, 4).Select(i => Money.Yuan(9_000_000m + i))] });
        await using var _ = site;
        var nameless = story.Participations[0];
        await ChangeAsync<Participant>(story, p => p.Id == nameless, (p, entry) => entry.Property(x => x.SealedLink).CurrentValue = Broken(p.SealedLink));
        await ChangeAsync<Deposit>(story, d => d.ParticipationId == nameless, (d, entry) => entry.Property(x => x.SealedPayer).CurrentValue = Broken(d.SealedPayer!));

        Assert.Equal(OpeningOutcome.Opened, await OpenAsync(site, story));

        Assert.Equal("Story Bidder A", await story.ReadAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == nameless).Select(d => d.PayerName).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_Held_TellsOwnersSideAndHostInSealedMails(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Close, new StoryPlot { Outage = true, WithAgency = true });
        await using var _ = site;
        await site.Database.TamperAsync($"UPDATE users SET email = 'host@example.com' WHERE id = {story.People.OperatorId}");
        var before = await story.ReadAsync(db => db.Set<OutboxMail>().Select(m => m.Id).ToListAsync());

        Assert.Equal(OpeningOutcome.Held, await OpenAsync(site, story));
        Assert.Equal(OpeningOutcome.Held, await OpenAsync(site, story));

        var mails = await story.ReadAsync(db => db.Set<OutboxMail>().Where(m => !before.Contains(m.Id)).ToListAsync());
        Assert.Equal(3, mails.Count);
        Assert.All(mails, m => Assert.Equal((MailKinds.Confidential, null, null), (m.Kind, m.Subject, m.Body)));
    }

    private static byte[] Broken(byte[] envelope) => [.. envelope[..^1], (byte)(envelope[^1] ^ 1)];

    private static Task<int> ChangeAsync<T>(
        TenderStory story, System.Linq.Expressions.Expression<Func<T, bool>> which, Action<T, Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry<T>> change)
        where T : class => story.ReadAsync(async db =>
        {
            foreach (var row in await db.Set<T>().Where(which).ToListAsync())
            {
                change(row, db.Entry(row));
            }

            return await db.SaveChangesAsync();
        });

    private static async Task<OpeningRecordFacts> RecordAsync(TenderStory story) =>
        NoticeBoard.FactsOf<OpeningRecordFacts>(await story.ReadAsync(db => db.Set<Notice>().SingleAsync(n => n.Kind == NoticeKind.OpeningRecord)));

    [Theory, OnEveryDatabase]
    public async Task Open_WithParticipantsWithoutAStandingBid_LetsTheirDepositsFallDueFromTheirLastWithdrawal_AndNoOthers(DatabaseKind kind)
    {
        var prices = Enumerable.Range(1, 5).Select(i => Money.Yuan(9_000_000m + i));
        var (site, story) = await ToldAsync(kind, "bid Story Bidder E", new StoryPlot { Prices = [.. prices] });
        await using var _ = site;
        var (early, late) = (story.Participations[0], story.Participations[1]);
        Task WithdrawAsync(int bidder) => site.UseAsync((BidService s) => s.WithdrawAsync(story.LotId, story.People.Bidder(bidder).Id, default));
        await WithdrawAsync(0);
        await WithdrawAsync(1);
        await site.UseAsync((BidService s) => s.SubmitAsync(new SubmitBid(story.LotId, story.People.Bidder(1).Id, Money.Yuan(9_000_009m), 280, []), default));
        var silent = await story.PaidAsync(story.People.Bidder(5));
        // Saturday 03-28, two days before the deadline.
        site.Be(story.DeadlineUtc.AddDays(-2));
        await WithdrawAsync(1);
        Assert.All(await story.ReadAsync(db => db.Set<Deposit>().ToListAsync()), d => Assert.Equal(DepositState.Confirmed, d.State));

        await story.ToAsync(StorySteps.Open);

        var deposits = await story.ReadAsync(db => db.Set<Deposit>().Where(d => d.LotId == story.LotId).ToListAsync());
        var due = deposits.Where(d => d.State == DepositState.RefundDue).ToDictionary(d => d.ParticipationId, d => (d.RefundDueOn!.Value, d.RefundRule!, d.WithInterest));
        Assert.Equal(3, due.Count);
        // Withdrawn on 03-02: five days are long over, so the day of the opening. Withdrawn last on 03-28: five days on is Thursday 04-02.
        Assert.Equal((new DateOnly(2026, 3, 30), "construction.withdrawal-refund-days", false), due[early]);
        Assert.Equal((new DateOnly(2026, 4, 2), "construction.withdrawal-refund-days", false), due[late]);
        // Never bid: five working days from the opening, over the holidays.
        Assert.Equal((new DateOnly(2026, 4, 7), "construction.unmatched-return-workdays", false), due[silent]);
        Assert.All(deposits.Where(d => !due.ContainsKey(d.ParticipationId)), d => Assert.Equal(DepositState.Locked, d.State));
        var step = await story.ReadAsync(db => db.Set<Domain.Supervision.ProcedureStep>().SingleAsync(s => s.Stage == Domain.Supervision.Stages.DepositRefund));
        Assert.Equal(Instants.EndOfBeijingDay(new DateOnly(2026, 3, 30)), step.DueAtUtc);
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Open_ThatFails_AfterAWithdrawal_StillCountsItsDepositFromTheWithdrawal(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, "bid Story Bidder C");
        await using var _ = site;
        site.Be(story.DeadlineUtc.AddDays(-2));
        await site.UseAsync((BidService s) => s.WithdrawAsync(story.LotId, story.People.Bidder(0).Id, default));

        await story.ToAsync(StorySteps.Open);

        var due = await story.ReadAsync(db => db.Set<Deposit>().ToDictionaryAsync(d => d.ParticipationId, d => (d.RefundDueOn, d.RefundRule)));
        Assert.Equal((new DateOnly(2026, 4, 2), "construction.withdrawal-refund-days"), due[story.Participations[0]]);
        Assert.Equal((new DateOnly(2026, 4, 7), "construction.failure-refund-days"), due[story.Participations[1]]);
    }

    [Theory, OnEveryDatabase]
    public async Task WithdrawalTerms_BeforeTheWithdrawal_SayByWhenTheDepositGoesBack(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, "bid Story Bidder A");
        await using var _ = site;
        Task<Infrastructure.Deposits.WithdrawalTerms> TermsAsync() => site.UseAsync((Infrastructure.Deposits.DepositService s) => s.WithdrawalTermsAsync(story.LotId, default));

        // Five days from Monday 03-02 end on a Saturday: the Monday after.
        Assert.Equal((5, new DateOnly(2026, 3, 9), new DateOnly(2026, 3, 30)), Told(await TermsAsync()));
        site.Be(story.DeadlineUtc.AddDays(-2));
        Assert.Equal((5, new DateOnly(2026, 4, 2), new DateOnly(2026, 4, 2)), Told(await TermsAsync()));

        static (int, DateOnly, DateOnly) Told(Infrastructure.Deposits.WithdrawalTerms terms) => (terms.Days, terms.OnLeavingBy, terms.OtherwiseBy);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_RecordsTheSaltOfEachBid_SoThatItsHashCanBeReckoned(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Open);
        await using var _ = site;

        var record = NoticeBoard.FactsOf<OpeningRecordFacts>(await story.ReadAsync(db => db.Set<Notice>().SingleAsync(n => n.Kind == NoticeKind.OpeningRecord)));

        var bidder = story.People.Bidder(0);
        var own = Assert.Single(await site.UseAsync((BidService s) => s.OwnAsync(story.Participations[0], bidder.Id, default)));
        var row = Assert.Single(record.Rows, r => r.Bidder == bidder.Name);
        Assert.Equal((own.Record.Salt, Convert.ToHexStringLower(own.Record.ContentHash())), (row.Salt, row.ContentHash));
    }

    [Theory, OnEveryDatabase]
    public async Task CopyFile_BeforeTheOpening_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Close);
        await using var _ = site;
        var bid = await story.ReadAsync(db => db.Set<Bid>().Select(b => b.Id).FirstAsync());

        var broken = await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((OpeningService s) => s.CopyFileAsync(bid, 1, Stream.Null, default)));

        Assert.Equal(TenderingRules.TooEarlyToOpen, broken.Rule);
        Assert.Equal(TenderingRules.TooEarlyToOpen, (await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((OpeningService s) => s.FilesAsync(story.LotId, default)))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task ReadFile_AfterTheOpening_GivesTheFileAndRecordsTheReader(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Open);
        await using var _ = site;
        var listed = (await site.UseAsync((OpeningService s) => s.FilesAsync(story.LotId, default)))[0];
        using var content = new MemoryStream();

        var file = await site.UseAsync((OpeningService s) => s.ReadFileAsync(story.LotId, listed.Id, 1, content, new Acting(story.People.ExpertId), default));

        Assert.Equal(listed.Files[0], file);
        Assert.Contains("Bid file of Story Bidder A", System.Text.Encoding.UTF8.GetString(content.ToArray()), StringComparison.Ordinal);
        var read = await story.ReadAsync(db => db.Set<Domain.Supervision.ProcedureEvent>().SingleAsync(e => e.Kind == "bid-file-read"));
        Assert.Equal((story.People.ExpertId, file!.Sha256), (read.ActorId, Convert.ToHexStringLower(read.ContentHash!)));
        Assert.Null(await site.UseAsync((OpeningService s) => s.ReadFileAsync(story.LotId, listed.Id, 2, Stream.Null, Acting.Clock, default)));
        Assert.Null(await site.UseAsync((OpeningService s) => s.ReadFileAsync(story.LotId, Guid.NewGuid(), 1, Stream.Null, Acting.Clock, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task ReadFile_ThatIsLostFromTheStore_IsRefusedByItsName(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Open);
        await using var _ = site;
        var listed = (await site.UseAsync((OpeningService s) => s.FilesAsync(story.LotId, default)))[0];
        await site.UseAsync((BlobStore blobs) =>
        {
            blobs.Delete(BlobId.Parse(listed.Files[0].BlobId));
            return Task.CompletedTask;
        });

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync((OpeningService s) => s.CopyFileAsync(listed.Id, 1, Stream.Null, default)));

        Assert.Equal((TenderingRules.FileUnreadable, listed.Files[0].Name), (refusal.Rule, Assert.Single(refusal.Limits)));
    }
}
