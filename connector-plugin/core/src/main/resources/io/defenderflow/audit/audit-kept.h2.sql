-- H2 refuses to change or remove rows of DEFENDERFLOW_AUDIT. Run at start-up where the trigger is
-- absent; run it by hand where the database user may not, with the jar defenderflow-core on the class
-- path of the database.
CREATE TRIGGER IF NOT EXISTS DEFENDERFLOW_AUDIT_KEPT BEFORE UPDATE, DELETE ON DEFENDERFLOW_AUDIT CALL "io.defenderflow.audit.RefuseChange";
-- H2 truncates without asking triggers, but not what a foreign key leads to.
CREATE TABLE IF NOT EXISTS DEFENDERFLOW_AUDIT_ANCHOR (AUDIT_ID BIGINT REFERENCES DEFENDERFLOW_AUDIT (AUDIT_ID))
