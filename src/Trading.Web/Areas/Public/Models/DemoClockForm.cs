using System.ComponentModel.DataAnnotations;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Models;

public sealed class DemoClockForm
{
    /// <summary>Beijing time.</summary>
    [Required, Display(Name = "demo.clock.to"), RuleField(BusinessClockRules.NeverBack, BusinessClockRules.TooFar)]
    public DateTime? To { get; set; }
}

public sealed record DemoClockPage(TimeSpan Ahead, IReadOnlyList<PublicDeadline> Deadlines);
