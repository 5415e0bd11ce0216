-- AlterTable
ALTER TABLE "User" ADD COLUMN     "closedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "AccountExport" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "code" TEXT,
    "message" TEXT,
    "sha256" TEXT,
    "size" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "readyAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccountExport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccountErasure" (
    "id" UUID NOT NULL,
    "userId" UUID,
    "personHash" TEXT NOT NULL,
    "pseudonymId" UUID NOT NULL,
    "askedBy" TEXT NOT NULL,
    "actorId" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "step" TEXT NOT NULL DEFAULT 'grace',
    "code" TEXT,
    "message" TEXT,
    "undoHash" TEXT,
    "renewalStopped" BOOLEAN NOT NULL DEFAULT false,
    "eraseAt" TIMESTAMPTZ(3) NOT NULL,
    "retained" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccountErasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ErasureFile" (
    "erasureId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "ErasureFile_pkey" PRIMARY KEY ("erasureId","sha256")
);

-- CreateIndex
CREATE INDEX "AccountExport_ownerId_createdAt_idx" ON "AccountExport"("ownerId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "AccountExport_state_createdAt_idx" ON "AccountExport"("state", "createdAt");

-- CreateIndex
CREATE INDEX "AccountExport_sha256_idx" ON "AccountExport"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "AccountErasure_undoHash_key" ON "AccountErasure"("undoHash");

-- CreateIndex
CREATE INDEX "AccountErasure_userId_idx" ON "AccountErasure"("userId");

-- CreateIndex
CREATE INDEX "AccountErasure_personHash_idx" ON "AccountErasure"("personHash");

-- CreateIndex
CREATE INDEX "AccountErasure_state_updatedAt_idx" ON "AccountErasure"("state", "updatedAt");

-- CreateIndex
CREATE INDEX "AccountErasure_createdAt_id_idx" ON "AccountErasure"("createdAt" DESC, "id");

-- AddForeignKey
ALTER TABLE "AccountExport" ADD CONSTRAINT "AccountExport_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ErasureFile" ADD CONSTRAINT "ErasureFile_erasureId_fkey" FOREIGN KEY ("erasureId") REFERENCES "AccountErasure"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One of each at a time for one person.
CREATE UNIQUE INDEX "AccountExport_one_open" ON "AccountExport" ("ownerId") WHERE "state" IN ('queued', 'packing', 'needs-attention');
CREATE UNIQUE INDEX "AccountErasure_one_open" ON "AccountErasure" ("userId") WHERE "endedAt" IS NULL;

-- An erasure makes whom an entry names unrecognizable, and writes a digest of what is left into an entry of its own; the
-- rest, and the hash that the next entry is chained to, stays as it is.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('colorbook.redacting', true) = 'on' THEN
    IF (OLD."seq", OLD."at", OLD."actorRole", OLD."act", OLD."subjectKind", OLD."hash")
      IS NOT DISTINCT FROM (NEW."seq", NEW."at", NEW."actorRole", NEW."act", NEW."subjectKind", NEW."hash") THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'The audit log is append-only';
END $$;
