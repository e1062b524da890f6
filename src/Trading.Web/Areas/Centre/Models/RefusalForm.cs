using System.ComponentModel.DataAnnotations;
using Trading.Infrastructure.Parties;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Centre.Models;

public sealed class RefusalForm
{
    [CheckedByService, Display(Name = FieldWords.Reason)]
    public string? Reason { get; set; }
}
