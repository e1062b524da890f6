using Trading.Domain.Shared;

namespace Trading.Domain.Tendering;

/// <summary>
/// A question about a tender document. It holds nothing about who asked, and of when only the day: a finer time, beside a log of some other system,
/// could tell. Its key is random, so that rows do not tell their order.
/// </summary>
public sealed class Question
{
    /// <summary>Characters of a question at most.</summary>
    public const int Longest = 2000;

    private Question()
    {
    }

    public Guid Id { get; private set; }
    public long LotId { get; private set; }
    public string Text { get; private set; } = "";
    public DateOnly AskedOn { get; private set; }

    /// <summary>The clarification that answers it; null while none does.</summary>
    public Guid? AnsweredBy { get; private set; }

    /// <exception cref="RuleBrokenException"><c>tendering.question-empty</c>, <c>tendering.question-too-long</c></exception>
    public static Question Ask(Guid id, long lotId, string? text, DateOnly today)
    {
        var asked = (text ?? "").Trim();
        if (asked.Length == 0)
        {
            throw new RuleBrokenException(QuestionRules.Empty);
        }

        return asked.Length <= Longest
            ? new Question { Id = id, LotId = lotId, Text = asked, AskedOn = today }
            : throw new RuleBrokenException(QuestionRules.TooLong, Longest, asked.Length);
    }

    /// <summary>A clarification answers it; the first one stays.</summary>
    public void Answer(Guid noticeId) => AnsweredBy ??= noticeId;
}

/// <summary>What asking refuses.</summary>
public static class QuestionRules
{
    /// <summary>The time for questions is over, or there is no tender to ask about: {0} until when.</summary>
    public const string Closed = "tendering.questions-closed";
    public const string Empty = "tendering.question-empty";

    /// <summary>{0}: the most characters, {1}: how many came.</summary>
    public const string TooLong = "tendering.question-too-long";
}
