-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "recreateFiles" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Artifact" ADD COLUMN     "madeFrom" JSONB;

-- CreateTable
CREATE TABLE "FileRecreation" (
    "projectId" UUID NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "FileRecreation_pkey" PRIMARY KEY ("projectId")
);

-- CreateIndex
CREATE INDEX "FileRecreation_dueAt_idx" ON "FileRecreation"("dueAt");

-- AddForeignKey
ALTER TABLE "FileRecreation" ADD CONSTRAINT "FileRecreation_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A book that its author wants recreated is due half a minute after its last change. By triggers, since pages are changed in
-- many places: by hand, offline, by a touch-up, from Drive, by a job. Whether the files really differ is decided when it is due.
CREATE FUNCTION schedule_file_recreation(book uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "FileRecreation" ("projectId", "dueAt")
  SELECT id, clock_timestamp() + interval '30 seconds' FROM "Project"
  WHERE id = book AND "recreateFiles" AND "deletedAt" IS NULL
  ON CONFLICT ("projectId") DO UPDATE SET "dueAt" = EXCLUDED."dueAt", attempts = 0
$$;
CREATE FUNCTION note_printed_page() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM schedule_file_recreation(NEW."projectId");
  RETURN NULL;
END $$;
CREATE FUNCTION note_printed_book() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM schedule_file_recreation(NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER note_printed_page AFTER UPDATE ON "Page" FOR EACH ROW
  WHEN (OLD.text IS DISTINCT FROM NEW.text OR OLD.current <> NEW.current OR (OLD.state = 'drawn') <> (NEW.state = 'drawn'))
  EXECUTE FUNCTION note_printed_page();
CREATE TRIGGER note_printed_book AFTER UPDATE ON "Project" FOR EACH ROW
  WHEN (NEW."recreateFiles" AND (OLD.title, OLD.subtitle, OLD.blurb, OLD.form, OLD.print, OLD."recreateFiles", OLD."deletedAt")
    IS DISTINCT FROM (NEW.title, NEW.subtitle, NEW.blurb, NEW.form, NEW.print, NEW."recreateFiles", NEW."deletedAt"))
  EXECUTE FUNCTION note_printed_book();
