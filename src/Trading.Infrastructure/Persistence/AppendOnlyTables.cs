namespace Trading.Infrastructure.Persistence;

/// <summary>
/// Tables whose rows are only ever added. Each gets triggers that refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL); a correction is a new row.
/// </summary>
public static class AppendOnlyTables
{
    public static readonly IReadOnlyList<string> Names =
    [
        "journal_entry", "posting", "entry_seal", "entry_link", "procedure_event", "event_link", "evaluation_confirmation", "chain_checkpoint", "non_tax_notice", "fee_event", "centre_revenue_model",
    ];
}
