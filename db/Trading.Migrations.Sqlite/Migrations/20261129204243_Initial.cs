using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Trading.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    @class = table.Column<string>(name: "class", type: "TEXT", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    currency = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "accounting_period",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    next_month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    proofs = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    proposed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    proposed_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    decided_by = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    declined_because = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    entries = table.Column<long>(type: "INTEGER", nullable: true),
                    debits = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    last_entry_id = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounting_period", x => x.id);
                    table.CheckConstraint("ck_accounting_period_decided", "(state = 'Proposed') = (decided_by IS NULL)");
                    table.CheckConstraint("ck_accounting_period_four_eyes", "decided_by IS NULL OR decided_by <> proposed_by");
                    table.CheckConstraint("ck_accounting_period_totals", "(state = 'Closed') = (entries IS NOT NULL AND debits IS NOT NULL AND last_entry_id IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "award",
                columns: table => new
                {
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    winner_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    contract_days = table.Column<int>(type: "INTEGER", nullable: false),
                    ground = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    decided_by = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_award", x => x.lot_id);
                });

            migrationBuilder.CreateTable(
                name: "award_notice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    verification_code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    issued_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    facts = table.Column<string>(type: "TEXT", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    chinese_blob_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    chinese_sha256 = table.Column<byte[]>(type: "BLOB", nullable: true),
                    english_blob_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    english_sha256 = table.Column<byte[]>(type: "BLOB", nullable: true),
                    rendered_at_utc = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_award_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bank_account",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    bank_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    profile = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    payment_format = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bid",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bid_version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    receipt_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    received_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sealed_record = table.Column<byte[]>(type: "BLOB", nullable: false),
                    bidder_copy = table.Column<byte[]>(type: "BLOB", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: true),
                    contract_days = table.Column<int>(type: "INTEGER", nullable: true),
                    rejected_under = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bid", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bid_refusal",
                columns: table => new
                {
                    number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rule = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    received_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    deadline_utc = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bid_refusal", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "centres",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    parent_id = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_centres", x => x.id);
                    table.ForeignKey(
                        name: "fk_centres_centres_parent_id",
                        column: x => x.parent_id,
                        principalTable: "centres",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "chain_checkpoint",
                columns: table => new
                {
                    chain = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    made_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chain_checkpoint", x => new { x.chain, x.number });
                });

            migrationBuilder.CreateTable(
                name: "clock_jump",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    from_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    to_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    offset_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    by_user_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clock_jump", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contract_record",
                columns: table => new
                {
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    signed_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    recorded_by = table.Column<long>(type: "INTEGER", nullable: true),
                    recorded_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_record", x => x.lot_id);
                });

            migrationBuilder.CreateTable(
                name: "deposit",
                columns: table => new
                {
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sub_account_tag = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: false),
                    received = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state_under = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    converted = table.Column<long>(type: "INTEGER", nullable: false),
                    forfeited = table.Column<long>(type: "INTEGER", nullable: false),
                    payer_check = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sealed_payer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    payer_copy = table.Column<byte[]>(type: "BLOB", nullable: true),
                    payer_name = table.Column<string>(type: "TEXT", nullable: true),
                    payer_account = table.Column<string>(type: "TEXT", nullable: true),
                    payer_bank = table.Column<string>(type: "TEXT", nullable: true),
                    value_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    hold_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    refund_due_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    refund_rule = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    refund_citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    with_interest = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_bidders_delay = table.Column<bool>(type: "INTEGER", nullable: false),
                    let_go_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    let_go_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    refunds_apart = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deposit", x => x.participation_id);
                    table.CheckConstraint("ck_deposit_held_up", "(state IN ('Frozen', 'ForfeitProposed')) = (state_under IS NOT NULL)");
                    table.CheckConstraint("ck_deposit_let_go", "(let_go_by IS NULL) = (let_go_on IS NULL)");
                    table.CheckConstraint("ck_deposit_parts", "converted >= 0 AND forfeited >= 0 AND converted + forfeited <= received");
                });

            migrationBuilder.CreateTable(
                name: "due_action",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    done_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_try_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    parked_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_due_action", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_report",
                columns: table => new
                {
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_by = table.Column<long>(type: "INTEGER", nullable: true),
                    entered_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    tie_reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_report", x => x.lot_id);
                });

            migrationBuilder.CreateTable(
                name: "heartbeat",
                columns: table => new
                {
                    node = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_heartbeat", x => new { x.at_utc, x.node });
                });

            migrationBuilder.CreateTable(
                name: "journal_entry",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    value_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    posted_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    booked_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    reverses_id = table.Column<long>(type: "INTEGER", nullable: true),
                    request_hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_entry", x => x.id);
                    table.ForeignKey(
                        name: "fk_journal_entry_journal_entry_reverses_id",
                        column: x => x.reverses_id,
                        principalTable: "journal_entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "lot_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    suite = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    public_point = table.Column<byte[]>(type: "BLOB", nullable: false),
                    public_proof = table.Column<byte[]>(type: "BLOB", nullable: false),
                    wrapped_private_key = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lot_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    facts = table.Column<string>(type: "TEXT", nullable: false),
                    published_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    until_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "number_series",
                columns: table => new
                {
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    series = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_number_series", x => new { x.centre_id, x.series, x.year });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    recipient = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: true),
                    sealed_content = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    next_try_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                    table.CheckConstraint("ck_outbox_sealed_or_clear", "(sealed_content IS NULL) = (recipient IS NOT NULL AND subject IS NOT NULL AND body IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "panel_member",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_panel_member", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "participation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    tag = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    unique_tag = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sealed_link = table.Column<byte[]>(type: "BLOB", nullable: false),
                    bidder_copy = table.Column<byte[]>(type: "BLOB", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_participation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "party_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    words_key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    detail = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    by_user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_party_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "procedure_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: true),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    actor_id = table.Column<long>(type: "INTEGER", nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    rule_key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    is_sealed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_procedure_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "procedure_step",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: true),
                    subject_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: true),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: true),
                    about = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    stage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    post = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: true),
                    deputy_id = table.Column<long>(type: "INTEGER", nullable: true),
                    started_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    rule_key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    warned_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    done_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    done_by = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_procedure_step", x => x.id);
                    table.CheckConstraint("ck_procedure_step_subject", "(subject_kind IN ('Project', 'Lot')) = (project_id IS NOT NULL) AND (subject_kind = 'Lot') = (lot_id IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "project",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    approval_number = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    is_legally_required = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_state_funded = table.Column<bool>(type: "INTEGER", nullable: false),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    agency_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by = table.Column<long>(type: "INTEGER", nullable: false),
                    form_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    confirmation = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sent_back_because = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    created_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    submitted_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    defects = table.Column<string>(type: "TEXT", nullable: false),
                    settings = table.Column<string>(type: "TEXT", nullable: false),
                    rulebook_json = table.Column<string>(type: "TEXT", nullable: true),
                    rulebook_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "remittance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    income = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    made_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_remittance", x => x.id);
                    table.CheckConstraint("ck_remittance_amount", "amount > 0");
                });

            migrationBuilder.CreateTable(
                name: "repayment_batch",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    pay_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    made_by = table.Column<long>(type: "INTEGER", nullable: false),
                    made_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    approved_by = table.Column<long>(type: "INTEGER", nullable: true),
                    approved_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_repayment_batch", x => x.id);
                    table.CheckConstraint("ck_repayment_batch_approved", "(state = 'Approved') = (approved_by IS NOT NULL)");
                    table.CheckConstraint("ck_repayment_batch_four_eyes", "approved_by IS NULL OR approved_by <> made_by");
                });

            migrationBuilder.CreateTable(
                name: "report_order",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    format = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    basis = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    ordered_by = table.Column<long>(type: "INTEGER", nullable: false),
                    ordered_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    percent = table.Column<int>(type: "INTEGER", nullable: false),
                    started_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    made_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    expires_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    size = table.Column<long>(type: "INTEGER", nullable: true),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    failure = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_order", x => x.id);
                    table.CheckConstraint("ck_report_order_made", "state NOT IN ('Ready', 'Expired') OR (content_hash IS NOT NULL AND size IS NOT NULL AND expires_at_utc IS NOT NULL)");
                    table.CheckConstraint("ck_report_order_percent", "percent BETWEEN 0 AND 100");
                });

            migrationBuilder.CreateTable(
                name: "roles",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tender_document",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    content_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    blob_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    length = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    published_at_utc = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tender_document", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "treasury_return",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    income = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    model_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    basis_points = table.Column<long>(type: "INTEGER", nullable: false),
                    rounding = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    collected = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reckoned_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    line_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    received_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_treasury_return", x => x.id);
                    table.CheckConstraint("ck_treasury_return_amount", "amount >= 0 AND amount <= collected AND collected > 0");
                    table.CheckConstraint("ck_treasury_return_received", "(state = 'Received') = (line_id IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "vault_identity",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    bound_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vault_identity", x => x.id);
                    table.CheckConstraint("ck_vault_identity_one", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "account_balance",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    posted = table.Column<long>(type: "INTEGER", nullable: false),
                    held = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_balance", x => x.account_id);
                    table.CheckConstraint("ck_account_balance_available", "posted - held >= 0");
                    table.CheckConstraint("ck_account_balance_held", "held >= 0");
                    table.ForeignKey(
                        name: "fk_account_balance_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "hold",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    captured = table.Column<long>(type: "INTEGER", nullable: false),
                    released = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    opened_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    resolved_at_utc = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hold", x => x.id);
                    table.CheckConstraint("ck_hold_amount", "amount > 0 AND captured >= 0 AND released >= 0");
                    table.CheckConstraint("ck_hold_parts", "(state = 'Open' AND captured = 0 AND released = 0) OR (state <> 'Open' AND captured + released = amount)");
                    table.ForeignKey(
                        name: "fk_hold_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bank_statement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    difference = table.Column<long>(type: "INTEGER", nullable: true),
                    format = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    profile = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    succession = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sealed_file = table.Column<byte[]>(type: "BLOB", nullable: false),
                    file_tag = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    imported_by = table.Column<long>(type: "INTEGER", nullable: true),
                    imported_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_statement", x => x.id);
                    table.ForeignKey(
                        name: "fk_bank_statement_bank_account_bank_account_id",
                        column: x => x.bank_account_id,
                        principalTable: "bank_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    payer_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payer_account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    payer_bank = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payer_check = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    end_to_end_id = table.Column<string>(type: "TEXT", maxLength: 35, nullable: true),
                    match_tag = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    subject_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    new_amount = table.Column<long>(type: "INTEGER", nullable: true),
                    agreement = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    paper_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    paper_blob = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    paper_sha256 = table.Column<byte[]>(type: "BLOB", nullable: true),
                    proposed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    proposed_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    decided_by = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    declined_because = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finance_decision", x => x.id);
                    table.CheckConstraint("ck_finance_decision_decided", "(state = 'Proposed') = (decided_by IS NULL)");
                    table.CheckConstraint("ck_finance_decision_four_eyes", "decided_by IS NULL OR decided_by <> proposed_by");
                    table.CheckConstraint("ck_finance_decision_paper", "kind <> 'RefundPayeeCorrected' OR (payer_check IS NOT NULL AND paper_blob IS NOT NULL AND paper_sha256 IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_finance_decision_bank_account_bank_account_id",
                        column: x => x.bank_account_id,
                        principalTable: "bank_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unreadable_file",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    profile = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    sealed_file = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sealed_name = table.Column<byte[]>(type: "BLOB", nullable: false),
                    file_tag = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    reason_values = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    received_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_by = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_because = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unreadable_file", x => x.id);
                    table.ForeignKey(
                        name: "fk_unreadable_file_bank_account_bank_account_id",
                        column: x => x.bank_account_id,
                        principalTable: "bank_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_choice",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    line = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    set_by_user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    set_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_choice", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_choice_bank_account_bank_account_id",
                        column: x => x.bank_account_id,
                        principalTable: "bank_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_account_choice_centre_centre_id",
                        column: x => x.centre_id,
                        principalTable: "centres",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "centre_fee_schedule",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    occasion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    schedule_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    effective_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    effective_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    set_by_user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    set_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_centre_fee_schedule", x => x.id);
                    table.CheckConstraint("ck_centre_fee_schedule_dates", "effective_to >= effective_from");
                    table.ForeignKey(
                        name: "fk_centre_fee_schedule_centre_centre_id",
                        column: x => x.centre_id,
                        principalTable: "centres",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "centre_revenue_model",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    model_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    effective_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    effective_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    treasury_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    treasury_number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    treasury_bank = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    treasury_check = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    set_by_user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    set_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_centre_revenue_model", x => x.id);
                    table.CheckConstraint("ck_centre_revenue_model_dates", "effective_to >= effective_from");
                    table.ForeignKey(
                        name: "fk_centre_revenue_model_centres_centre_id",
                        column: x => x.centre_id,
                        principalTable: "centres",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kinds = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    credit_code = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    contact_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    contact_phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    contact_email = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    representative_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    representative_id_protected = table.Column<string>(type: "TEXT", nullable: false),
                    representative_id_masked = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    registered_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    review_state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    review_centre_id = table.Column<long>(type: "INTEGER", nullable: true),
                    reviewed_by_user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    reviewed_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    commitment_signed_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    commitment_signed_by_user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    commitment_signed_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    commitment_text_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    commitment_text_version = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisations_centres_review_centre_id",
                        column: x => x.review_centre_id,
                        principalTable: "centres",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "room",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_room", x => x.id);
                    table.CheckConstraint("ck_room_capacity", "capacity > 0");
                    table.ForeignKey(
                        name: "fk_room_centres_centre_id",
                        column: x => x.centre_id,
                        principalTable: "centres",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deposit_cover",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    handed_in_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sealed_record = table.Column<byte[]>(type: "BLOB", nullable: false),
                    bidder_copy = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    number = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    amount = table.Column<long>(type: "INTEGER", nullable: true),
                    valid_through = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    beneficiary = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    file_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    checked_by = table.Column<long>(type: "INTEGER", nullable: true),
                    checked_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    checked_how = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    claim_ground = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    claim_citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    claim_evidence = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    claimed_by = table.Column<long>(type: "INTEGER", nullable: true),
                    claim_approved_by = table.Column<long>(type: "INTEGER", nullable: true),
                    released_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    release_rule = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    release_citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    pooled_with = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deposit_cover", x => x.id);
                    table.CheckConstraint("ck_deposit_cover_checked", "(checked_by IS NULL) = (checked_how IS NULL) AND (state NOT IN ('Verified', 'Refused', 'Claimed') OR checked_by IS NOT NULL OR kind = 'Pooled')");
                    table.CheckConstraint("ck_deposit_cover_claimed", "(state = 'Claimed') = (claim_approved_by IS NOT NULL)");
                    table.CheckConstraint("ck_deposit_cover_pooled", "pooled_with IS NULL OR (kind = 'Pooled' AND pooled_with <> participation_id)");
                    table.CheckConstraint("ck_deposit_cover_two_people", "claim_approved_by IS NULL OR (claimed_by IS NOT NULL AND claim_approved_by <> claimed_by)");
                    table.ForeignKey(
                        name: "fk_deposit_cover_deposit_participation_id",
                        column: x => x.participation_id,
                        principalTable: "deposit",
                        principalColumn: "participation_id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deposit_cover_deposit_pooled_with",
                        column: x => x.pooled_with,
                        principalTable: "deposit",
                        principalColumn: "participation_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "forfeiture",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ground = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ground_rule = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    clause = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    hearing_note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    evidence_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    evidence_blob = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    evidence_sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    evidence_length = table.Column<long>(type: "INTEGER", nullable: false),
                    destination = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    destination_rule = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    destination_citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    fee = table.Column<long>(type: "INTEGER", nullable: false),
                    proposed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    proposed_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    first_approved_by = table.Column<long>(type: "INTEGER", nullable: true),
                    first_approved_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    second_approved_by = table.Column<long>(type: "INTEGER", nullable: true),
                    second_approved_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    declined_by = table.Column<long>(type: "INTEGER", nullable: true),
                    declined_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    declined_because = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forfeiture", x => x.id);
                    table.CheckConstraint("ck_forfeiture_amounts", "amount > 0 AND fee >= 0 AND fee <= amount");
                    table.CheckConstraint("ck_forfeiture_decided", "(state = 'Approved') = (second_approved_by IS NOT NULL) AND (state = 'Declined') = (declined_by IS NOT NULL) AND (state <> 'Seconded' OR first_approved_by IS NOT NULL)");
                    table.CheckConstraint("ck_forfeiture_three_people", "(first_approved_by IS NULL OR first_approved_by <> proposed_by) AND (second_approved_by IS NULL OR (first_approved_by IS NOT NULL AND second_approved_by <> proposed_by AND second_approved_by <> first_approved_by)) AND (declined_by IS NULL OR declined_by <> proposed_by)");
                    table.ForeignKey(
                        name: "fk_forfeiture_deposit_participation_id",
                        column: x => x.participation_id,
                        principalTable: "deposit",
                        principalColumn: "participation_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "freeze_order",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    authority = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ordered_by = table.Column<long>(type: "INTEGER", nullable: false),
                    ordered_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    lifted_by = table.Column<long>(type: "INTEGER", nullable: true),
                    lifted_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    lifted_because = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_freeze_order", x => x.id);
                    table.CheckConstraint("ck_freeze_order_lifted", "(lifted_by IS NULL) = (lifted_because IS NULL)");
                    table.ForeignKey(
                        name: "fk_freeze_order_deposit_participation_id",
                        column: x => x.participation_id,
                        principalTable: "deposit",
                        principalColumn: "participation_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_line",
                columns: table => new
                {
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    judgement = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    clause = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    evaluated_price = table.Column<long>(type: "INTEGER", nullable: true),
                    rank = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_line", x => x.participation_id);
                    table.ForeignKey(
                        name: "fk_evaluation_line_evaluation_report_lot_id",
                        column: x => x.lot_id,
                        principalTable: "evaluation_report",
                        principalColumn: "lot_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entry_seal",
                columns: table => new
                {
                    entry_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry_seal", x => x.entry_id);
                    table.ForeignKey(
                        name: "fk_entry_seal_journal_entry_entry_id",
                        column: x => x.entry_id,
                        principalTable: "journal_entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "posting",
                columns: table => new
                {
                    entry_id = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_posting", x => new { x.entry_id, x.line });
                    table.CheckConstraint("ck_posting_amount", "amount <> 0");
                    table.ForeignKey(
                        name: "fk_posting_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_posting_journal_entry_entry_id",
                        column: x => x.entry_id,
                        principalTable: "journal_entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_confirmation",
                columns: table => new
                {
                    member_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_confirmation", x => x.member_id);
                    table.ForeignKey(
                        name: "fk_evaluation_confirmation_panel_member_member_id",
                        column: x => x.member_id,
                        principalTable: "panel_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "event_link",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    prev_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    linked_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event_link", x => x.seq);
                    table.ForeignKey(
                        name: "fk_event_link_procedure_event_event_id",
                        column: x => x.event_id,
                        principalTable: "procedure_event",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unchained_event",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unchained_event", x => x.event_id);
                    table.ForeignKey(
                        name: "fk_unchained_event_procedure_event_event_id",
                        column: x => x.event_id,
                        principalTable: "procedure_event",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "lot",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    estimate = table.Column<long>(type: "INTEGER", nullable: false),
                    ceiling = table.Column<long>(type: "INTEGER", nullable: false),
                    floor = table.Column<long>(type: "INTEGER", nullable: true),
                    deposit = table.Column<long>(type: "INTEGER", nullable: false),
                    contract_days = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lot", x => x.id);
                    table.ForeignKey(
                        name: "fk_lot_project_project_id",
                        column: x => x.project_id,
                        principalTable: "project",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "repayment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sealed_subject = table.Column<byte[]>(type: "BLOB", nullable: false),
                    payee_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    payee_account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    payee_bank = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    principal = table.Column<long>(type: "INTEGER", nullable: false),
                    interest = table.Column<long>(type: "INTEGER", nullable: false),
                    late = table.Column<long>(type: "INTEGER", nullable: false),
                    end_to_end_id = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    paid_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    is_settled = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_return_announced = table.Column<bool>(type: "INTEGER", nullable: false),
                    rejected_because = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_repayment", x => x.id);
                    table.CheckConstraint("ck_repayment_amounts", "principal >= 0 AND interest >= 0 AND principal + interest > 0 AND late >= 0 AND late <= interest");
                    table.ForeignKey(
                        name: "fk_repayment_repayment_batch_batch_id",
                        column: x => x.batch_id,
                        principalTable: "repayment_batch",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "waiting_refund",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    payee_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    payee_account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    payee_bank = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    sealed_subject = table.Column<byte[]>(type: "BLOB", nullable: false),
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waiting_refund", x => x.id);
                    table.CheckConstraint("ck_waiting_refund_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_waiting_refund_repayment_batch_batch_id",
                        column: x => x.batch_id,
                        principalTable: "repayment_batch",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "role_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    role_id = table.Column<long>(type: "INTEGER", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_role_claims_asp_net_roles_role_id",
                        column: x => x.role_id,
                        principalTable: "roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bank_line",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    statement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    dedupe_tag = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    booked_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    value_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    payer_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payer_account = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payer_bank = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payer_check = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    form = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    remark = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    end_to_end_id = table.Column<string>(type: "TEXT", maxLength: 35, nullable: true),
                    booked_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_line", x => x.id);
                    table.CheckConstraint("ck_bank_line_amount", "amount <> 0");
                    table.ForeignKey(
                        name: "fk_bank_line_bank_statement_statement_id",
                        column: x => x.statement_id,
                        principalTable: "bank_statement",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "organisation_accounts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    account_number = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    account_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    is_basic = table.Column<bool>(type: "INTEGER", nullable: false),
                    from_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    until_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    proof = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_accounts", x => x.id);
                    table.ForeignKey(
                        name: "fk_organisation_accounts_organisation_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "organisation_findings",
                columns: table => new
                {
                    field = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    words_key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_findings", x => new { x.organisation_id, x.field, x.words_key });
                    table.ForeignKey(
                        name: "fk_organisation_findings_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    display_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: true),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: true),
                    is_demo = table.Column<bool>(type: "INTEGER", nullable: false),
                    must_change_password = table.Column<bool>(type: "INTEGER", nullable: false),
                    disabled_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    last_one_time_code_step = table.Column<long>(type: "INTEGER", nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<long>(type: "INTEGER", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                    table.ForeignKey(
                        name: "fk_users_centres_centre_id",
                        column: x => x.centre_id,
                        principalTable: "centres",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_users_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entry_link",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    entry_id = table.Column<long>(type: "INTEGER", nullable: false),
                    prev_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    linked_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry_link", x => x.seq);
                    table.ForeignKey(
                        name: "fk_entry_link_entry_seal_entry_id",
                        column: x => x.entry_id,
                        principalTable: "entry_seal",
                        principalColumn: "entry_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unchained_entry",
                columns: table => new
                {
                    entry_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unchained_entry", x => x.entry_id);
                    table.ForeignKey(
                        name: "fk_unchained_entry_entry_seal_entry_id",
                        column: x => x.entry_id,
                        principalTable: "entry_seal",
                        principalColumn: "entry_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fee_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    occasion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    schedule_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    facts = table.Column<string>(type: "TEXT", nullable: false),
                    discount_basis_points = table.Column<long>(type: "INTEGER", nullable: false),
                    charged = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    told_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fee_event", x => x.id);
                    table.CheckConstraint("ck_fee_event_charged", "charged >= 0");
                    table.ForeignKey(
                        name: "fk_fee_event_lot_lot_id",
                        column: x => x.lot_id,
                        principalTable: "lot",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "price_plan",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    buyer_id = table.Column<long>(type: "INTEGER", nullable: true),
                    buyer_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    destination = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    payee_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payee_account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    payee_bank = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payee_check = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    contract_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    sub_account = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    late_numerator = table.Column<long>(type: "INTEGER", nullable: false),
                    late_denominator = table.Column<long>(type: "INTEGER", nullable: false),
                    late_most_basis_points = table.Column<long>(type: "INTEGER", nullable: true),
                    late_citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    interest_basis_points = table.Column<long>(type: "INTEGER", nullable: true),
                    interest_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    interest_citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    security = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    pass_on_rule = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    received = table.Column<long>(type: "INTEGER", nullable: false),
                    penalty_charged = table.Column<long>(type: "INTEGER", nullable: false),
                    penalty_received = table.Column<long>(type: "INTEGER", nullable: false),
                    penalty_waived = table.Column<long>(type: "INTEGER", nullable: false),
                    interest_charged = table.Column<long>(type: "INTEGER", nullable: false),
                    interest_received = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    proposed_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_plan", x => x.id);
                    table.CheckConstraint("ck_price_plan_amounts", "price > 0 AND received >= 0 AND received <= price AND penalty_received >= 0 AND penalty_received <= penalty_charged AND penalty_waived >= 0 AND interest_received >= 0 AND interest_received <= interest_charged");
                    table.CheckConstraint("ck_price_plan_interest", "(interest_basis_points IS NULL) = (interest_from IS NULL)");
                    table.CheckConstraint("ck_price_plan_opened", "(state IN ('Open', 'Paid')) = (opened_at_utc IS NOT NULL)");
                    table.CheckConstraint("ck_price_plan_paid", "state <> 'Paid' OR (received = price AND penalty_received + penalty_waived >= penalty_charged AND interest_received = interest_charged)");
                    table.CheckConstraint("ck_price_plan_payee", "(destination = 'Transferor') = (payee_check IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_price_plan_lot_lot_id",
                        column: x => x.lot_id,
                        principalTable: "lot",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "question",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    asked_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    answered_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_question", x => x.id);
                    table.ForeignKey(
                        name: "fk_question_lot_lot_id",
                        column: x => x.lot_id,
                        principalTable: "lot",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_question_notice_answered_by",
                        column: x => x.answered_by,
                        principalTable: "notice",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tender",
                columns: table => new
                {
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    notice_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    documents_from_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    documents_until_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    deadline_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    evaluated_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    publicity_from_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    publicity_until_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    awarded_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    contracted_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    tie_chain = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    draw_commitment = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sealed_draw_secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    draw_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tender", x => x.lot_id);
                    table.ForeignKey(
                        name: "fk_tender_lot_lot_id",
                        column: x => x.lot_id,
                        principalTable: "lot",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    account_number = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    account_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    is_basic = table.Column<bool>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    requested_by_user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    requested_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    content_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    decided_by_user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    decision_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_changes", x => x.id);
                    table.CheckConstraint("ck_account_changes_checker_is_not_maker", "decided_by_user_id IS NULL OR decided_by_user_id <> requested_by_user_id");
                    table.ForeignKey(
                        name: "fk_account_changes_asp_net_users_decided_by_user_id",
                        column: x => x.decided_by_user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_account_changes_asp_net_users_requested_by_user_id",
                        column: x => x.requested_by_user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_account_changes_organisation_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "centre_rule",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    rule_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    count_start_day = table.Column<bool>(type: "INTEGER", nullable: false),
                    full_days = table.Column<bool>(type: "INTEGER", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    effective_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    proposed_by_user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    proposed_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_by_user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    approved_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_centre_rule", x => x.id);
                    table.CheckConstraint("ck_centre_rule_approved", "(approved_by_user_id IS NULL) = (approved_at_utc IS NULL)");
                    table.CheckConstraint("ck_centre_rule_kind", "(kind = 'Confirmation' AND rule_hash IS NOT NULL) OR (kind = 'Replacement' AND value IS NOT NULL AND citation IS NOT NULL)");
                    table.CheckConstraint("ck_centre_rule_two_people", "approved_by_user_id <> proposed_by_user_id");
                    table.ForeignKey(
                        name: "fk_centre_rule_centres_centre_id",
                        column: x => x.centre_id,
                        principalTable: "centres",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_centre_rule_users_approved_by_user_id",
                        column: x => x.approved_by_user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_centre_rule_users_proposed_by_user_id",
                        column: x => x.proposed_by_user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "posts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    holder_user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    deputy_user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_posts", x => x.id);
                    table.CheckConstraint("ck_posts_deputy_is_another", "deputy_user_id <> holder_user_id");
                    table.ForeignKey(
                        name: "fk_posts_asp_net_users_deputy_user_id",
                        column: x => x.deputy_user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_posts_asp_net_users_holder_user_id",
                        column: x => x.holder_user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_posts_centres_centre_id",
                        column: x => x.centre_id,
                        principalTable: "centres",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registration_drafts",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    account_account_name = table.Column<string>(type: "TEXT", nullable: true),
                    account_account_number = table.Column<string>(type: "TEXT", nullable: true),
                    account_bank_name = table.Column<string>(type: "TEXT", nullable: true),
                    account_is_basic = table.Column<bool>(type: "INTEGER", nullable: true),
                    commitment_signed_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    commitment_signed_by_user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    commitment_signed_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    commitment_text_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    commitment_text_version = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    organisation_address = table.Column<string>(type: "TEXT", nullable: true),
                    organisation_contact_email = table.Column<string>(type: "TEXT", nullable: true),
                    organisation_contact_name = table.Column<string>(type: "TEXT", nullable: true),
                    organisation_contact_phone = table.Column<string>(type: "TEXT", nullable: true),
                    organisation_credit_code = table.Column<string>(type: "TEXT", nullable: true),
                    organisation_kinds = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: true),
                    organisation_name = table.Column<string>(type: "TEXT", nullable: true),
                    representative_id_masked = table.Column<string>(type: "TEXT", nullable: true),
                    representative_id_protected = table.Column<string>(type: "TEXT", nullable: true),
                    representative_name = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration_drafts", x => x.user_id);
                    table.ForeignKey(
                        name: "fk_registration_drafts_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_user_claims_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_user_logins_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_roles",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    role_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_roles", x => new { x.user_id, x.role_id });
                    table.ForeignKey(
                        name: "fk_user_roles_roles_role_id",
                        column: x => x.role_id,
                        principalTable: "roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_user_roles_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_tokens",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_user_tokens_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "fee_charge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    payer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    schedule_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    income = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    adjusts = table.Column<Guid>(type: "TEXT", nullable: true),
                    citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    @base = table.Column<long>(name: "base", type: "INTEGER", nullable: true),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    received = table.Column<long>(type: "INTEGER", nullable: false),
                    carried = table.Column<long>(type: "INTEGER", nullable: false),
                    given_back = table.Column<long>(type: "INTEGER", nullable: false),
                    sub_account = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    charged_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    reversed_at_utc = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fee_charge", x => x.id);
                    table.CheckConstraint("ck_fee_charge_amount", "amount > 0 AND received >= 0 AND received <= amount");
                    table.CheckConstraint("ck_fee_charge_carried", "carried >= 0 AND carried <= received AND given_back >= 0 AND given_back <= received AND (given_back = 0 OR state = 'Reversed')");
                    table.ForeignKey(
                        name: "fk_fee_charge_charged_event_event_id",
                        column: x => x.event_id,
                        principalTable: "fee_event",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "instalment",
                columns: table => new
                {
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    received = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_instalment", x => new { x.plan_id, x.revision, x.number });
                    table.CheckConstraint("ck_instalment_amounts", "amount > 0 AND received >= 0 AND received <= amount");
                    table.ForeignKey(
                        name: "fk_instalment_price_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "price_plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "price_payout",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    penalty = table.Column<long>(type: "INTEGER", nullable: false),
                    interest = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    made_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_payout", x => x.id);
                    table.CheckConstraint("ck_price_payout_amounts", "price >= 0 AND penalty >= 0 AND interest >= 0 AND price + penalty + interest > 0");
                    table.ForeignKey(
                        name: "fk_price_payout_price_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "price_plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "price_plan_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    agreement_number = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    agreed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    interest_basis_points = table.Column<long>(type: "INTEGER", nullable: true),
                    interest_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    interest_citation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    security = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    payee_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payee_account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    payee_bank = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payee_check = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    proposed_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_at_utc = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_plan_change", x => x.id);
                    table.CheckConstraint("ck_price_plan_change_interest", "(interest_basis_points IS NULL) = (interest_from IS NULL) AND (interest_basis_points IS NULL OR (interest_basis_points >= 0 AND kind = 'Terms')) AND (security IS NULL OR kind = 'Terms')");
                    table.CheckConstraint("ck_price_plan_change_payee", "(kind = 'Payee') = (payee_check IS NOT NULL)");
                    table.CheckConstraint("ck_price_plan_change_terms", "(kind = 'Terms') = (agreement_number IS NOT NULL AND agreed_on IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_price_plan_change_price_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "price_plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fee_refund",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    charge_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    line_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    forfeiture_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    owed_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fee_refund", x => x.id);
                    table.CheckConstraint("ck_fee_refund_amount", "amount > 0");
                    table.CheckConstraint("ck_fee_refund_batch", "(state IN ('Claimed', 'Owed', 'PassedOn')) = (batch_id IS NULL)");
                    table.CheckConstraint("ck_fee_refund_source", "(line_id IS NULL) <> (forfeiture_id IS NULL) AND (state <> 'PassedOn' OR forfeiture_id IS NOT NULL) AND (state IN ('Claimed', 'Owed', 'PassedOn') OR line_id IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_fee_refund_fee_charge_charge_id",
                        column: x => x.charge_id,
                        principalTable: "fee_charge",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "non_tax_notice",
                columns: table => new
                {
                    charge_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    income = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    issued_at_utc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_non_tax_notice", x => x.charge_id);
                    table.CheckConstraint("ck_non_tax_notice_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_non_tax_notice_fee_charge_charge_id",
                        column: x => x.charge_id,
                        principalTable: "fee_charge",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "price_receipt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    penalty = table.Column<long>(type: "INTEGER", nullable: false),
                    penalty_returned = table.Column<long>(type: "INTEGER", nullable: false),
                    interest = table.Column<long>(type: "INTEGER", nullable: false),
                    value_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    issued_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    pass_on_by = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    payout_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    payer_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payer_account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    payer_bank = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    payer_check = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_receipt", x => x.id);
                    table.CheckConstraint("ck_price_receipt_amounts", "price >= 0 AND penalty >= 0 AND interest >= 0 AND price + penalty + interest > 0 AND penalty_returned >= 0 AND penalty_returned <= penalty");
                    table.ForeignKey(
                        name: "fk_price_receipt_price_payout_payout_id",
                        column: x => x.payout_id,
                        principalTable: "price_payout",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_price_receipt_price_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "price_plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deposit_payout",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    participation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    citation = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    receipt_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    owed_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deposit_payout", x => x.id);
                    table.CheckConstraint("ck_deposit_payout_amount", "amount > 0");
                    table.CheckConstraint("ck_deposit_payout_batch", "(state = 'Owed') = (batch_id IS NULL)");
                    table.CheckConstraint("ck_deposit_payout_receipt", "(kind = 'PenaltyReturned') = (receipt_id IS NOT NULL) AND (receipt_id IS NULL) = (number IS NULL)");
                    table.ForeignKey(
                        name: "fk_deposit_payout_deposit_participation_id",
                        column: x => x.participation_id,
                        principalTable: "deposit",
                        principalColumn: "participation_id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deposit_payout_price_receipt_receipt_id",
                        column: x => x.receipt_id,
                        principalTable: "price_receipt",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deposit_payout_repayment_batch_batch_id",
                        column: x => x.batch_id,
                        principalTable: "repayment_batch",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "non_tax_receipt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    voids = table.Column<Guid>(type: "TEXT", nullable: true),
                    claim_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    forfeiture_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    charge_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bank_account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    income = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    value_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    collected_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    issued_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    remittance_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    return_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_non_tax_receipt", x => x.id);
                    table.CheckConstraint("ck_non_tax_receipt_amount", "amount <> 0 AND (amount > 0) = (voids IS NULL)");
                    table.CheckConstraint("ck_non_tax_receipt_void", "(voids IS NOT NULL OR (claim_id IS NULL AND collected_on = value_on)) AND (voids IS NULL OR forfeiture_id IS NULL) AND (claim_id IS NULL OR remittance_id IS NULL)");
                    table.ForeignKey(
                        name: "fk_non_tax_receipt_fee_charge_charge_id",
                        column: x => x.charge_id,
                        principalTable: "fee_charge",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_non_tax_receipt_non_tax_receipt_voids",
                        column: x => x.voids,
                        principalTable: "non_tax_receipt",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_non_tax_receipt_remittance_remittance_id",
                        column: x => x.remittance_id,
                        principalTable: "remittance",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_non_tax_receipt_treasury_return_return_id",
                        column: x => x.return_id,
                        principalTable: "treasury_return",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "treasury_claim",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    centre_id = table.Column<long>(type: "INTEGER", nullable: false),
                    refund_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    charge_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    receipt_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    remittance_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    income = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    ground = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    filed_at_utc = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    line_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    paid_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_treasury_claim", x => x.id);
                    table.CheckConstraint("ck_treasury_claim_amount", "amount > 0");
                    table.CheckConstraint("ck_treasury_claim_paid", "(state = 'Paid') = (line_id IS NOT NULL) AND (line_id IS NULL) = (paid_on IS NULL)");
                    table.ForeignKey(
                        name: "fk_treasury_claim_fee_refund_refund_id",
                        column: x => x.refund_id,
                        principalTable: "fee_refund",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_treasury_claim_non_tax_receipt_receipt_id",
                        column: x => x.receipt_id,
                        principalTable: "non_tax_receipt",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_treasury_claim_remittance_remittance_id",
                        column: x => x.remittance_id,
                        principalTable: "remittance",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "roles",
                columns: new[] { "id", "concurrency_stamp", "name", "normalized_name" },
                values: new object[,]
                {
                    { 1L, "owner", "owner", "OWNER" },
                    { 2L, "agency", "agency", "AGENCY" },
                    { 3L, "bidder", "bidder", "BIDDER" },
                    { 4L, "centre-operator", "centre-operator", "CENTRE-OPERATOR" },
                    { 5L, "centre-manager", "centre-manager", "CENTRE-MANAGER" },
                    { 6L, "expert", "expert", "EXPERT" },
                    { 7L, "finance-maker", "finance-maker", "FINANCE-MAKER" },
                    { 8L, "finance-checker", "finance-checker", "FINANCE-CHECKER" },
                    { 9L, "supervisor", "supervisor", "SUPERVISOR" },
                    { 10L, "administrator", "administrator", "ADMINISTRATOR" }
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_centre_id_class_subject_currency",
                table: "account",
                columns: new[] { "centre_id", "class", "subject", "currency" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_changes_decided_by_user_id",
                table: "account_changes",
                column: "decided_by_user_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_changes_one_open",
                table: "account_changes",
                column: "organisation_id",
                unique: true,
                filter: "decided_at_utc IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_account_changes_requested_by_user_id",
                table: "account_changes",
                column: "requested_by_user_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_choice_bank_account_id",
                table: "account_choice",
                column: "bank_account_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_choice_centre_id_purpose_effective_from",
                table: "account_choice",
                columns: new[] { "centre_id", "purpose", "effective_from" });

            migrationBuilder.CreateIndex(
                name: "ix_accounting_period_centre_id_month",
                table: "accounting_period",
                columns: new[] { "centre_id", "month" },
                unique: true,
                filter: "state <> 'Declined'");

            migrationBuilder.CreateIndex(
                name: "ix_accounting_period_centre_id_next_month",
                table: "accounting_period",
                columns: new[] { "centre_id", "next_month" });

            migrationBuilder.CreateIndex(
                name: "ix_award_notice_lot_id",
                table: "award_notice",
                column: "lot_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_award_notice_number",
                table: "award_notice",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_award_notice_verification_code",
                table: "award_notice",
                column: "verification_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_account_number_currency",
                table: "bank_account",
                columns: new[] { "number", "currency" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_line_bank_account_id_dedupe_tag",
                table: "bank_line",
                columns: new[] { "bank_account_id", "dedupe_tag" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_line_centre_id_state",
                table: "bank_line",
                columns: new[] { "centre_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_line_end_to_end_id_amount",
                table: "bank_line",
                columns: new[] { "end_to_end_id", "amount" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_line_statement_id",
                table: "bank_line",
                column: "statement_id");

            migrationBuilder.CreateIndex(
                name: "ix_bank_statement_bank_account_id_to_day",
                table: "bank_statement",
                columns: new[] { "bank_account_id", "to_day" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_statement_file_tag_place",
                table: "bank_statement",
                columns: new[] { "file_tag", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bid_lot_id_state",
                table: "bid",
                columns: new[] { "lot_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_bid_participation_id",
                table: "bid",
                column: "participation_id",
                unique: true,
                filter: "state = 'Submitted'");

            migrationBuilder.CreateIndex(
                name: "ix_bid_participation_id_bid_version",
                table: "bid",
                columns: new[] { "participation_id", "bid_version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bid_receipt_number",
                table: "bid",
                column: "receipt_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_centre_fee_schedule_centre_id_occasion_effective_from",
                table: "centre_fee_schedule",
                columns: new[] { "centre_id", "occasion", "effective_from" });

            migrationBuilder.CreateIndex(
                name: "ix_centre_revenue_model_centre_id_effective_from",
                table: "centre_revenue_model",
                columns: new[] { "centre_id", "effective_from" });

            migrationBuilder.CreateIndex(
                name: "ix_centre_rule_approved_by_user_id",
                table: "centre_rule",
                column: "approved_by_user_id");

            migrationBuilder.CreateIndex(
                name: "ix_centre_rule_centre_id_key_effective_from",
                table: "centre_rule",
                columns: new[] { "centre_id", "key", "effective_from" });

            migrationBuilder.CreateIndex(
                name: "ix_centre_rule_proposed_by_user_id",
                table: "centre_rule",
                column: "proposed_by_user_id");

            migrationBuilder.CreateIndex(
                name: "ix_centres_code",
                table: "centres",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_centres_parent_id",
                table: "centres",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_clock_jump_offset_ms",
                table: "clock_jump",
                column: "offset_ms");

            migrationBuilder.CreateIndex(
                name: "ix_deposit_centre_id_state_refund_due_on",
                table: "deposit",
                columns: new[] { "centre_id", "state", "refund_due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_deposit_lot_id",
                table: "deposit",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_deposit_sub_account_tag",
                table: "deposit",
                column: "sub_account_tag",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deposit_cover_lot_id",
                table: "deposit_cover",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_deposit_cover_participation_id",
                table: "deposit_cover",
                column: "participation_id",
                unique: true,
                filter: "state = 'Issued'");

            migrationBuilder.CreateIndex(
                name: "ix_deposit_cover_pooled_with",
                table: "deposit_cover",
                column: "pooled_with");

            migrationBuilder.CreateIndex(
                name: "ix_deposit_payout_bank_account_id_state",
                table: "deposit_payout",
                columns: new[] { "bank_account_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_deposit_payout_batch_id",
                table: "deposit_payout",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_deposit_payout_number",
                table: "deposit_payout",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deposit_payout_participation_id",
                table: "deposit_payout",
                column: "participation_id");

            migrationBuilder.CreateIndex(
                name: "ix_deposit_payout_receipt_id",
                table: "deposit_payout",
                column: "receipt_id");

            migrationBuilder.CreateIndex(
                name: "ix_due_action_kind_subject",
                table: "due_action",
                columns: new[] { "kind", "subject" },
                unique: true,
                filter: "done_at_utc IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_due_action_next_try_at_utc",
                table: "due_action",
                column: "next_try_at_utc",
                filter: "done_at_utc IS NULL AND parked_at_utc IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_entry_link_entry_id",
                table: "entry_link",
                column: "entry_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_confirmation_lot_id",
                table: "evaluation_confirmation",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_line_lot_id_rank",
                table: "evaluation_line",
                columns: new[] { "lot_id", "rank" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_event_link_event_id",
                table: "event_link",
                column: "event_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fee_charge_centre_id_charged_at_utc",
                table: "fee_charge",
                columns: new[] { "centre_id", "charged_at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_charge_event_id_payer",
                table: "fee_charge",
                columns: new[] { "event_id", "payer" },
                unique: true,
                filter: "state <> 'Reversed'");

            migrationBuilder.CreateIndex(
                name: "ix_fee_charge_lot_id",
                table: "fee_charge",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_fee_charge_sub_account",
                table: "fee_charge",
                column: "sub_account",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fee_event_centre_id_occasion_key",
                table: "fee_event",
                columns: new[] { "centre_id", "occasion", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fee_event_lot_id",
                table: "fee_event",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_fee_refund_bank_account_id_state",
                table: "fee_refund",
                columns: new[] { "bank_account_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_refund_batch_id",
                table: "fee_refund",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_fee_refund_charge_id",
                table: "fee_refund",
                column: "charge_id");

            migrationBuilder.CreateIndex(
                name: "ix_fee_refund_forfeiture_id",
                table: "fee_refund",
                column: "forfeiture_id");

            migrationBuilder.CreateIndex(
                name: "ix_fee_refund_line_id",
                table: "fee_refund",
                column: "line_id");

            migrationBuilder.CreateIndex(
                name: "ix_finance_decision_bank_account_id",
                table: "finance_decision",
                column: "bank_account_id");

            migrationBuilder.CreateIndex(
                name: "ix_finance_decision_centre_id_state",
                table: "finance_decision",
                columns: new[] { "centre_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_finance_decision_subject_id",
                table: "finance_decision",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_finance_decision_subject_id1",
                table: "finance_decision",
                column: "subject_id",
                unique: true,
                filter: "state = 'Proposed'");

            migrationBuilder.CreateIndex(
                name: "ix_forfeiture_participation_id",
                table: "forfeiture",
                column: "participation_id");

            migrationBuilder.CreateIndex(
                name: "ix_forfeiture_participation_id1",
                table: "forfeiture",
                column: "participation_id",
                unique: true,
                filter: "state IN ('Proposed', 'Seconded')");

            migrationBuilder.CreateIndex(
                name: "ix_freeze_order_participation_id",
                table: "freeze_order",
                column: "participation_id");

            migrationBuilder.CreateIndex(
                name: "ix_freeze_order_participation_id1",
                table: "freeze_order",
                column: "participation_id",
                unique: true,
                filter: "lifted_by IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_hold_account_id_lot_id",
                table: "hold",
                columns: new[] { "account_id", "lot_id" },
                unique: true,
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_entry_centre_id_posted_on",
                table: "journal_entry",
                columns: new[] { "centre_id", "posted_on" });

            migrationBuilder.CreateIndex(
                name: "ix_journal_entry_centre_id_value_on",
                table: "journal_entry",
                columns: new[] { "centre_id", "value_on" });

            migrationBuilder.CreateIndex(
                name: "ix_journal_entry_key",
                table: "journal_entry",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_journal_entry_reverses_id",
                table: "journal_entry",
                column: "reverses_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lot_code",
                table: "lot",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lot_project_id_number",
                table: "lot",
                columns: new[] { "project_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lot_key_lot_id",
                table: "lot_key",
                column: "lot_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_non_tax_notice_number",
                table: "non_tax_notice",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_non_tax_receipt_centre_id_value_on",
                table: "non_tax_receipt",
                columns: new[] { "centre_id", "value_on" });

            migrationBuilder.CreateIndex(
                name: "ix_non_tax_receipt_charge_id",
                table: "non_tax_receipt",
                column: "charge_id");

            migrationBuilder.CreateIndex(
                name: "ix_non_tax_receipt_claim_id",
                table: "non_tax_receipt",
                column: "claim_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_non_tax_receipt_forfeiture_id_charge_id",
                table: "non_tax_receipt",
                columns: new[] { "forfeiture_id", "charge_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_non_tax_receipt_number",
                table: "non_tax_receipt",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_non_tax_receipt_remittance_id",
                table: "non_tax_receipt",
                column: "remittance_id");

            migrationBuilder.CreateIndex(
                name: "ix_non_tax_receipt_return_id",
                table: "non_tax_receipt",
                column: "return_id");

            migrationBuilder.CreateIndex(
                name: "ix_non_tax_receipt_voids",
                table: "non_tax_receipt",
                column: "voids");

            migrationBuilder.CreateIndex(
                name: "ix_notice_kind_published_at_utc",
                table: "notice",
                columns: new[] { "kind", "published_at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_notice_lot_id_published_at_utc",
                table: "notice",
                columns: new[] { "lot_id", "published_at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_notice_number",
                table: "notice",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisation_accounts_account_number",
                table: "organisation_accounts",
                column: "account_number");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_accounts_in_force",
                table: "organisation_accounts",
                column: "organisation_id",
                unique: true,
                filter: "until_utc IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_organisations_credit_code",
                table: "organisations",
                column: "credit_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisations_review_centre_id",
                table: "organisations",
                column: "review_centre_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisations_review_state_registered_at_utc",
                table: "organisations",
                columns: new[] { "review_state", "registered_at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_message_id",
                table: "outbox",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_next_try_at_utc",
                table: "outbox",
                column: "next_try_at_utc",
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_panel_member_lot_id_name",
                table: "panel_member",
                columns: new[] { "lot_id", "name" },
                unique: true,
                filter: "user_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_panel_member_lot_id_user_id",
                table: "panel_member",
                columns: new[] { "lot_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_participation_lot_id",
                table: "participation",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_participation_tag",
                table: "participation",
                column: "tag",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_participation_unique_tag",
                table: "participation",
                column: "unique_tag",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_party_events_subject_subject_id_at_utc",
                table: "party_events",
                columns: new[] { "subject", "subject_id", "at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_posting_account_id_entry_id_amount",
                table: "posting",
                columns: new[] { "account_id", "entry_id", "amount" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_centre_id_key",
                table: "posts",
                columns: new[] { "centre_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_posts_deputy_user_id",
                table: "posts",
                column: "deputy_user_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_holder_user_id",
                table: "posts",
                column: "holder_user_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_payout_batch_id",
                table: "price_payout",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_payout_plan_id",
                table: "price_payout",
                column: "plan_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_plan_buyer_id",
                table: "price_plan",
                column: "buyer_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_plan_centre_id_state",
                table: "price_plan",
                columns: new[] { "centre_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_price_plan_lot_id",
                table: "price_plan",
                column: "lot_id",
                unique: true,
                filter: "state <> 'Declined'");

            migrationBuilder.CreateIndex(
                name: "ix_price_plan_sub_account",
                table: "price_plan",
                column: "sub_account",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_price_plan_change_plan_id_number",
                table: "price_plan_change",
                columns: new[] { "plan_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_price_receipt_number",
                table: "price_receipt",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_price_receipt_payout_id",
                table: "price_receipt",
                column: "payout_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_receipt_plan_id",
                table: "price_receipt",
                column: "plan_id");

            migrationBuilder.CreateIndex(
                name: "ix_procedure_event_lot_id_at_utc",
                table: "procedure_event",
                columns: new[] { "lot_id", "at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_procedure_event_project_id_at_utc",
                table: "procedure_event",
                columns: new[] { "project_id", "at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_procedure_step_centre_id_done_at_utc_due_at_utc",
                table: "procedure_step",
                columns: new[] { "centre_id", "done_at_utc", "due_at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_procedure_step_lot_id",
                table: "procedure_step",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_procedure_step_project_id",
                table: "procedure_step",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_procedure_step_subject_kind_subject_id",
                table: "procedure_step",
                columns: new[] { "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_procedure_step_subject_kind_subject_id_stage",
                table: "procedure_step",
                columns: new[] { "subject_kind", "subject_id", "stage" },
                unique: true,
                filter: "done_at_utc IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_project_agency_id",
                table: "project",
                column: "agency_id");

            migrationBuilder.CreateIndex(
                name: "ix_project_centre_id_state",
                table: "project",
                columns: new[] { "centre_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_project_code",
                table: "project",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_project_created_by_form_id",
                table: "project",
                columns: new[] { "created_by", "form_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_project_owner_id",
                table: "project",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_question_answered_by",
                table: "question",
                column: "answered_by");

            migrationBuilder.CreateIndex(
                name: "ix_question_lot_id",
                table: "question",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_remittance_batch_id",
                table: "remittance",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_remittance_centre_id_month",
                table: "remittance",
                columns: new[] { "centre_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_repayment_batch_id",
                table: "repayment",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_repayment_end_to_end_id",
                table: "repayment",
                column: "end_to_end_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_report_order_centre_id_ordered_at_utc",
                table: "report_order",
                columns: new[] { "centre_id", "ordered_at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_report_order_state_ordered_at_utc",
                table: "report_order",
                columns: new[] { "state", "ordered_at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_role_claims_role_id",
                table: "role_claims",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_roles_normalized_name",
                table: "roles",
                column: "normalized_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_room_centre_id_code",
                table: "room",
                columns: new[] { "centre_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tender_state_deadline_utc",
                table: "tender",
                columns: new[] { "state", "deadline_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_tender_document_lot_id",
                table: "tender_document",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_treasury_claim_centre_id_filed_at_utc",
                table: "treasury_claim",
                columns: new[] { "centre_id", "filed_at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_treasury_claim_line_id",
                table: "treasury_claim",
                column: "line_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_treasury_claim_number",
                table: "treasury_claim",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_treasury_claim_receipt_id",
                table: "treasury_claim",
                column: "receipt_id");

            migrationBuilder.CreateIndex(
                name: "ix_treasury_claim_refund_id",
                table: "treasury_claim",
                column: "refund_id",
                unique: true,
                filter: "state <> 'Refused'");

            migrationBuilder.CreateIndex(
                name: "ix_treasury_claim_remittance_id",
                table: "treasury_claim",
                column: "remittance_id");

            migrationBuilder.CreateIndex(
                name: "ix_treasury_return_centre_id_month",
                table: "treasury_return",
                columns: new[] { "centre_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_treasury_return_line_id",
                table: "treasury_return",
                column: "line_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_treasury_return_number",
                table: "treasury_return",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unreadable_file_bank_account_id_file_tag",
                table: "unreadable_file",
                columns: new[] { "bank_account_id", "file_tag" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unreadable_file_centre_id_ended_at_utc",
                table: "unreadable_file",
                columns: new[] { "centre_id", "ended_at_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_user_claims_user_id",
                table: "user_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_logins_user_id",
                table: "user_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_roles_role_id",
                table: "user_roles",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_users_centre_id",
                table: "users",
                column: "centre_id");

            migrationBuilder.CreateIndex(
                name: "ix_users_normalized_email",
                table: "users",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_normalized_user_name",
                table: "users",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_organisation_id",
                table: "users",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_waiting_refund_batch_id",
                table: "waiting_refund",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_waiting_refund_centre_id_batch_id",
                table: "waiting_refund",
                columns: new[] { "centre_id", "batch_id" });

            migrationBuilder.AddForeignKey(
                name: "fk_non_tax_receipt_treasury_claim_claim_id",
                table: "non_tax_receipt",
                column: "claim_id",
                principalTable: "treasury_claim",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_fee_charge_charged_event_event_id",
                table: "fee_charge");

            migrationBuilder.DropForeignKey(
                name: "fk_fee_refund_fee_charge_charge_id",
                table: "fee_refund");

            migrationBuilder.DropForeignKey(
                name: "fk_non_tax_receipt_fee_charge_charge_id",
                table: "non_tax_receipt");

            migrationBuilder.DropForeignKey(
                name: "fk_non_tax_receipt_remittance_remittance_id",
                table: "non_tax_receipt");

            migrationBuilder.DropForeignKey(
                name: "fk_treasury_claim_remittance_remittance_id",
                table: "treasury_claim");

            migrationBuilder.DropForeignKey(
                name: "fk_non_tax_receipt_treasury_claim_claim_id",
                table: "non_tax_receipt");

            migrationBuilder.DropTable(
                name: "account_balance");

            migrationBuilder.DropTable(
                name: "account_changes");

            migrationBuilder.DropTable(
                name: "account_choice");

            migrationBuilder.DropTable(
                name: "accounting_period");

            migrationBuilder.DropTable(
                name: "award");

            migrationBuilder.DropTable(
                name: "award_notice");

            migrationBuilder.DropTable(
                name: "bank_line");

            migrationBuilder.DropTable(
                name: "bid");

            migrationBuilder.DropTable(
                name: "bid_refusal");

            migrationBuilder.DropTable(
                name: "centre_fee_schedule");

            migrationBuilder.DropTable(
                name: "centre_revenue_model");

            migrationBuilder.DropTable(
                name: "centre_rule");

            migrationBuilder.DropTable(
                name: "chain_checkpoint");

            migrationBuilder.DropTable(
                name: "clock_jump");

            migrationBuilder.DropTable(
                name: "contract_record");

            migrationBuilder.DropTable(
                name: "deposit_cover");

            migrationBuilder.DropTable(
                name: "deposit_payout");

            migrationBuilder.DropTable(
                name: "due_action");

            migrationBuilder.DropTable(
                name: "entry_link");

            migrationBuilder.DropTable(
                name: "evaluation_confirmation");

            migrationBuilder.DropTable(
                name: "evaluation_line");

            migrationBuilder.DropTable(
                name: "event_link");

            migrationBuilder.DropTable(
                name: "finance_decision");

            migrationBuilder.DropTable(
                name: "forfeiture");

            migrationBuilder.DropTable(
                name: "freeze_order");

            migrationBuilder.DropTable(
                name: "heartbeat");

            migrationBuilder.DropTable(
                name: "hold");

            migrationBuilder.DropTable(
                name: "instalment");

            migrationBuilder.DropTable(
                name: "lot_key");

            migrationBuilder.DropTable(
                name: "non_tax_notice");

            migrationBuilder.DropTable(
                name: "number_series");

            migrationBuilder.DropTable(
                name: "organisation_accounts");

            migrationBuilder.DropTable(
                name: "organisation_findings");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "participation");

            migrationBuilder.DropTable(
                name: "party_events");

            migrationBuilder.DropTable(
                name: "posting");

            migrationBuilder.DropTable(
                name: "posts");

            migrationBuilder.DropTable(
                name: "price_plan_change");

            migrationBuilder.DropTable(
                name: "procedure_step");

            migrationBuilder.DropTable(
                name: "question");

            migrationBuilder.DropTable(
                name: "registration_drafts");

            migrationBuilder.DropTable(
                name: "repayment");

            migrationBuilder.DropTable(
                name: "report_order");

            migrationBuilder.DropTable(
                name: "role_claims");

            migrationBuilder.DropTable(
                name: "room");

            migrationBuilder.DropTable(
                name: "tender");

            migrationBuilder.DropTable(
                name: "tender_document");

            migrationBuilder.DropTable(
                name: "unchained_entry");

            migrationBuilder.DropTable(
                name: "unchained_event");

            migrationBuilder.DropTable(
                name: "unreadable_file");

            migrationBuilder.DropTable(
                name: "user_claims");

            migrationBuilder.DropTable(
                name: "user_logins");

            migrationBuilder.DropTable(
                name: "user_roles");

            migrationBuilder.DropTable(
                name: "user_tokens");

            migrationBuilder.DropTable(
                name: "vault_identity");

            migrationBuilder.DropTable(
                name: "waiting_refund");

            migrationBuilder.DropTable(
                name: "bank_statement");

            migrationBuilder.DropTable(
                name: "price_receipt");

            migrationBuilder.DropTable(
                name: "panel_member");

            migrationBuilder.DropTable(
                name: "evaluation_report");

            migrationBuilder.DropTable(
                name: "deposit");

            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "notice");

            migrationBuilder.DropTable(
                name: "entry_seal");

            migrationBuilder.DropTable(
                name: "procedure_event");

            migrationBuilder.DropTable(
                name: "roles");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "repayment_batch");

            migrationBuilder.DropTable(
                name: "bank_account");

            migrationBuilder.DropTable(
                name: "price_payout");

            migrationBuilder.DropTable(
                name: "journal_entry");

            migrationBuilder.DropTable(
                name: "organisations");

            migrationBuilder.DropTable(
                name: "price_plan");

            migrationBuilder.DropTable(
                name: "centres");

            migrationBuilder.DropTable(
                name: "fee_event");

            migrationBuilder.DropTable(
                name: "lot");

            migrationBuilder.DropTable(
                name: "project");

            migrationBuilder.DropTable(
                name: "fee_charge");

            migrationBuilder.DropTable(
                name: "remittance");

            migrationBuilder.DropTable(
                name: "treasury_claim");

            migrationBuilder.DropTable(
                name: "fee_refund");

            migrationBuilder.DropTable(
                name: "non_tax_receipt");

            migrationBuilder.DropTable(
                name: "treasury_return");
        }
    }
}
