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
