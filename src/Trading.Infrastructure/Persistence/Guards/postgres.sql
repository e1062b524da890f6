-- Put back after every migration. Idempotent.

CREATE SEQUENCE IF NOT EXISTS journal_entry_id_seq START 1;

DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk_journal_entry_sealed') THEN
    ALTER TABLE journal_entry ADD CONSTRAINT fk_journal_entry_sealed
      FOREIGN KEY (id) REFERENCES entry_seal (entry_id) DEFERRABLE INITIALLY DEFERRED;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME;
END $$;

-- The guards of what is posted look once a statement, not once a row: a posting after its seal and a seal over what does not balance are refused with all
-- that came with them. Looked up a row at a time: joined, a planner without statistics reads whole tables for each statement.
CREATE OR REPLACE FUNCTION seal_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f WHERE (SELECT COUNT(*) FROM posting p WHERE p.entry_id = f.entry_id) < 2) THEN
    RAISE EXCEPTION 'ledger: an entry needs two postings';
  END IF;
  IF EXISTS (SELECT 1 FROM fresh f WHERE EXISTS (SELECT 1 FROM posting p WHERE p.entry_id = f.entry_id
             GROUP BY (SELECT a.currency FROM account a WHERE a.id = p.account_id) HAVING SUM(p.amount) <> 0)) THEN
    RAISE EXCEPTION 'ledger: an entry must sum to zero per currency';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION posting_before_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f WHERE (SELECT s.entry_id FROM entry_seal s WHERE s.entry_id = f.entry_id) IS NOT NULL) THEN
    RAISE EXCEPTION 'ledger: the entry is sealed';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION hold_resolved_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'Open' THEN
    RAISE EXCEPTION 'ledger: a hold is resolved once';
  END IF;
  IF (NEW.id, NEW.account_id, NEW.lot_id, NEW.amount, NEW.opened_at_utc) IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.lot_id, OLD.amount, OLD.opened_at_utc) THEN
    RAISE EXCEPTION 'ledger: a hold keeps its account, lot and amount';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION batch_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'Made' THEN
    IF TG_OP = 'DELETE' THEN
      RAISE EXCEPTION 'repayment_batch: what was decided stays';
    END IF;
    IF (NEW.id, NEW.centre_id, NEW.bank_account_id, NEW.state, NEW.pay_on, NEW.made_by, NEW.made_at_utc, NEW.content_hash, NEW.approved_by, NEW.approved_at_utc)
       IS DISTINCT FROM
       (OLD.id, OLD.centre_id, OLD.bank_account_id, OLD.state, OLD.pay_on, OLD.made_by, OLD.made_at_utc, OLD.content_hash, OLD.approved_by, OLD.approved_at_utc) THEN
      RAISE EXCEPTION 'repayment_batch: what was decided stays';
    END IF;
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION repayment_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM repayment_batch WHERE id = COALESCE(OLD.batch_id, NEW.batch_id) AND state <> 'Made') THEN
    IF TG_OP <> 'UPDATE' THEN
      RAISE EXCEPTION 'repayment: its batch is decided';
    END IF;
    IF (NEW.id, NEW.batch_id, NEW.centre_id, NEW.kind, NEW.sealed_subject, NEW.payee_name, NEW.payee_account, NEW.payee_bank, NEW.principal, NEW.interest, NEW.end_to_end_id)
       IS DISTINCT FROM
       (OLD.id, OLD.batch_id, OLD.centre_id, OLD.kind, OLD.sealed_subject, OLD.payee_name, OLD.payee_account, OLD.payee_bank, OLD.principal, OLD.interest, OLD.end_to_end_id) THEN
      RAISE EXCEPTION 'repayment: its batch is decided';
    END IF;
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE OR REPLACE TRIGGER seal_balanced AFTER INSERT ON entry_seal REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION seal_balanced();
CREATE OR REPLACE TRIGGER posting_before_seal AFTER INSERT ON posting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION posting_before_seal();
CREATE OR REPLACE TRIGGER account_unchanged BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER hold_resolved_once BEFORE UPDATE ON hold FOR EACH ROW EXECUTE FUNCTION hold_resolved_once();

-- Once a member has confirmed, what was confirmed never changes: neither the report nor its lines, nor who sits on the panel, nor a confirmation.
CREATE OR REPLACE FUNCTION evaluation_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') AND EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id = OLD.lot_id) THEN
    RAISE EXCEPTION '%: a member has confirmed the report', TG_TABLE_NAME;
  END IF;
  IF TG_OP IN ('UPDATE', 'INSERT') AND EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id = NEW.lot_id) THEN
    RAISE EXCEPTION '%: a member has confirmed the report', TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION confirmation_of_the_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM evaluation_report WHERE lot_id = NEW.lot_id AND content_hash = NEW.content_hash)
     OR NOT EXISTS (SELECT 1 FROM panel_member WHERE id = NEW.member_id AND lot_id = NEW.lot_id) THEN
    RAISE EXCEPTION 'evaluation_confirmation: a member confirms the report of its lot as it stands';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER evaluation_line_confirmed BEFORE INSERT OR UPDATE OR DELETE ON evaluation_line FOR EACH ROW EXECUTE FUNCTION evaluation_confirmed();
CREATE OR REPLACE TRIGGER evaluation_report_confirmed BEFORE INSERT OR UPDATE OR DELETE ON evaluation_report FOR EACH ROW EXECUTE FUNCTION evaluation_confirmed();
CREATE OR REPLACE TRIGGER panel_member_confirmed BEFORE INSERT OR UPDATE OR DELETE ON panel_member FOR EACH ROW EXECUTE FUNCTION evaluation_confirmed();
CREATE OR REPLACE TRIGGER evaluation_confirmation_of_the_report BEFORE INSERT ON evaluation_confirmation FOR EACH ROW EXECUTE FUNCTION confirmation_of_the_report();
CREATE OR REPLACE TRIGGER hold_no_delete BEFORE DELETE ON hold FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER hold_no_truncate BEFORE TRUNCATE ON hold FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER repayment_batch_unchanged BEFORE UPDATE OR DELETE ON repayment_batch FOR EACH ROW EXECUTE FUNCTION batch_unchanged();
CREATE OR REPLACE TRIGGER repayment_batch_no_truncate BEFORE TRUNCATE ON repayment_batch FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER repayment_unchanged BEFORE INSERT OR UPDATE OR DELETE ON repayment FOR EACH ROW EXECUTE FUNCTION repayment_unchanged();
CREATE OR REPLACE TRIGGER repayment_no_truncate BEFORE TRUNCATE ON repayment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A proposal of finance begins undecided, is decided once, and keeps what was proposed.
CREATE OR REPLACE FUNCTION finance_decision_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Proposed' THEN
      RAISE EXCEPTION 'finance_decision: it begins as a proposal';
    END IF;
    -- Another account is one of the same payer, after a payment to him that failed.
    IF NEW.kind = 'RefundPayeeCorrected' AND NOT EXISTS (
      SELECT 1 FROM repayment r WHERE r.id = NEW.subject_id AND r.state IN ('Rejected', 'Returned') AND r.payee_name = NEW.payer_name) THEN
      RAISE EXCEPTION 'finance_decision: another account of the same payer, after a payment that failed';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'Proposed' OR (NEW.id, NEW.centre_id, NEW.bank_account_id, NEW.kind, NEW.subject_id, NEW.reason, NEW.payer_name, NEW.payer_account, NEW.payer_bank, NEW.payer_check, NEW.end_to_end_id, NEW.match_tag, NEW.new_amount, NEW.agreement, NEW.subject_hash, NEW.paper_name, NEW.paper_blob, NEW.paper_sha256, NEW.proposed_by, NEW.proposed_at_utc, NEW.content_hash)
     IS DISTINCT FROM
     (OLD.id, OLD.centre_id, OLD.bank_account_id, OLD.kind, OLD.subject_id, OLD.reason, OLD.payer_name, OLD.payer_account, OLD.payer_bank, OLD.payer_check, OLD.end_to_end_id, OLD.match_tag, OLD.new_amount, OLD.agreement, OLD.subject_hash, OLD.paper_name, OLD.paper_blob, OLD.paper_sha256, OLD.proposed_by, OLD.proposed_at_utc, OLD.content_hash) THEN
    RAISE EXCEPTION 'finance_decision: what was proposed stays, and is decided once';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER finance_decision_guarded BEFORE INSERT OR UPDATE ON finance_decision FOR EACH ROW EXECUTE FUNCTION finance_decision_guarded();
CREATE OR REPLACE TRIGGER finance_decision_no_delete BEFORE DELETE ON finance_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER finance_decision_no_truncate BEFORE TRUNCATE ON finance_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A forfeiture begins as a proposal, keeps what was proposed, and is decided once; an order keeps what it says, and is lifted once. Neither goes.
CREATE OR REPLACE FUNCTION deposit_paper_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF TG_TABLE_NAME = 'forfeiture' AND to_jsonb(NEW) ->> 'state' <> 'Proposed' THEN
      RAISE EXCEPTION 'forfeiture: it begins as a proposal';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - ARRAY['state', 'first_approved_by', 'first_approved_at_utc', 'second_approved_by', 'second_approved_at_utc', 'declined_by', 'declined_at_utc', 'declined_because', 'lifted_by', 'lifted_at_utc', 'lifted_because', 'version']
     IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'first_approved_by', 'first_approved_at_utc', 'second_approved_by', 'second_approved_at_utc', 'declined_by', 'declined_at_utc', 'declined_because', 'lifted_by', 'lifted_at_utc', 'lifted_because', 'version']
     OR to_jsonb(OLD) ->> 'state' IN ('Approved', 'Declined', 'Lapsed') OR to_jsonb(OLD) ->> 'lifted_by' IS NOT NULL
     OR (to_jsonb(OLD) ->> 'first_approved_by' IS NOT NULL AND to_jsonb(NEW) ->> 'first_approved_by' IS DISTINCT FROM to_jsonb(OLD) ->> 'first_approved_by') THEN
    RAISE EXCEPTION '%: what it says stays, and it is ended once', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER forfeiture_guarded BEFORE INSERT OR UPDATE ON forfeiture FOR EACH ROW EXECUTE FUNCTION deposit_paper_guarded();
CREATE OR REPLACE TRIGGER forfeiture_no_delete BEFORE DELETE ON forfeiture FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER forfeiture_no_truncate BEFORE TRUNCATE ON forfeiture FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER freeze_order_guarded BEFORE INSERT OR UPDATE ON freeze_order FOR EACH ROW EXECUTE FUNCTION deposit_paper_guarded();
CREATE OR REPLACE TRIGGER freeze_order_no_delete BEFORE DELETE ON freeze_order FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER freeze_order_no_truncate BEFORE TRUNCATE ON freeze_order FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A receipt keeps what it says; a return keeps what was reckoned, and is received once; a remittance keeps what it carries; a claim is answered once. None of them goes.
CREATE OR REPLACE FUNCTION treasury_row_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - ARRAY['remittance_id', 'return_id', 'state', 'line_id', 'received_on', 'paid_on', 'version']
     IS DISTINCT FROM to_jsonb(OLD) - ARRAY['remittance_id', 'return_id', 'state', 'line_id', 'received_on', 'paid_on', 'version'] THEN
    RAISE EXCEPTION '%: what it says stays', TG_TABLE_NAME;
  END IF;
  IF TG_TABLE_NAME = 'treasury_return' THEN
    IF OLD.state <> 'Expected' THEN
      RAISE EXCEPTION 'treasury_return: it is received once';
    END IF;
  END IF;
  IF TG_TABLE_NAME = 'treasury_claim' THEN
    IF OLD.state <> 'Filed' OR (NEW.state = 'Refused' AND NOT EXISTS (
        SELECT 1 FROM finance_decision WHERE subject_id = NEW.refund_id AND end_to_end_id = NEW.number AND kind = 'ClaimRefused' AND state = 'Approved' AND decided_by <> proposed_by)) THEN
      RAISE EXCEPTION 'treasury_claim: it is answered once, and refused by two people alone';
    END IF;
  END IF;
  IF TG_TABLE_NAME = 'non_tax_receipt' THEN
    IF OLD.return_id IS NOT NULL AND NEW.return_id IS DISTINCT FROM OLD.return_id THEN
      RAISE EXCEPTION 'non_tax_receipt: it is counted once';
    END IF;
  END IF;
  RETURN NEW;
END $$;

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['non_tax_receipt', 'remittance', 'treasury_return', 'treasury_claim'] LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION treasury_row_unchanged()', t || '_unchanged', t);
    EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_no_delete', t);
    EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;

-- What was agreed of a price, each receipt and what was passed on stay as they are; what was decided of a plan is decided once. None of them goes.
CREATE OR REPLACE FUNCTION price_row_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := CASE TG_TABLE_NAME
  WHEN 'price_plan' THEN ARRAY['state', 'received', 'penalty_charged', 'penalty_received', 'penalty_waived', 'interest_charged', 'interest_received', 'revision', 'opened_at_utc', 'version']
  WHEN 'instalment' THEN ARRAY['received']
  WHEN 'price_receipt' THEN ARRAY['payout_id', 'penalty_returned', 'version']
  WHEN 'price_plan_change' THEN ARRAY['approved_at_utc']
  ELSE ARRAY['state', 'version'] END;
BEGIN
  IF to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION '%: what it says stays', TG_TABLE_NAME;
  END IF;
  IF TG_TABLE_NAME = 'price_plan' THEN
    IF OLD.state IN ('Declined', 'Paid') OR (OLD.state = 'Open' AND NEW.state NOT IN ('Open', 'Paid')) THEN
      RAISE EXCEPTION 'price_plan: it is decided once';
    END IF;
    IF NEW.penalty_waived <> OLD.penalty_waived AND NEW.penalty_waived <> (
        SELECT COALESCE(SUM(new_amount), 0) FROM finance_decision WHERE subject_id = NEW.id AND kind = 'PenaltyWaived' AND state = 'Approved' AND decided_by <> proposed_by) THEN
      RAISE EXCEPTION 'price_plan: a penalty is waived by two';
    END IF;
    IF NEW.revision <> OLD.revision AND NOT EXISTS (
        SELECT 1 FROM price_plan_change c JOIN finance_decision d ON d.id = c.id
        WHERE c.plan_id = NEW.id AND c.number = NEW.revision AND c.kind = 'Terms' AND d.state = 'Approved' AND d.decided_by <> d.proposed_by) THEN
      RAISE EXCEPTION 'price_plan: a plan is changed by two';
    END IF;
  END IF;
  IF TG_TABLE_NAME = 'price_receipt' THEN
    IF NEW.penalty_returned <> OLD.penalty_returned AND (OLD.payout_id IS NOT NULL OR NEW.penalty_returned <> (
        SELECT COALESCE(SUM(new_amount), 0) FROM finance_decision WHERE subject_id = NEW.plan_id AND end_to_end_id = NEW.number AND kind = 'PenaltyReturned' AND state = 'Approved' AND decided_by <> proposed_by)) THEN
      RAISE EXCEPTION 'price_receipt: a penalty is given back by two';
    END IF;
  END IF;
  IF TG_TABLE_NAME = 'price_plan_change' THEN
    IF OLD.approved_at_utc IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM finance_decision WHERE id = NEW.id AND subject_id = NEW.plan_id AND state = 'Approved' AND decided_by <> proposed_by) THEN
      RAISE EXCEPTION 'price_plan_change: it is approved once, by another';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION price_plan_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'Proposed' OR NEW.received <> 0 THEN
    RAISE EXCEPTION 'price_plan: it begins as a proposal';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER price_plan_begins BEFORE INSERT ON price_plan FOR EACH ROW EXECUTE FUNCTION price_plan_begins();

CREATE OR REPLACE FUNCTION price_plan_change_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.approved_at_utc IS NOT NULL THEN
    RAISE EXCEPTION 'price_plan_change: it begins as a proposal';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER price_plan_change_begins BEFORE INSERT ON price_plan_change FOR EACH ROW EXECUTE FUNCTION price_plan_change_begins();

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['price_plan', 'price_plan_change', 'instalment', 'price_receipt', 'price_payout'] LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION price_row_unchanged()', t || '_unchanged', t);
    EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_no_delete', t);
    EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;

-- What is owed out of a deposit keeps whose it is, how much and why; it begins as owed, is paid once, and never goes.
CREATE OR REPLACE FUNCTION deposit_payout_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Owed' THEN
      RAISE EXCEPTION 'deposit_payout: it begins as owed';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - ARRAY['state', 'batch_id', 'version'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'batch_id', 'version']
     OR (NEW.batch_id IS NOT NULL AND OLD.batch_id IS NOT NULL AND NEW.batch_id <> OLD.batch_id) THEN
    RAISE EXCEPTION 'deposit_payout: what it says stays';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER deposit_payout_guarded BEFORE INSERT OR UPDATE ON deposit_payout FOR EACH ROW EXECUTE FUNCTION deposit_payout_guarded();
CREATE OR REPLACE TRIGGER deposit_payout_no_delete BEFORE DELETE ON deposit_payout FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER deposit_payout_no_truncate BEFORE TRUNCATE ON deposit_payout FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is owed back of a fee keeps to whom, how much and of which payment; it begins as owed, or claimed from the treasury until the day on which that has paid, is paid once, and never goes.
CREATE OR REPLACE FUNCTION fee_refund_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('Claimed', 'Owed', 'PassedOn') THEN
      RAISE EXCEPTION 'fee_refund: it begins as owed or claimed';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - ARRAY['state', 'owed_on', 'batch_id', 'version'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'owed_on', 'batch_id', 'version']
     OR (NEW.batch_id IS NOT NULL AND OLD.batch_id IS NOT NULL AND NEW.batch_id <> OLD.batch_id)
     OR (OLD.state <> 'Claimed' AND (NEW.state = 'Claimed' OR NEW.owed_on <> OLD.owed_on)) OR (OLD.state = 'PassedOn' AND NEW.state <> OLD.state) THEN
    RAISE EXCEPTION 'fee_refund: what it says stays';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER fee_refund_guarded BEFORE INSERT OR UPDATE ON fee_refund FOR EACH ROW EXECUTE FUNCTION fee_refund_guarded();
CREATE OR REPLACE TRIGGER fee_refund_no_delete BEFORE DELETE ON fee_refund FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER fee_refund_no_truncate BEFORE TRUNCATE ON fee_refund FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is to be chained is written down with it, whoever writes it. Under the rights of the writer.
CREATE OR REPLACE FUNCTION seal_to_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unchained_entry (entry_id) SELECT entry_id FROM fresh;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION event_to_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unchained_event (event_id) SELECT id FROM fresh;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER seal_to_chain AFTER INSERT ON entry_seal REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION seal_to_chain();
CREATE OR REPLACE TRIGGER event_to_chain AFTER INSERT ON procedure_event REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION event_to_chain();

-- The first day on which the books of a centre are open. Whoever asks keeps the months as they are until its transaction ends; the look comes after the
-- lock, in a statement of its own, so that it sees what was closed meanwhile.
CREATE OR REPLACE FUNCTION accounting_open_from(centre bigint) RETURNS date LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7042003, centre::int);
  RETURN COALESCE((SELECT MAX(next_month) FROM accounting_period WHERE centre_id = centre AND state = 'Closed'), DATE '0001-01-01');
END $$;

-- Nothing posts into a closed month, and the accounting day is nobody's choice. Once a statement, not once a row.
CREATE OR REPLACE FUNCTION journal_entry_in_open_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  centre bigint;
  open_from date;
BEGIN
  FOR centre IN SELECT DISTINCT centre_id FROM fresh LOOP
    open_from := accounting_open_from(centre);
    IF EXISTS (SELECT 1 FROM fresh WHERE centre_id = centre AND posted_on < open_from) THEN
      RAISE EXCEPTION 'journal_entry: the month is closed';
    END IF;
    IF EXISTS (SELECT 1 FROM fresh WHERE centre_id = centre AND posted_on <> GREATEST(value_on, open_from)) THEN
      RAISE EXCEPTION 'journal_entry: the accounting day is the value day while its month is open, else the first open day';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER journal_entry_in_open_month AFTER INSERT ON journal_entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_in_open_month();

-- A month begins undecided, is decided once, keeps what was proposed, and closes in its turn, while nothing is being posted.
CREATE OR REPLACE FUNCTION accounting_period_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Proposed' OR NEW.month <> date_trunc('month', NEW.month)::date OR NEW.next_month <> (NEW.month + interval '1 month')::date THEN
      RAISE EXCEPTION 'accounting_period: it begins as a proposal for one month';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'Proposed' OR (NEW.id, NEW.centre_id, NEW.month, NEW.next_month, NEW.proofs, NEW.reason, NEW.proposed_by, NEW.proposed_at_utc, NEW.content_hash)
     IS DISTINCT FROM (OLD.id, OLD.centre_id, OLD.month, OLD.next_month, OLD.proofs, OLD.reason, OLD.proposed_by, OLD.proposed_at_utc, OLD.content_hash) THEN
    RAISE EXCEPTION 'accounting_period: what was proposed stays, and is decided once';
  END IF;
  IF NEW.state = 'Closed' THEN
    PERFORM pg_advisory_xact_lock(7042003, NEW.centre_id::int);
    IF NEW.month <> (SELECT MAX(next_month) FROM accounting_period WHERE centre_id = NEW.centre_id AND state = 'Closed') THEN
      RAISE EXCEPTION 'accounting_period: months close one after another';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER accounting_period_guarded BEFORE INSERT OR UPDATE ON accounting_period FOR EACH ROW EXECUTE FUNCTION accounting_period_guarded();
CREATE OR REPLACE TRIGGER accounting_period_no_delete BEFORE DELETE ON accounting_period FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER accounting_period_no_truncate BEFORE TRUNCATE ON accounting_period FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the journal calls a deposit and a fee: a list that sums postings by lot or tariff goes from the entry to its deposit or fee by this.
CREATE INDEX IF NOT EXISTS ix_deposit_subject ON deposit (CAST(REPLACE(LOWER(CAST(participation_id AS TEXT)), '-', '') AS TEXT)) INCLUDE (participation_id, lot_id, centre_id, refunds_apart);
CREATE INDEX IF NOT EXISTS ix_fee_charge_subject ON fee_charge (CAST(REPLACE(LOWER(CAST(id AS TEXT)), '-', '') AS TEXT));
