-- CreateTable
CREATE TABLE "Batch" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "message" TEXT,
    "zipSha256" TEXT,
    "zipSize" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BatchItem" (
    "batchId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "projectId" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "code" TEXT,
    "message" TEXT,

    CONSTRAINT "BatchItem_pkey" PRIMARY KEY ("batchId","position")
);

-- CreateIndex
CREATE INDEX "Batch_ownerId_createdAt_id_idx" ON "Batch"("ownerId", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Batch_state_createdAt_idx" ON "Batch"("state", "createdAt");

-- CreateIndex
CREATE INDEX "Batch_zipSha256_idx" ON "Batch"("zipSha256");

-- CreateIndex
CREATE INDEX "BatchItem_batchId_state_position_idx" ON "BatchItem"("batchId", "state", "position");

-- CreateIndex
CREATE INDEX "BatchItem_jobId_idx" ON "BatchItem"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "BatchItem_batchId_projectId_key" ON "BatchItem"("batchId", "projectId");

-- AddForeignKey
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchItem" ADD CONSTRAINT "BatchItem_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchItem" ADD CONSTRAINT "BatchItem_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
