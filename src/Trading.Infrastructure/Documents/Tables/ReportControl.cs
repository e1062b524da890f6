using Trading.Domain.Shared;

namespace Trading.Infrastructure.Documents.Tables;

/// <summary>
/// What the ledger says a column's total must be. <paramref name="Account"/> names the ledger account for the reader, such as <c>1131</c>.
/// </summary>
public sealed record ReportControl(string Heading, string Account, Money Total);
