using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Calendar;
using Trading.Domain.Notices;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Tendering;

public sealed class QuestionMapping : IEntityTypeConfiguration<Question>
{
    public void Configure(EntityTypeBuilder<Question> builder)
    {
        builder.ToTable("question");
        builder.Property(q => q.Id).ValueGeneratedNever();
        builder.Property(q => q.Text).HasMaxLength(Question.Longest);
        builder.HasIndex(q => q.LotId);
        builder.HasIndex(q => q.AnsweredBy);
        builder.HasOne<Lot>().WithMany().HasForeignKey(q => q.LotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Notice>().WithMany().HasForeignKey(q => q.AnsweredBy).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>
/// Takes questions about a tender from anybody, without asking who it is, and marks them answered by the clarification that answers them. Asking
/// leaves no event: the chain of events keeps times to the millisecond.
/// </summary>
public sealed class QuestionService(TradingDbContext db, TimeProvider clock, WorkCalendar calendar)
{
    /// <summary>Keeps the question; one that is open already in the same words is the same question, sent again because its answer was lost.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>tendering.questions-closed</c>, <c>tendering.question-empty</c>, <c>tendering.question-too-long</c>
    /// </exception>
    public async Task AskAsync(long lotId, string? text, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var tender = await db.Set<Tender>().AsNoTracking().SingleAsync(t => t.LotId == lotId, ct);
        var project = await db.Set<Project>().AsNoTracking().SingleAsync(p => p.Id == tender.ProjectId, ct);
        var untilUtc = UntilUtc(tender, TenderLoader.RulesOf(project), calendar);
        if (!tender.TakesBids(nowUtc) || nowUtc >= untilUtc)
        {
            throw new RuleBrokenException(QuestionRules.Closed, untilUtc);
        }

        var question = Question.Ask(Guid.NewGuid(), lotId, text, Instants.BeijingDay(nowUtc));
        if (!await db.Set<Question>().AnyAsync(q => q.LotId == lotId && q.AnsweredBy == null && q.Text == question.Text, ct))
        {
            db.Add(question);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Marks open questions of the lot as answered by one of its notices; those of another lot are left alone.</summary>
    /// <returns>How many are answered by it that were open.</returns>
    public async Task<int> AnswerAsync(long lotId, Guid noticeId, IReadOnlyCollection<Guid> questionIds, CancellationToken ct)
    {
        return await db.InTransactionAsync(
            async () =>
            {
                _ = await db.Set<Notice>().SingleAsync(n => n.Id == noticeId && n.LotId == lotId, ct);
                var open = await db.Set<Question>().Where(q => q.LotId == lotId && q.AnsweredBy == null && questionIds.Contains(q.Id)).ToListAsync(ct);
                open.ForEach(q => q.Answer(noticeId));
                await db.SaveChangesAsync(ct);
                return open.Count;
            },
            ct);
    }

    /// <summary>
    /// Until when questions are taken: as objections to the tender document, counted back from the deadline through the end of that day; the pinned
    /// rulebook says how many.
    /// </summary>
    public static DateTime UntilUtc(Tender tender, TenderRulebook rules, WorkCalendar calendar) => tender.DeadlineUtc is { } deadline
        ? Instants.EndOfBeijingDay(rules.Rulebook.Period(rules.DocumentObjection.Key, calendar, Instants.BeijingDay(deadline)).Date)
        : DateTime.MinValue;
}

/// <summary>A question that no clarification answers yet.</summary>
public sealed record OpenQuestion(Guid Id, string Text, DateOnly AskedOn);

/// <summary>What the owner's side reads of questions. The public sees a question with its answer only, and no count before.</summary>
public sealed class QuestionQueries(TradingDbContext db)
{
    /// <summary>The open questions of a lot by day; the caller has checked that the lot is the reader's.</summary>
    public async Task<IReadOnlyList<OpenQuestion>> OpenAsync(long lotId, CancellationToken ct) =>
        await db.Set<Question>().AsNoTracking().Where(q => q.LotId == lotId && q.AnsweredBy == null)
            .OrderBy(q => q.AskedOn).ThenBy(q => q.Id).Select(q => new OpenQuestion(q.Id, q.Text, q.AskedOn)).ToListAsync(ct);
}
