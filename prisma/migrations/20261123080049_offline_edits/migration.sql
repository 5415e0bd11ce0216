-- CreateTable
CREATE TABLE "OfflineEdit" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "outcome" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OfflineEdit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "OfflineEdit_createdAt_idx" ON "OfflineEdit"("createdAt");
