-- DropIndex
DROP INDEX "Project_ownerId_createdAt_id_idx";

-- DropIndex
DROP INDEX "Job_ownerId_createdAt_id_idx";

-- DropIndex
DROP INDEX "Job_createdAt_id_idx";

-- DropIndex
DROP INDEX "OutgoingMail_createdAt_id_idx";

-- DropIndex
DROP INDEX "BulkAct_createdAt_id_idx";

-- DropIndex
DROP INDEX "Payment_at_id_idx";

-- DropIndex
DROP INDEX "ReconciliationRun_startedAt_id_idx";

-- DropIndex
DROP INDEX "ReconciliationItem_state_occurredAt_id_idx";

-- DropIndex
DROP INDEX "ReconciliationItem_occurredAt_id_idx";

-- DropIndex
DROP INDEX "Batch_ownerId_createdAt_id_idx";

-- DropIndex
DROP INDEX "Alert_openedAt_id_idx";

-- DropIndex
DROP INDEX "AccountErasure_createdAt_id_idx";

-- CreateIndex
CREATE INDEX "Project_ownerId_createdAt_id_idx" ON "Project"("ownerId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Job_ownerId_createdAt_id_idx" ON "Job"("ownerId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Job_createdAt_id_idx" ON "Job"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "OutgoingMail_createdAt_id_idx" ON "OutgoingMail"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "BulkAct_createdAt_id_idx" ON "BulkAct"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Payment_at_id_idx" ON "Payment"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ReconciliationRun_startedAt_id_idx" ON "ReconciliationRun"("startedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ReconciliationItem_state_occurredAt_id_idx" ON "ReconciliationItem"("state", "occurredAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ReconciliationItem_occurredAt_id_idx" ON "ReconciliationItem"("occurredAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Batch_ownerId_createdAt_id_idx" ON "Batch"("ownerId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Alert_openedAt_id_idx" ON "Alert"("openedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "AccountErasure_createdAt_id_idx" ON "AccountErasure"("createdAt" DESC, "id" DESC);
