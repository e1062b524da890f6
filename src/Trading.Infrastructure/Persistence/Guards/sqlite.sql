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
