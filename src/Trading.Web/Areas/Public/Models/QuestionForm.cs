using System.ComponentModel.DataAnnotations;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Notices;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Models;

public sealed class QuestionForm
{
    [CheckedByService, Display(Name = "question.text"), RuleField(QuestionRules.Empty, QuestionRules.TooLong)]
    public string? Text { get; set; }
}

public sealed record QuestionPage(NoticeDetail Detail, bool IsOpen, QuestionForm Form);
