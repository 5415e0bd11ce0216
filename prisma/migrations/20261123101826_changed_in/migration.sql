-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "changedIn" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "Page" ADD COLUMN     "changedIn" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- Whoever writes a row, and by whichever way, says in which transaction: a device asks for what its last snapshot could
-- not see, so that nothing is missed which was committed late (ADR 22).
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."changedIn" := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER note_change BEFORE UPDATE ON "Project" FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE UPDATE ON "Page" FOR EACH ROW EXECUTE FUNCTION note_change();
