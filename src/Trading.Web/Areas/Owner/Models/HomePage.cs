using Trading.Infrastructure.Projects;

namespace Trading.Web.Areas.Owner.Models;

public sealed record HomePage(IReadOnlyList<DueRow> Due, IReadOnlyList<ProjectRow> Projects);
