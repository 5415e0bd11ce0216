-- CreateTable
CREATE TABLE "DriveConnection" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "accountId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "tokens" TEXT NOT NULL,
    "rootFolderId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'connected',
    "message" TEXT,
    "schedule" TEXT NOT NULL DEFAULT 'off',
    "changeToken" TEXT,
    "paceAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSyncAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DriveConnection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DriveAuthorization" (
    "stateHash" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "cookieHash" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DriveAuthorization_pkey" PRIMARY KEY ("stateHash")
);

-- CreateTable
CREATE TABLE "DriveBook" (
    "projectId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "on" BOOLEAN NOT NULL DEFAULT true,
    "folderId" TEXT,
    "lastSyncAt" TIMESTAMPTZ(3),

    CONSTRAINT "DriveBook_pkey" PRIMARY KEY ("projectId")
);

-- CreateTable
CREATE TABLE "DriveFile" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "page" INTEGER NOT NULL DEFAULT -1,
    "remoteId" TEXT,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "conflict" TEXT,
    "choice" TEXT,
    "message" TEXT,
    "syncedKey" TEXT,
    "syncedMd5" TEXT,
    "remoteMd5" TEXT,
    "size" BIGINT NOT NULL DEFAULT 0,
    "sent" BIGINT NOT NULL DEFAULT 0,
    "session" TEXT,
    "sessionKey" TEXT,
    "syncedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DriveFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "DriveConnection_ownerId_key" ON "DriveConnection"("ownerId");

-- CreateIndex
CREATE INDEX "DriveAuthorization_expiresAt_idx" ON "DriveAuthorization"("expiresAt");

-- CreateIndex
CREATE INDEX "DriveBook_connectionId_idx" ON "DriveBook"("connectionId");

-- CreateIndex
CREATE UNIQUE INDEX "DriveFile_remoteId_key" ON "DriveFile"("remoteId");

-- CreateIndex
CREATE INDEX "DriveFile_state_idx" ON "DriveFile"("state");

-- CreateIndex
CREATE UNIQUE INDEX "DriveFile_projectId_kind_page_key" ON "DriveFile"("projectId", "kind", "page");

-- AddForeignKey
ALTER TABLE "DriveConnection" ADD CONSTRAINT "DriveConnection_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DriveBook" ADD CONSTRAINT "DriveBook_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "DriveConnection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DriveBook" ADD CONSTRAINT "DriveBook_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DriveFile" ADD CONSTRAINT "DriveFile_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "DriveBook"("projectId") ON DELETE CASCADE ON UPDATE CASCADE;

-- A sync that waits for its author must not keep the book from being drawn, nor the other way round.
DROP INDEX "Job_one_active_per_project";
CREATE UNIQUE INDEX "Job_one_active_per_project" ON "Job" ("projectId", (kind = 'sync-drive')) WHERE "endedAt" IS NULL;
