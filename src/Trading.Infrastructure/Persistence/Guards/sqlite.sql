-- Put back after every migration: SQLite's table rebuild drops triggers without a word. Idempotent.

DROP TRIGGER IF EXISTS seal_balanced;
CREATE TRIGGER seal_balanced BEFORE INSERT ON entry_seal
BEGIN
  SELECT RAISE(ABORT, 'ledger: an entry needs two postings') WHERE (SELECT COUNT(*) FROM posting WHERE entry_id = NEW.entry_id) < 2;
  SELECT RAISE(ABORT, 'ledger: an entry must sum to zero per currency') WHERE EXISTS (
    SELECT 1 FROM posting p JOIN account a ON a.id = p.account_id WHERE p.entry_id = NEW.entry_id GROUP BY a.currency HAVING SUM(p.amount) <> 0);
END;

DROP TRIGGER IF EXISTS posting_before_seal;
CREATE TRIGGER posting_before_seal BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM entry_seal WHERE entry_id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'ledger: the entry is sealed'); END;

DROP TRIGGER IF EXISTS account_unchanged;
CREATE TRIGGER account_unchanged BEFORE UPDATE ON account BEGIN SELECT RAISE(ABORT, 'ledger: an account never changes'); END;

DROP TRIGGER IF EXISTS hold_resolved_once;
CREATE TRIGGER hold_resolved_once BEFORE UPDATE ON hold WHEN OLD.state <> 'Open'
BEGIN SELECT RAISE(ABORT, 'ledger: a hold is resolved once'); END;

-- Once a member has confirmed, what was confirmed never changes: neither the report nor its lines, nor who sits on the panel, nor a confirmation.
DROP TRIGGER IF EXISTS evaluation_line_confirmed_insert;
CREATE TRIGGER evaluation_line_confirmed_insert BEFORE INSERT ON evaluation_line WHEN EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id = NEW.lot_id)
BEGIN SELECT RAISE(ABORT, 'evaluation_line: a member has confirmed the report'); END;
DROP TRIGGER IF EXISTS evaluation_line_confirmed_update;
CREATE TRIGGER evaluation_line_confirmed_update BEFORE UPDATE ON evaluation_line WHEN EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id IN (OLD.lot_id, NEW.lot_id))
BEGIN SELECT RAISE(ABORT, 'evaluation_line: a member has confirmed the report'); END;
DROP TRIGGER IF EXISTS evaluation_line_confirmed_delete;
CREATE TRIGGER evaluation_line_confirmed_delete BEFORE DELETE ON evaluation_line WHEN EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id = OLD.lot_id)
BEGIN SELECT RAISE(ABORT, 'evaluation_line: a member has confirmed the report'); END;

DROP TRIGGER IF EXISTS evaluation_report_confirmed_insert;
CREATE TRIGGER evaluation_report_confirmed_insert BEFORE INSERT ON evaluation_report WHEN EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id = NEW.lot_id)
BEGIN SELECT RAISE(ABORT, 'evaluation_report: a member has confirmed the report'); END;
DROP TRIGGER IF EXISTS evaluation_report_confirmed_update;
CREATE TRIGGER evaluation_report_confirmed_update BEFORE UPDATE ON evaluation_report WHEN EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id IN (OLD.lot_id, NEW.lot_id))
BEGIN SELECT RAISE(ABORT, 'evaluation_report: a member has confirmed the report'); END;
DROP TRIGGER IF EXISTS evaluation_report_confirmed_delete;
CREATE TRIGGER evaluation_report_confirmed_delete BEFORE DELETE ON evaluation_report WHEN EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id = OLD.lot_id)
BEGIN SELECT RAISE(ABORT, 'evaluation_report: a member has confirmed the report'); END;

DROP TRIGGER IF EXISTS panel_member_confirmed_insert;
CREATE TRIGGER panel_member_confirmed_insert BEFORE INSERT ON panel_member WHEN EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id = NEW.lot_id)
BEGIN SELECT RAISE(ABORT, 'panel_member: a member has confirmed the report'); END;
DROP TRIGGER IF EXISTS panel_member_confirmed_update;
CREATE TRIGGER panel_member_confirmed_update BEFORE UPDATE ON panel_member WHEN EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id IN (OLD.lot_id, NEW.lot_id))
BEGIN SELECT RAISE(ABORT, 'panel_member: a member has confirmed the report'); END;
DROP TRIGGER IF EXISTS panel_member_confirmed_delete;
CREATE TRIGGER panel_member_confirmed_delete BEFORE DELETE ON panel_member WHEN EXISTS (SELECT 1 FROM evaluation_confirmation WHERE lot_id = OLD.lot_id)
BEGIN SELECT RAISE(ABORT, 'panel_member: a member has confirmed the report'); END;

-- INSERT OR REPLACE deletes without the trigger of the deletion: who has confirmed does not confirm again.
DROP TRIGGER IF EXISTS evaluation_confirmation_of_the_report;
CREATE TRIGGER evaluation_confirmation_of_the_report BEFORE INSERT ON evaluation_confirmation
WHEN NOT EXISTS (SELECT 1 FROM evaluation_report WHERE lot_id = NEW.lot_id AND content_hash = NEW.content_hash)
  OR NOT EXISTS (SELECT 1 FROM panel_member WHERE id = NEW.member_id AND lot_id = NEW.lot_id)
  OR EXISTS (SELECT 1 FROM evaluation_confirmation WHERE member_id = NEW.member_id)
BEGIN SELECT RAISE(ABORT, 'evaluation_confirmation: a member confirms the report of its lot as it stands, once'); END;
DROP TRIGGER IF EXISTS hold_unchanged;
CREATE TRIGGER hold_unchanged BEFORE UPDATE ON hold
WHEN NEW.id IS NOT OLD.id OR NEW.account_id IS NOT OLD.account_id OR NEW.lot_id IS NOT OLD.lot_id OR NEW.amount IS NOT OLD.amount OR NEW.opened_at_utc IS NOT OLD.opened_at_utc
BEGIN SELECT RAISE(ABORT, 'ledger: a hold keeps its account, lot and amount'); END;

DROP TRIGGER IF EXISTS hold_no_delete;
CREATE TRIGGER hold_no_delete BEFORE DELETE ON hold BEGIN SELECT RAISE(ABORT, 'hold: rows are only ever added'); END;

DROP TRIGGER IF EXISTS repayment_batch_unchanged;
CREATE TRIGGER repayment_batch_unchanged BEFORE UPDATE ON repayment_batch
WHEN OLD.state <> 'Made' AND (NEW.id IS NOT OLD.id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.bank_account_id IS NOT OLD.bank_account_id OR NEW.state IS NOT OLD.state OR NEW.pay_on IS NOT OLD.pay_on OR NEW.made_by IS NOT OLD.made_by OR NEW.made_at_utc IS NOT OLD.made_at_utc OR NEW.content_hash IS NOT OLD.content_hash OR NEW.approved_by IS NOT OLD.approved_by OR NEW.approved_at_utc IS NOT OLD.approved_at_utc)
BEGIN SELECT RAISE(ABORT, 'repayment_batch: what was decided stays'); END;

DROP TRIGGER IF EXISTS repayment_batch_no_delete;
CREATE TRIGGER repayment_batch_no_delete BEFORE DELETE ON repayment_batch
WHEN OLD.state <> 'Made'
BEGIN SELECT RAISE(ABORT, 'repayment_batch: what was decided stays'); END;

DROP TRIGGER IF EXISTS repayment_unchanged;
CREATE TRIGGER repayment_unchanged BEFORE UPDATE ON repayment
WHEN EXISTS (SELECT 1 FROM repayment_batch WHERE id = OLD.batch_id AND state <> 'Made') AND (NEW.id IS NOT OLD.id OR NEW.batch_id IS NOT OLD.batch_id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.kind IS NOT OLD.kind OR NEW.sealed_subject IS NOT OLD.sealed_subject OR NEW.payee_name IS NOT OLD.payee_name OR NEW.payee_account IS NOT OLD.payee_account OR NEW.payee_bank IS NOT OLD.payee_bank OR NEW.principal IS NOT OLD.principal OR NEW.interest IS NOT OLD.interest OR NEW.end_to_end_id IS NOT OLD.end_to_end_id)
BEGIN SELECT RAISE(ABORT, 'repayment: its batch is decided'); END;

DROP TRIGGER IF EXISTS repayment_no_delete;
CREATE TRIGGER repayment_no_delete BEFORE DELETE ON repayment
WHEN EXISTS (SELECT 1 FROM repayment_batch WHERE id = OLD.batch_id AND state <> 'Made')
BEGIN SELECT RAISE(ABORT, 'repayment: its batch is decided'); END;

DROP TRIGGER IF EXISTS repayment_no_insert;
CREATE TRIGGER repayment_no_insert BEFORE INSERT ON repayment
WHEN EXISTS (SELECT 1 FROM repayment_batch WHERE id = NEW.batch_id AND state <> 'Made')
BEGIN SELECT RAISE(ABORT, 'repayment: its batch is decided'); END;

-- A proposal of finance begins undecided, is decided once, and keeps what was proposed.
DROP TRIGGER IF EXISTS finance_decision_begins;
CREATE TRIGGER finance_decision_begins BEFORE INSERT ON finance_decision
WHEN NEW.state <> 'Proposed'
BEGIN SELECT RAISE(ABORT, 'finance_decision: it begins as a proposal'); END;

DROP TRIGGER IF EXISTS finance_decision_unchanged;
CREATE TRIGGER finance_decision_unchanged BEFORE UPDATE ON finance_decision
WHEN OLD.state <> 'Proposed' OR NEW.id IS NOT OLD.id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.bank_account_id IS NOT OLD.bank_account_id OR NEW.kind IS NOT OLD.kind OR NEW.subject_id IS NOT OLD.subject_id OR NEW.reason IS NOT OLD.reason OR NEW.payer_name IS NOT OLD.payer_name OR NEW.payer_account IS NOT OLD.payer_account OR NEW.payer_bank IS NOT OLD.payer_bank OR NEW.payer_check IS NOT OLD.payer_check OR NEW.end_to_end_id IS NOT OLD.end_to_end_id OR NEW.match_tag IS NOT OLD.match_tag OR NEW.new_amount IS NOT OLD.new_amount OR NEW.agreement IS NOT OLD.agreement OR NEW.subject_hash IS NOT OLD.subject_hash OR NEW.paper_name IS NOT OLD.paper_name OR NEW.paper_blob IS NOT OLD.paper_blob OR NEW.paper_sha256 IS NOT OLD.paper_sha256 OR NEW.proposed_by IS NOT OLD.proposed_by OR NEW.proposed_at_utc IS NOT OLD.proposed_at_utc OR NEW.content_hash IS NOT OLD.content_hash
BEGIN SELECT RAISE(ABORT, 'finance_decision: what was proposed stays, and is decided once'); END;

-- Another account is one of the same payer, after a payment to him that failed.
DROP TRIGGER IF EXISTS finance_decision_same_payee;
CREATE TRIGGER finance_decision_same_payee BEFORE INSERT ON finance_decision
WHEN NEW.kind = 'RefundPayeeCorrected' AND NOT EXISTS (
  SELECT 1 FROM repayment r WHERE r.id = NEW.subject_id AND r.state IN ('Rejected', 'Returned') AND r.payee_name = NEW.payer_name)
BEGIN SELECT RAISE(ABORT, 'finance_decision: another account of the same payer, after a payment that failed'); END;

DROP TRIGGER IF EXISTS finance_decision_no_delete;
CREATE TRIGGER finance_decision_no_delete BEFORE DELETE ON finance_decision
BEGIN SELECT RAISE(ABORT, 'finance_decision: rows are only ever added'); END;

-- INSERT OR REPLACE deletes the row that is in the way, and tells no trigger of it where recursive triggers are off: a key that is there is refused first.

DROP TRIGGER IF EXISTS journal_entry_no_replace;
CREATE TRIGGER journal_entry_no_replace BEFORE INSERT ON journal_entry
WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM journal_entry WHERE key = NEW.key) OR EXISTS (SELECT 1 FROM journal_entry WHERE reverses_id = NEW.reverses_id)
BEGIN SELECT RAISE(ABORT, 'journal_entry: the row is there'); END;

DROP TRIGGER IF EXISTS posting_no_replace;
CREATE TRIGGER posting_no_replace BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM posting WHERE entry_id = NEW.entry_id AND line = NEW.line)
BEGIN SELECT RAISE(ABORT, 'posting: the row is there'); END;

DROP TRIGGER IF EXISTS entry_seal_no_replace;
CREATE TRIGGER entry_seal_no_replace BEFORE INSERT ON entry_seal
WHEN EXISTS (SELECT 1 FROM entry_seal WHERE entry_id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'entry_seal: the row is there'); END;

DROP TRIGGER IF EXISTS entry_link_no_replace;
CREATE TRIGGER entry_link_no_replace BEFORE INSERT ON entry_link
WHEN EXISTS (SELECT 1 FROM entry_link WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM entry_link WHERE entry_id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'entry_link: the row is there'); END;

DROP TRIGGER IF EXISTS procedure_event_no_replace;
CREATE TRIGGER procedure_event_no_replace BEFORE INSERT ON procedure_event
WHEN EXISTS (SELECT 1 FROM procedure_event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'procedure_event: the row is there'); END;

DROP TRIGGER IF EXISTS event_link_no_replace;
CREATE TRIGGER event_link_no_replace BEFORE INSERT ON event_link
WHEN EXISTS (SELECT 1 FROM event_link WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM event_link WHERE event_id = NEW.event_id)
BEGIN SELECT RAISE(ABORT, 'event_link: the row is there'); END;

DROP TRIGGER IF EXISTS hold_no_replace;
CREATE TRIGGER hold_no_replace BEFORE INSERT ON hold
WHEN EXISTS (SELECT 1 FROM hold WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'hold: the row is there'); END;

DROP TRIGGER IF EXISTS repayment_batch_no_replace;
CREATE TRIGGER repayment_batch_no_replace BEFORE INSERT ON repayment_batch
WHEN EXISTS (SELECT 1 FROM repayment_batch WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'repayment_batch: the row is there'); END;

DROP TRIGGER IF EXISTS repayment_no_replace;
CREATE TRIGGER repayment_no_replace BEFORE INSERT ON repayment
WHEN EXISTS (SELECT 1 FROM repayment WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM repayment WHERE end_to_end_id = NEW.end_to_end_id)
BEGIN SELECT RAISE(ABORT, 'repayment: the row is there'); END;

DROP TRIGGER IF EXISTS finance_decision_no_replace;
CREATE TRIGGER finance_decision_no_replace BEFORE INSERT ON finance_decision
WHEN EXISTS (SELECT 1 FROM finance_decision WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'finance_decision: the row is there'); END;

-- A forfeiture begins as a proposal, keeps what was proposed, and is decided once; an order keeps what it says, and is lifted once. Neither goes.
DROP TRIGGER IF EXISTS forfeiture_begins;
CREATE TRIGGER forfeiture_begins BEFORE INSERT ON forfeiture
WHEN NEW.state <> 'Proposed'
BEGIN SELECT RAISE(ABORT, 'forfeiture: it begins as a proposal'); END;

DROP TRIGGER IF EXISTS forfeiture_unchanged;
CREATE TRIGGER forfeiture_unchanged BEFORE UPDATE ON forfeiture
WHEN OLD.state IN ('Approved', 'Declined', 'Lapsed') OR (OLD.first_approved_by IS NOT NULL AND NEW.first_approved_by IS NOT OLD.first_approved_by) OR NEW.id IS NOT OLD.id OR NEW.participation_id IS NOT OLD.participation_id OR NEW.lot_id IS NOT OLD.lot_id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.ground IS NOT OLD.ground OR NEW.ground_rule IS NOT OLD.ground_rule OR NEW.citation IS NOT OLD.citation OR NEW.clause IS NOT OLD.clause OR NEW.hearing_note IS NOT OLD.hearing_note OR NEW.evidence_name IS NOT OLD.evidence_name OR NEW.evidence_blob IS NOT OLD.evidence_blob OR NEW.evidence_sha256 IS NOT OLD.evidence_sha256 OR NEW.evidence_length IS NOT OLD.evidence_length OR NEW.destination IS NOT OLD.destination OR NEW.destination_rule IS NOT OLD.destination_rule OR NEW.destination_citation IS NOT OLD.destination_citation OR NEW.amount IS NOT OLD.amount OR NEW.fee IS NOT OLD.fee OR NEW.proposed_by IS NOT OLD.proposed_by OR NEW.proposed_at_utc IS NOT OLD.proposed_at_utc
BEGIN SELECT RAISE(ABORT, 'forfeiture: what it says stays, and it is ended once'); END;

DROP TRIGGER IF EXISTS freeze_order_unchanged;
CREATE TRIGGER freeze_order_unchanged BEFORE UPDATE ON freeze_order
WHEN OLD.lifted_by IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.participation_id IS NOT OLD.participation_id OR NEW.lot_id IS NOT OLD.lot_id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.number IS NOT OLD.number OR NEW.authority IS NOT OLD.authority OR NEW.reason IS NOT OLD.reason OR NEW.ordered_by IS NOT OLD.ordered_by OR NEW.ordered_at_utc IS NOT OLD.ordered_at_utc
BEGIN SELECT RAISE(ABORT, 'freeze_order: what it says stays, and it is ended once'); END;

DROP TRIGGER IF EXISTS forfeiture_no_delete;
CREATE TRIGGER forfeiture_no_delete BEFORE DELETE ON forfeiture BEGIN SELECT RAISE(ABORT, 'forfeiture: rows are only ever added'); END;

DROP TRIGGER IF EXISTS forfeiture_no_replace;
CREATE TRIGGER forfeiture_no_replace BEFORE INSERT ON forfeiture
WHEN EXISTS (SELECT 1 FROM forfeiture WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'forfeiture: the row is there'); END;

DROP TRIGGER IF EXISTS freeze_order_no_delete;
CREATE TRIGGER freeze_order_no_delete BEFORE DELETE ON freeze_order BEGIN SELECT RAISE(ABORT, 'freeze_order: rows are only ever added'); END;

DROP TRIGGER IF EXISTS freeze_order_no_replace;
CREATE TRIGGER freeze_order_no_replace BEFORE INSERT ON freeze_order
WHEN EXISTS (SELECT 1 FROM freeze_order WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'freeze_order: the row is there'); END;

-- A receipt keeps what it says; a return keeps what was reckoned, and is received once; a remittance keeps what it carries; a claim is answered once. None of them goes.
DROP TRIGGER IF EXISTS non_tax_receipt_unchanged;
CREATE TRIGGER non_tax_receipt_unchanged BEFORE UPDATE ON non_tax_receipt
WHEN NEW.id IS NOT OLD.id OR NEW.voids IS NOT OLD.voids OR NEW.claim_id IS NOT OLD.claim_id OR NEW.forfeiture_id IS NOT OLD.forfeiture_id OR NEW.collected_on IS NOT OLD.collected_on OR NEW.charge_id IS NOT OLD.charge_id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.bank_account_id IS NOT OLD.bank_account_id OR NEW.number IS NOT OLD.number OR NEW.income IS NOT OLD.income OR NEW.amount IS NOT OLD.amount OR NEW.value_on IS NOT OLD.value_on OR NEW.issued_at_utc IS NOT OLD.issued_at_utc OR (OLD.return_id IS NOT NULL AND NEW.return_id IS NOT OLD.return_id)
BEGIN SELECT RAISE(ABORT, 'non_tax_receipt: what it says stays'); END;

DROP TRIGGER IF EXISTS non_tax_receipt_no_delete;
CREATE TRIGGER non_tax_receipt_no_delete BEFORE DELETE ON non_tax_receipt BEGIN SELECT RAISE(ABORT, 'non_tax_receipt: rows are only ever added'); END;

DROP TRIGGER IF EXISTS non_tax_receipt_no_replace;
CREATE TRIGGER non_tax_receipt_no_replace BEFORE INSERT ON non_tax_receipt
WHEN EXISTS (SELECT 1 FROM non_tax_receipt WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM non_tax_receipt WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'non_tax_receipt: the row is there'); END;

DROP TRIGGER IF EXISTS treasury_return_unchanged;
CREATE TRIGGER treasury_return_unchanged BEFORE UPDATE ON treasury_return
WHEN NEW.id IS NOT OLD.id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.number IS NOT OLD.number OR NEW.income IS NOT OLD.income OR NEW.month IS NOT OLD.month OR NEW.model_key IS NOT OLD.model_key OR NEW.citation IS NOT OLD.citation OR NEW.basis_points IS NOT OLD.basis_points OR NEW.rounding IS NOT OLD.rounding OR NEW.collected IS NOT OLD.collected OR NEW.amount IS NOT OLD.amount OR NEW.reckoned_at_utc IS NOT OLD.reckoned_at_utc OR OLD.state <> 'Expected'
BEGIN SELECT RAISE(ABORT, 'treasury_return: what it says stays'); END;

DROP TRIGGER IF EXISTS treasury_return_no_delete;
CREATE TRIGGER treasury_return_no_delete BEFORE DELETE ON treasury_return BEGIN SELECT RAISE(ABORT, 'treasury_return: rows are only ever added'); END;

DROP TRIGGER IF EXISTS treasury_return_no_replace;
CREATE TRIGGER treasury_return_no_replace BEFORE INSERT ON treasury_return
WHEN EXISTS (SELECT 1 FROM treasury_return WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM treasury_return WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'treasury_return: the row is there'); END;

DROP TRIGGER IF EXISTS treasury_claim_unchanged;
CREATE TRIGGER treasury_claim_unchanged BEFORE UPDATE ON treasury_claim
WHEN NEW.id IS NOT OLD.id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.refund_id IS NOT OLD.refund_id OR NEW.charge_id IS NOT OLD.charge_id OR NEW.receipt_id IS NOT OLD.receipt_id OR NEW.remittance_id IS NOT OLD.remittance_id OR NEW.number IS NOT OLD.number OR NEW.income IS NOT OLD.income OR NEW.amount IS NOT OLD.amount OR NEW.ground IS NOT OLD.ground OR NEW.filed_at_utc IS NOT OLD.filed_at_utc
BEGIN SELECT RAISE(ABORT, 'treasury_claim: what it says stays'); END;

DROP TRIGGER IF EXISTS treasury_claim_answered;
CREATE TRIGGER treasury_claim_answered BEFORE UPDATE ON treasury_claim
WHEN OLD.state <> 'Filed' OR (NEW.state = 'Refused' AND NOT EXISTS (
  SELECT 1 FROM finance_decision WHERE subject_id = NEW.refund_id AND end_to_end_id = NEW.number AND kind = 'ClaimRefused' AND state = 'Approved' AND decided_by <> proposed_by))
BEGIN SELECT RAISE(ABORT, 'treasury_claim: it is answered once, and refused by two people alone'); END;

DROP TRIGGER IF EXISTS treasury_claim_no_delete;
CREATE TRIGGER treasury_claim_no_delete BEFORE DELETE ON treasury_claim BEGIN SELECT RAISE(ABORT, 'treasury_claim: rows are only ever added'); END;

DROP TRIGGER IF EXISTS treasury_claim_no_replace;
CREATE TRIGGER treasury_claim_no_replace BEFORE INSERT ON treasury_claim
WHEN EXISTS (SELECT 1 FROM treasury_claim WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM treasury_claim WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'treasury_claim: the row is there'); END;

-- What is owed out of a deposit keeps whose it is, how much and why; it begins as owed, is paid once, and never goes.
DROP TRIGGER IF EXISTS deposit_payout_begins;
CREATE TRIGGER deposit_payout_begins BEFORE INSERT ON deposit_payout
WHEN NEW.state <> 'Owed'
BEGIN SELECT RAISE(ABORT, 'deposit_payout: it begins as owed'); END;

DROP TRIGGER IF EXISTS deposit_payout_unchanged;
CREATE TRIGGER deposit_payout_unchanged BEFORE UPDATE ON deposit_payout
WHEN (NEW.batch_id IS NOT NULL AND OLD.batch_id IS NOT NULL AND NEW.batch_id <> OLD.batch_id) OR NEW.id IS NOT OLD.id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.bank_account_id IS NOT OLD.bank_account_id OR NEW.participation_id IS NOT OLD.participation_id OR NEW.lot_id IS NOT OLD.lot_id OR NEW.kind IS NOT OLD.kind OR NEW.amount IS NOT OLD.amount OR NEW.citation IS NOT OLD.citation OR NEW.receipt_id IS NOT OLD.receipt_id OR NEW.number IS NOT OLD.number OR NEW.owed_on IS NOT OLD.owed_on
BEGIN SELECT RAISE(ABORT, 'deposit_payout: what it says stays'); END;

DROP TRIGGER IF EXISTS deposit_payout_no_delete;
CREATE TRIGGER deposit_payout_no_delete BEFORE DELETE ON deposit_payout BEGIN SELECT RAISE(ABORT, 'deposit_payout: rows are only ever added'); END;

DROP TRIGGER IF EXISTS deposit_payout_no_replace;
CREATE TRIGGER deposit_payout_no_replace BEFORE INSERT ON deposit_payout
WHEN EXISTS (SELECT 1 FROM deposit_payout WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'deposit_payout: the row is there'); END;

DROP TRIGGER IF EXISTS remittance_unchanged;
CREATE TRIGGER remittance_unchanged BEFORE UPDATE ON remittance
WHEN NEW.id IS NOT OLD.id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.batch_id IS NOT OLD.batch_id OR NEW.income IS NOT OLD.income OR NEW.month IS NOT OLD.month OR NEW.amount IS NOT OLD.amount OR NEW.made_at_utc IS NOT OLD.made_at_utc
BEGIN SELECT RAISE(ABORT, 'remittance: what it says stays'); END;

DROP TRIGGER IF EXISTS remittance_no_delete;
CREATE TRIGGER remittance_no_delete BEFORE DELETE ON remittance BEGIN SELECT RAISE(ABORT, 'remittance: rows are only ever added'); END;

DROP TRIGGER IF EXISTS remittance_no_replace;
CREATE TRIGGER remittance_no_replace BEFORE INSERT ON remittance
WHEN EXISTS (SELECT 1 FROM remittance WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'remittance: the row is there'); END;

-- What was agreed of a price, each receipt and what was passed on stay as they are; what was decided of a plan is decided once. None of them goes.
DROP TRIGGER IF EXISTS price_plan_unchanged;
CREATE TRIGGER price_plan_unchanged BEFORE UPDATE ON price_plan
WHEN OLD.state IN ('Declined', 'Paid') OR (OLD.state = 'Open' AND NEW.state NOT IN ('Open', 'Paid')) OR NEW.id IS NOT OLD.id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.lot_id IS NOT OLD.lot_id OR NEW.participation_id IS NOT OLD.participation_id OR NEW.bank_account_id IS NOT OLD.bank_account_id OR NEW.buyer_id IS NOT OLD.buyer_id OR NEW.buyer_name IS NOT OLD.buyer_name OR NEW.destination IS NOT OLD.destination OR NEW.payee_name IS NOT OLD.payee_name OR NEW.payee_account IS NOT OLD.payee_account OR NEW.payee_bank IS NOT OLD.payee_bank OR NEW.payee_check IS NOT OLD.payee_check OR NEW.price IS NOT OLD.price OR NEW.contract_on IS NOT OLD.contract_on OR NEW.sub_account IS NOT OLD.sub_account OR NEW.late_numerator IS NOT OLD.late_numerator OR NEW.late_denominator IS NOT OLD.late_denominator OR NEW.late_most_basis_points IS NOT OLD.late_most_basis_points OR NEW.late_citation IS NOT OLD.late_citation OR NEW.interest_basis_points IS NOT OLD.interest_basis_points OR NEW.interest_from IS NOT OLD.interest_from OR NEW.interest_citation IS NOT OLD.interest_citation OR NEW.security IS NOT OLD.security OR NEW.pass_on_rule IS NOT OLD.pass_on_rule OR NEW.proposed_at_utc IS NOT OLD.proposed_at_utc
BEGIN SELECT RAISE(ABORT, 'price_plan: what it says stays'); END;

DROP TRIGGER IF EXISTS price_plan_no_delete;
CREATE TRIGGER price_plan_no_delete BEFORE DELETE ON price_plan BEGIN SELECT RAISE(ABORT, 'price_plan: rows are only ever added'); END;

DROP TRIGGER IF EXISTS price_plan_no_replace;
CREATE TRIGGER price_plan_no_replace BEFORE INSERT ON price_plan
WHEN EXISTS (SELECT 1 FROM price_plan WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM price_plan WHERE sub_account = NEW.sub_account)
BEGIN SELECT RAISE(ABORT, 'price_plan: the row is there'); END;

DROP TRIGGER IF EXISTS instalment_unchanged;
CREATE TRIGGER instalment_unchanged BEFORE UPDATE ON instalment
WHEN NEW.plan_id IS NOT OLD.plan_id OR NEW.revision IS NOT OLD.revision OR NEW.number IS NOT OLD.number OR NEW.amount IS NOT OLD.amount OR NEW.due_on IS NOT OLD.due_on
BEGIN SELECT RAISE(ABORT, 'instalment: what it says stays'); END;

DROP TRIGGER IF EXISTS instalment_no_delete;
CREATE TRIGGER instalment_no_delete BEFORE DELETE ON instalment BEGIN SELECT RAISE(ABORT, 'instalment: rows are only ever added'); END;

DROP TRIGGER IF EXISTS instalment_no_replace;
CREATE TRIGGER instalment_no_replace BEFORE INSERT ON instalment
WHEN EXISTS (SELECT 1 FROM instalment WHERE plan_id = NEW.plan_id AND revision = NEW.revision AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'instalment: the row is there'); END;

DROP TRIGGER IF EXISTS price_receipt_unchanged;
CREATE TRIGGER price_receipt_unchanged BEFORE UPDATE ON price_receipt
WHEN NEW.id IS NOT OLD.id OR NEW.plan_id IS NOT OLD.plan_id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.bank_account_id IS NOT OLD.bank_account_id OR NEW.number IS NOT OLD.number OR NEW.price IS NOT OLD.price OR NEW.penalty IS NOT OLD.penalty OR NEW.interest IS NOT OLD.interest OR NEW.value_on IS NOT OLD.value_on OR NEW.issued_at_utc IS NOT OLD.issued_at_utc OR NEW.pass_on_by IS NOT OLD.pass_on_by OR NEW.payer_name IS NOT OLD.payer_name OR NEW.payer_account IS NOT OLD.payer_account OR NEW.payer_bank IS NOT OLD.payer_bank OR NEW.payer_check IS NOT OLD.payer_check
BEGIN SELECT RAISE(ABORT, 'price_receipt: what it says stays'); END;

DROP TRIGGER IF EXISTS price_receipt_given_back_by_two;
CREATE TRIGGER price_receipt_given_back_by_two BEFORE UPDATE ON price_receipt
WHEN NEW.penalty_returned <> OLD.penalty_returned AND (OLD.payout_id IS NOT NULL OR NEW.penalty_returned <> (
  SELECT COALESCE(SUM(new_amount), 0) FROM finance_decision WHERE subject_id = NEW.plan_id AND end_to_end_id = NEW.number AND kind = 'PenaltyReturned' AND state = 'Approved' AND decided_by <> proposed_by))
BEGIN SELECT RAISE(ABORT, 'price_receipt: a penalty is given back by two'); END;

DROP TRIGGER IF EXISTS price_receipt_no_delete;
CREATE TRIGGER price_receipt_no_delete BEFORE DELETE ON price_receipt BEGIN SELECT RAISE(ABORT, 'price_receipt: rows are only ever added'); END;

DROP TRIGGER IF EXISTS price_receipt_no_replace;
CREATE TRIGGER price_receipt_no_replace BEFORE INSERT ON price_receipt
WHEN EXISTS (SELECT 1 FROM price_receipt WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM price_receipt WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'price_receipt: the row is there'); END;

DROP TRIGGER IF EXISTS price_payout_unchanged;
CREATE TRIGGER price_payout_unchanged BEFORE UPDATE ON price_payout
WHEN NEW.id IS NOT OLD.id OR NEW.plan_id IS NOT OLD.plan_id OR NEW.participation_id IS NOT OLD.participation_id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.batch_id IS NOT OLD.batch_id OR NEW.price IS NOT OLD.price OR NEW.penalty IS NOT OLD.penalty OR NEW.interest IS NOT OLD.interest OR NEW.made_at_utc IS NOT OLD.made_at_utc
BEGIN SELECT RAISE(ABORT, 'price_payout: what it says stays'); END;

DROP TRIGGER IF EXISTS price_payout_no_delete;
CREATE TRIGGER price_payout_no_delete BEFORE DELETE ON price_payout BEGIN SELECT RAISE(ABORT, 'price_payout: rows are only ever added'); END;

DROP TRIGGER IF EXISTS price_payout_no_replace;
CREATE TRIGGER price_payout_no_replace BEFORE INSERT ON price_payout
WHEN EXISTS (SELECT 1 FROM price_payout WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'price_payout: the row is there'); END;

DROP TRIGGER IF EXISTS price_plan_begins;
CREATE TRIGGER price_plan_begins BEFORE INSERT ON price_plan
WHEN NEW.state <> 'Proposed' OR NEW.received <> 0
BEGIN SELECT RAISE(ABORT, 'price_plan: it begins as a proposal'); END;

DROP TRIGGER IF EXISTS price_plan_waived_by_two;
CREATE TRIGGER price_plan_waived_by_two BEFORE UPDATE ON price_plan
WHEN NEW.penalty_waived <> OLD.penalty_waived AND NEW.penalty_waived <> (
  SELECT COALESCE(SUM(new_amount), 0) FROM finance_decision WHERE subject_id = NEW.id AND kind = 'PenaltyWaived' AND state = 'Approved' AND decided_by <> proposed_by)
BEGIN SELECT RAISE(ABORT, 'price_plan: a penalty is waived by two'); END;

DROP TRIGGER IF EXISTS price_plan_changed_by_two;
CREATE TRIGGER price_plan_changed_by_two BEFORE UPDATE ON price_plan
WHEN NEW.revision <> OLD.revision AND NOT EXISTS (
  SELECT 1 FROM price_plan_change c JOIN finance_decision d ON d.id = c.id
  WHERE c.plan_id = NEW.id AND c.number = NEW.revision AND c.kind = 'Terms' AND d.state = 'Approved' AND d.decided_by <> d.proposed_by)
BEGIN SELECT RAISE(ABORT, 'price_plan: a plan is changed by two'); END;

DROP TRIGGER IF EXISTS price_plan_change_unchanged;
CREATE TRIGGER price_plan_change_unchanged BEFORE UPDATE ON price_plan_change
WHEN NEW.id IS NOT OLD.id OR NEW.plan_id IS NOT OLD.plan_id OR NEW.number IS NOT OLD.number OR NEW.kind IS NOT OLD.kind OR NEW.agreement_number IS NOT OLD.agreement_number OR NEW.agreed_on IS NOT OLD.agreed_on OR NEW.interest_basis_points IS NOT OLD.interest_basis_points OR NEW.interest_from IS NOT OLD.interest_from OR NEW.interest_citation IS NOT OLD.interest_citation OR NEW.security IS NOT OLD.security OR NEW.payee_name IS NOT OLD.payee_name OR NEW.payee_account IS NOT OLD.payee_account OR NEW.payee_bank IS NOT OLD.payee_bank OR NEW.payee_check IS NOT OLD.payee_check OR NEW.proposed_at_utc IS NOT OLD.proposed_at_utc
BEGIN SELECT RAISE(ABORT, 'price_plan_change: what it says stays'); END;

DROP TRIGGER IF EXISTS price_plan_change_approved_by_two;
CREATE TRIGGER price_plan_change_approved_by_two BEFORE UPDATE ON price_plan_change
WHEN OLD.approved_at_utc IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM finance_decision WHERE id = NEW.id AND subject_id = NEW.plan_id AND state = 'Approved' AND decided_by <> proposed_by)
BEGIN SELECT RAISE(ABORT, 'price_plan_change: it is approved once, by another'); END;

DROP TRIGGER IF EXISTS price_plan_change_no_delete;
CREATE TRIGGER price_plan_change_no_delete BEFORE DELETE ON price_plan_change BEGIN SELECT RAISE(ABORT, 'price_plan_change: rows are only ever added'); END;

DROP TRIGGER IF EXISTS price_plan_change_no_replace;
CREATE TRIGGER price_plan_change_no_replace BEFORE INSERT ON price_plan_change
WHEN EXISTS (SELECT 1 FROM price_plan_change WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM price_plan_change WHERE plan_id = NEW.plan_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'price_plan_change: the row is there'); END;

DROP TRIGGER IF EXISTS price_plan_change_begins;
CREATE TRIGGER price_plan_change_begins BEFORE INSERT ON price_plan_change
WHEN NEW.approved_at_utc IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'price_plan_change: it begins as a proposal'); END;

DROP TRIGGER IF EXISTS non_tax_notice_no_replace;
CREATE TRIGGER non_tax_notice_no_replace BEFORE INSERT ON non_tax_notice
WHEN EXISTS (SELECT 1 FROM non_tax_notice WHERE charge_id = NEW.charge_id) OR EXISTS (SELECT 1 FROM non_tax_notice WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'non_tax_notice: the row is there'); END;

-- What is owed back of a fee keeps to whom, how much and of which payment; it begins as owed, or claimed from the treasury until the day on which that has paid, is paid once, and never goes.
DROP TRIGGER IF EXISTS fee_refund_begins;
CREATE TRIGGER fee_refund_begins BEFORE INSERT ON fee_refund
WHEN NEW.state NOT IN ('Claimed', 'Owed', 'PassedOn')
BEGIN SELECT RAISE(ABORT, 'fee_refund: it begins as owed or claimed'); END;

DROP TRIGGER IF EXISTS fee_refund_unchanged;
CREATE TRIGGER fee_refund_unchanged BEFORE UPDATE ON fee_refund
WHEN (NEW.batch_id IS NOT NULL AND OLD.batch_id IS NOT NULL AND NEW.batch_id <> OLD.batch_id) OR NEW.id IS NOT OLD.id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.lot_id IS NOT OLD.lot_id OR NEW.charge_id IS NOT OLD.charge_id OR NEW.line_id IS NOT OLD.line_id OR NEW.forfeiture_id IS NOT OLD.forfeiture_id OR NEW.bank_account_id IS NOT OLD.bank_account_id OR NEW.amount IS NOT OLD.amount OR (OLD.state <> 'Claimed' AND (NEW.state = 'Claimed' OR NEW.owed_on IS NOT OLD.owed_on)) OR (OLD.state = 'PassedOn' AND NEW.state <> OLD.state)
BEGIN SELECT RAISE(ABORT, 'fee_refund: what it says stays'); END;

DROP TRIGGER IF EXISTS fee_refund_no_delete;
CREATE TRIGGER fee_refund_no_delete BEFORE DELETE ON fee_refund BEGIN SELECT RAISE(ABORT, 'fee_refund: rows are only ever added'); END;

DROP TRIGGER IF EXISTS fee_refund_no_replace;
CREATE TRIGGER fee_refund_no_replace BEFORE INSERT ON fee_refund
WHEN EXISTS (SELECT 1 FROM fee_refund WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'fee_refund: the row is there'); END;

DROP TRIGGER IF EXISTS fee_event_no_replace;
CREATE TRIGGER fee_event_no_replace BEFORE INSERT ON fee_event
WHEN EXISTS (SELECT 1 FROM fee_event WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM fee_event WHERE centre_id = NEW.centre_id AND occasion = NEW.occasion AND key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'fee_event: the row is there'); END;

DROP TRIGGER IF EXISTS centre_revenue_model_no_replace;
CREATE TRIGGER centre_revenue_model_no_replace BEFORE INSERT ON centre_revenue_model
WHEN EXISTS (SELECT 1 FROM centre_revenue_model WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'centre_revenue_model: the row is there'); END;

-- What is to be chained is written down with it, whoever writes it.
DROP TRIGGER IF EXISTS seal_to_chain;
CREATE TRIGGER seal_to_chain AFTER INSERT ON entry_seal BEGIN INSERT INTO unchained_entry (entry_id) VALUES (NEW.entry_id); END;
DROP TRIGGER IF EXISTS event_to_chain;
CREATE TRIGGER event_to_chain AFTER INSERT ON procedure_event BEGIN INSERT INTO unchained_event (event_id) VALUES (NEW.id); END;

-- Nothing posts into a closed month, and the accounting day is nobody's choice.
DROP TRIGGER IF EXISTS journal_entry_in_open_month;
CREATE TRIGGER journal_entry_in_open_month BEFORE INSERT ON journal_entry
BEGIN
  SELECT RAISE(ABORT, 'journal_entry: the month is closed')
    WHERE NEW.posted_on < (SELECT MAX(next_month) FROM accounting_period WHERE centre_id = NEW.centre_id AND state = 'Closed');
  SELECT RAISE(ABORT, 'journal_entry: the accounting day is the value day while its month is open, else the first open day')
    WHERE NEW.posted_on <> MAX(NEW.value_on, COALESCE((SELECT MAX(next_month) FROM accounting_period WHERE centre_id = NEW.centre_id AND state = 'Closed'), NEW.value_on));
END;

-- A month begins undecided, is decided once, keeps what was proposed, and closes in its turn.
DROP TRIGGER IF EXISTS accounting_period_begins;
CREATE TRIGGER accounting_period_begins BEFORE INSERT ON accounting_period
WHEN NEW.state <> 'Proposed' OR NEW.month <> date(NEW.month, 'start of month') OR NEW.next_month <> date(NEW.month, '+1 month')
BEGIN SELECT RAISE(ABORT, 'accounting_period: it begins as a proposal for one month'); END;

DROP TRIGGER IF EXISTS accounting_period_unchanged;
CREATE TRIGGER accounting_period_unchanged BEFORE UPDATE ON accounting_period
WHEN OLD.state <> 'Proposed' OR NEW.id IS NOT OLD.id OR NEW.centre_id IS NOT OLD.centre_id OR NEW.month IS NOT OLD.month OR NEW.next_month IS NOT OLD.next_month OR NEW.proofs IS NOT OLD.proofs OR NEW.reason IS NOT OLD.reason OR NEW.proposed_by IS NOT OLD.proposed_by OR NEW.proposed_at_utc IS NOT OLD.proposed_at_utc OR NEW.content_hash IS NOT OLD.content_hash
BEGIN SELECT RAISE(ABORT, 'accounting_period: what was proposed stays, and is decided once'); END;

DROP TRIGGER IF EXISTS accounting_period_in_turn;
CREATE TRIGGER accounting_period_in_turn BEFORE UPDATE ON accounting_period
WHEN OLD.state = 'Proposed' AND NEW.state = 'Closed' AND NEW.month <> (SELECT MAX(next_month) FROM accounting_period WHERE centre_id = NEW.centre_id AND state = 'Closed')
BEGIN SELECT RAISE(ABORT, 'accounting_period: months close one after another'); END;

DROP TRIGGER IF EXISTS accounting_period_no_delete;
CREATE TRIGGER accounting_period_no_delete BEFORE DELETE ON accounting_period
BEGIN SELECT RAISE(ABORT, 'accounting_period: rows are only ever added'); END;

DROP TRIGGER IF EXISTS accounting_period_no_replace;
CREATE TRIGGER accounting_period_no_replace BEFORE INSERT ON accounting_period
WHEN EXISTS (SELECT 1 FROM accounting_period WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM accounting_period WHERE centre_id = NEW.centre_id AND month = NEW.month AND state <> 'Declined')
BEGIN SELECT RAISE(ABORT, 'accounting_period: the row is there'); END;

-- What the journal calls a deposit and a fee: a list that sums postings by lot or tariff goes from the entry to its deposit or fee by this.
CREATE INDEX IF NOT EXISTS ix_deposit_subject ON deposit (CAST(REPLACE(LOWER(CAST(participation_id AS TEXT)), '-', '') AS TEXT), lot_id, centre_id, refunds_apart);
CREATE INDEX IF NOT EXISTS ix_fee_charge_subject ON fee_charge (CAST(REPLACE(LOWER(CAST(id AS TEXT)), '-', '') AS TEXT));
