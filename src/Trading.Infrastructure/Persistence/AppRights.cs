namespace Trading.Infrastructure.Persistence;

/// <summary>What the site may do with a table besides reading it.</summary>
[Flags]
public enum TableRights
{
    ReadOnly = 0,
    Add = 1,
    Change = 2,
    Remove = 4,
}

/// <summary>
/// What the site's own role may do on PostgreSQL, table by table: the least that the product needs, so that whoever gets hold of the site's connection
/// cannot change what is only ever added, nor take a guard away. Tables belong to another role, which only <c>migrate</c> uses. Append-only tables
/// come from the guards' own list; every other table of the model is decided on here, and a test misses one that is not.
/// </summary>
public static class AppRights
{
    /// <summary>The schema in which the scheduler keeps what it knows on PostgreSQL.</summary>
    public const string SchedulerSchema = "hangfire";

    private const TableRights Kept = TableRights.Add | TableRights.Change;
    private const TableRights Full = Kept | TableRights.Remove;

    private static readonly Dictionary<string, TableRights> Others = new(StringComparer.Ordinal)
    {
        // The model's own, written by migrations alone.
        ["__EFMigrationsHistory"] = TableRights.ReadOnly,
        ["roles"] = TableRights.ReadOnly,
        ["role_claims"] = TableRights.ReadOnly,

        // Added and never changed by the product, without a guard of their own.
        ["account"] = TableRights.Add,
        ["account_choice"] = TableRights.Add,
        ["bid_refusal"] = TableRights.Add,
        ["clock_jump"] = TableRights.Add,
        ["party_events"] = TableRights.Add,
        ["vault_identity"] = TableRights.Add,

        ["account_balance"] = Kept,
        ["account_changes"] = Kept,
        ["accounting_period"] = Kept,
        ["award"] = Kept,
        ["award_notice"] = Kept,
        ["bank_account"] = Kept,
        ["bank_line"] = Kept,
        ["bank_statement"] = Kept,
        ["bid"] = Kept,
        ["centre_fee_schedule"] = Kept,
        ["centre_rule"] = Kept,
        ["centres"] = Kept,
        ["contract_record"] = Kept,
        ["deposit"] = Kept,
        ["deposit_cover"] = Kept,
        ["deposit_payout"] = Kept,
        ["due_action"] = Kept,
        ["fee_charge"] = Kept,
        ["fee_refund"] = Kept,
        ["finance_decision"] = Kept,
        ["forfeiture"] = Kept,
        ["freeze_order"] = Kept,
        ["hold"] = Kept,
        ["instalment"] = Kept,
        ["lot_key"] = Kept,
        ["non_tax_receipt"] = Kept,
        ["notice"] = Kept,
        ["number_series"] = Kept,
        ["organisation_accounts"] = Kept,
        ["organisations"] = Kept,
        ["outbox"] = Kept,
        ["participation"] = Kept,
        ["posts"] = Kept,
        ["price_payout"] = Kept,
        ["price_plan"] = Kept,
        ["price_plan_change"] = Kept,
        ["price_receipt"] = Kept,
        ["procedure_step"] = Kept,
        ["project"] = Kept,
        ["question"] = Kept,
        ["remittance"] = Kept,
        ["report_order"] = Kept,
        ["repayment"] = Kept,
        ["repayment_batch"] = Kept,
        ["room"] = Kept,
        ["tender"] = Kept,
        ["treasury_claim"] = Kept,
        ["treasury_return"] = Kept,
        ["unreadable_file"] = Kept,
        ["user_claims"] = Kept,
        ["user_logins"] = Kept,
        ["user_tokens"] = Kept,
        ["users"] = Kept,
        ["waiting_refund"] = Kept,

        // Put in by the database with each seal and event, taken out with the link.
        ["unchained_entry"] = TableRights.Add | TableRights.Remove,
        ["unchained_event"] = TableRights.Add | TableRights.Remove,

        // A panel or a report that nobody has confirmed is entered anew; a draft may be thrown away; a role is taken back; old heartbeats are forgotten.
        ["evaluation_line"] = Full,
        ["evaluation_report"] = Full,
        ["heartbeat"] = Full,
        ["lot"] = Full,
        ["organisation_findings"] = Full,
        ["panel_member"] = Full,
        ["registration_drafts"] = Full,
        ["tender_document"] = Full,
        ["user_roles"] = Full,
    };

    /// <summary>Every table that there is, with the rights of the site's role.</summary>
    public static IReadOnlyDictionary<string, TableRights> ByTable { get; } =
        AppendOnlyTables.Names.Select(name => KeyValuePair.Create(name, TableRights.Add)).Concat(Others).ToDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The statements that give a role exactly these rights, whatever it had; idempotent, and one transaction where they are sent as one command, so that a
    /// site that is running misses none. The scheduler gets a schema of its own: it keeps its own tables, and nothing is lost with them.
    /// </summary>
    internal static string Script(string role)
    {
        var name = Quoted(role);
        return string.Join('\n', ByTable.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => OfTable(Quoted(t.Key), t.Value, name))) + $"""

            GRANT USAGE ON SCHEMA public TO {name}; REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name};
            GRANT USAGE ON SEQUENCE journal_entry_id_seq TO {name};
            DO $$ BEGIN
              IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '{SchedulerSchema}') THEN
                CREATE SCHEMA {SchedulerSchema};
              END IF;
            END $$;
            GRANT USAGE, CREATE ON SCHEMA {SchedulerSchema} TO {name};
            """;
    }

    internal static string CreateScript(string role) => $"CREATE ROLE {Quoted(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE";

    /// <summary>As PostgreSQL names them.</summary>
    public static IEnumerable<string> Privileges(TableRights rights)
    {
        yield return "SELECT";
        if (rights.HasFlag(TableRights.Add))
        {
            yield return "INSERT";
        }

        if (rights.HasFlag(TableRights.Change))
        {
            yield return "UPDATE";
        }

        if (rights.HasFlag(TableRights.Remove))
        {
            yield return "DELETE";
        }
    }

    private static string OfTable(string table, TableRights rights, string role) =>
        $"REVOKE ALL ON TABLE {table} FROM PUBLIC, {role}; GRANT {string.Join(", ", Privileges(rights))} ON TABLE {table} TO {role};";

    private static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
