-- PostgreSQL refuses to change or remove rows of DEFENDERFLOW_AUDIT. Run at start-up where the
-- trigger is absent; run it by hand where the database user may not, as the owner of the table.
CREATE OR REPLACE FUNCTION DEFENDERFLOW_KEEP() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''Rows of DEFENDERFLOW_AUDIT are never changed or removed.''; END';
CREATE TRIGGER DEFENDERFLOW_AUDIT_KEPT BEFORE UPDATE OR DELETE OR TRUNCATE ON DEFENDERFLOW_AUDIT FOR EACH STATEMENT EXECUTE FUNCTION DEFENDERFLOW_KEEP()
