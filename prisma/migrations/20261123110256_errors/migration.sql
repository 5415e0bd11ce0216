-- CreateTable
CREATE TABLE "ErrorGroup" (
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "stack" TEXT NOT NULL,
    "release" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "people" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'open',
    "requestId" TEXT,
    "workflowId" TEXT,
    "firstAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ErrorGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ErrorHour" (
    "groupId" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "ErrorHour_pkey" PRIMARY KEY ("groupId","hour")
);

-- CreateTable
CREATE TABLE "ErrorPerson" (
    "groupId" TEXT NOT NULL,
    "person" TEXT NOT NULL,

    CONSTRAINT "ErrorPerson_pkey" PRIMARY KEY ("groupId","person")
);

-- CreateIndex
CREATE INDEX "ErrorGroup_state_lastAt_idx" ON "ErrorGroup"("state", "lastAt" DESC);

-- AddForeignKey
ALTER TABLE "ErrorHour" ADD CONSTRAINT "ErrorHour_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "ErrorGroup"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ErrorPerson" ADD CONSTRAINT "ErrorPerson_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "ErrorGroup"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ErrorGroup" ADD CONSTRAINT "ErrorGroup_source_check" CHECK ("source" IN ('api', 'worker', 'console'));
ALTER TABLE "ErrorGroup" ADD CONSTRAINT "ErrorGroup_state_check" CHECK ("state" IN ('open', 'resolved', 'ignored'));
