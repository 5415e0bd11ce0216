-- One word for one thing. Names change in place; no row is rewritten but the events that are not about a job.

ALTER TABLE "Project" RENAME TO "Book";
ALTER TABLE "JobEvent" RENAME TO "Event";
ALTER TABLE "JobEventCounter" RENAME TO "EventCounter";
ALTER TABLE "BulkAct" RENAME TO "BulkAction";
ALTER TABLE "BulkItem" RENAME TO "BulkActionItem";
ALTER TABLE "ReconciliationItem" RENAME TO "ReconciliationException";
ALTER TABLE "ItemComment" RENAME TO "ExceptionComment";
ALTER TABLE "StripeLook" RENAME TO "StripeRefresh";

ALTER TABLE "Page" RENAME COLUMN "projectId" TO "bookId";
ALTER TABLE "Job" RENAME COLUMN "projectId" TO "bookId";
ALTER TABLE "Artifact" RENAME COLUMN "projectId" TO "bookId";
ALTER TABLE "DriveBook" RENAME COLUMN "projectId" TO "bookId";
ALTER TABLE "DriveFile" RENAME COLUMN "projectId" TO "bookId";
ALTER TABLE "BatchItem" RENAME COLUMN "projectId" TO "bookId";
ALTER TABLE "FileRecreation" RENAME COLUMN "projectId" TO "bookId";
ALTER TABLE "Event" RENAME COLUMN "jobId" TO "subjectId";
ALTER TABLE "BulkAction" RENAME COLUMN "act" TO "action";
ALTER TABLE "ExceptionComment" RENAME COLUMN "itemId" TO "exceptionId";

ALTER TABLE "Book" RENAME CONSTRAINT "Project_pkey" TO "Book_pkey";
ALTER TABLE "Book" RENAME CONSTRAINT "Project_ownerId_fkey" TO "Book_ownerId_fkey";
ALTER TABLE "Event" RENAME CONSTRAINT "JobEvent_pkey" TO "Event_pkey";
ALTER TABLE "Page" RENAME CONSTRAINT "Page_projectId_fkey" TO "Page_bookId_fkey";
ALTER TABLE "Job" RENAME CONSTRAINT "Job_projectId_fkey" TO "Job_bookId_fkey";
ALTER TABLE "Artifact" RENAME CONSTRAINT "Artifact_projectId_fkey" TO "Artifact_bookId_fkey";
ALTER TABLE "EventCounter" RENAME CONSTRAINT "JobEventCounter_one_check" TO "EventCounter_one_check";
ALTER TABLE "EventCounter" RENAME CONSTRAINT "JobEventCounter_pkey" TO "EventCounter_pkey";
ALTER TABLE "DriveBook" RENAME CONSTRAINT "DriveBook_projectId_fkey" TO "DriveBook_bookId_fkey";
ALTER TABLE "DriveFile" RENAME CONSTRAINT "DriveFile_projectId_fkey" TO "DriveFile_bookId_fkey";
ALTER TABLE "BatchItem" RENAME CONSTRAINT "BatchItem_projectId_fkey" TO "BatchItem_bookId_fkey";
ALTER TABLE "FileRecreation" RENAME CONSTRAINT "FileRecreation_projectId_fkey" TO "FileRecreation_bookId_fkey";
ALTER TABLE "BulkAction" RENAME CONSTRAINT "BulkAct_pkey" TO "BulkAction_pkey";
ALTER TABLE "BulkActionItem" RENAME CONSTRAINT "BulkItem_pkey" TO "BulkActionItem_pkey";
ALTER TABLE "BulkAction" RENAME CONSTRAINT "BulkAct_requesterId_fkey" TO "BulkAction_requesterId_fkey";
ALTER TABLE "BulkAction" RENAME CONSTRAINT "BulkAct_approverId_fkey" TO "BulkAction_approverId_fkey";
ALTER TABLE "BulkActionItem" RENAME CONSTRAINT "BulkItem_bulkId_fkey" TO "BulkActionItem_bulkId_fkey";
ALTER TABLE "BulkActionItem" RENAME CONSTRAINT "BulkItem_jobId_fkey" TO "BulkActionItem_jobId_fkey";
ALTER TABLE "ReconciliationException" RENAME CONSTRAINT "ReconciliationItem_pkey" TO "ReconciliationException_pkey";
ALTER TABLE "ExceptionComment" RENAME CONSTRAINT "ItemComment_pkey" TO "ExceptionComment_pkey";
ALTER TABLE "ExceptionComment" RENAME CONSTRAINT "ItemComment_itemId_fkey" TO "ExceptionComment_exceptionId_fkey";
ALTER TABLE "StripeRefresh" RENAME CONSTRAINT "StripeLook_pkey" TO "StripeRefresh_pkey";

ALTER INDEX "Page_projectId_number_key" RENAME TO "Page_bookId_number_key";
ALTER INDEX "Job_projectId_idx" RENAME TO "Job_bookId_idx";
ALTER INDEX "JobEvent_jobId_seq_idx" RENAME TO "Event_subjectId_seq_idx";
ALTER INDEX "JobEvent_ownerId_seq_idx" RENAME TO "Event_ownerId_seq_idx";
ALTER INDEX "Artifact_projectId_kind_createdAt_idx" RENAME TO "Artifact_bookId_kind_createdAt_idx";
ALTER INDEX "DriveFile_projectId_kind_page_key" RENAME TO "DriveFile_bookId_kind_page_key";
ALTER INDEX "Job_one_active_per_project" RENAME TO "Job_one_active_per_book";
ALTER INDEX "BatchItem_batchId_projectId_key" RENAME TO "BatchItem_batchId_bookId_key";
ALTER INDEX "Project_ownerId_createdAt_id_idx" RENAME TO "Book_ownerId_createdAt_id_idx";
ALTER INDEX "BulkItem_bulkId_state_position_idx" RENAME TO "BulkActionItem_bulkId_state_position_idx";
ALTER INDEX "BulkAct_createdAt_id_idx" RENAME TO "BulkAction_createdAt_id_idx";
ALTER INDEX "ReconciliationItem_key_key" RENAME TO "ReconciliationException_key_key";
ALTER INDEX "ReconciliationItem_chargeId_idx" RENAME TO "ReconciliationException_chargeId_idx";
ALTER INDEX "ReconciliationItem_runId_idx" RENAME TO "ReconciliationException_runId_idx";
ALTER INDEX "ReconciliationItem_state_occurredAt_id_idx" RENAME TO "ReconciliationException_state_occurredAt_id_idx";
ALTER INDEX "ReconciliationItem_occurredAt_id_idx" RENAME TO "ReconciliationException_occurredAt_id_idx";
ALTER INDEX "ItemComment_itemId_at_idx" RENAME TO "ExceptionComment_exceptionId_at_idx";

-- What an event is about is said by its row: a job, a user, a batch or a reconciliation run.
ALTER TABLE "Event" ADD COLUMN "subjectKind" TEXT NOT NULL DEFAULT 'job';
ALTER TABLE "Event" DISABLE TRIGGER USER;
UPDATE "Event" SET "subjectKind" = CASE type WHEN 'batch.progress' THEN 'batch' WHEN 'run.progress' THEN 'run' ELSE 'user' END
WHERE type IN ('account.changed', 'drive.changed', 'batch.progress', 'run.progress');
ALTER TABLE "Event" ENABLE TRIGGER USER;
ALTER TABLE "Event" ALTER COLUMN "subjectKind" DROP DEFAULT;
ALTER TABLE "Event" ADD CONSTRAINT "Event_subject_known" CHECK ("subjectKind" IN ('job', 'user', 'batch', 'run'));

-- Functions name tables in their text, which a rename does not follow.
DROP TRIGGER number_job_event ON "Event";
DROP FUNCTION number_job_event();
CREATE FUNCTION number_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "EventCounter" SET "seq" = "seq" + 1 RETURNING "seq" INTO NEW."seq";
  PERFORM pg_notify('event', '');
  RETURN NEW;
END $$;
CREATE TRIGGER number_event BEFORE INSERT ON "Event" FOR EACH ROW EXECUTE FUNCTION number_event();

CREATE OR REPLACE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are never changed';
END $$;

CREATE OR REPLACE FUNCTION schedule_file_recreation(book uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "FileRecreation" ("bookId", "dueAt")
  SELECT id, clock_timestamp() + interval '30 seconds' FROM "Book"
  WHERE id = book AND "recreateFiles" AND "deletedAt" IS NULL
  ON CONFLICT ("bookId") DO UPDATE SET "dueAt" = EXCLUDED."dueAt", attempts = 0
$$;

CREATE OR REPLACE FUNCTION note_printed_page() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM schedule_file_recreation(NEW."bookId");
  RETURN NULL;
END $$;

-- A request that is repeated under its key after the upgrade is found again.
UPDATE "IdempotencyKey" SET route = replace(route, 'POST projects', 'POST books') WHERE route LIKE 'POST projects%';

-- What was asked for, as it was sent.
UPDATE "Job" SET input = input || jsonb_build_object('ask',
  ((input->'ask') - 'projectId') || jsonb_build_object('bookId', input->'ask'->'projectId'))
WHERE input->'ask' ? 'projectId';
