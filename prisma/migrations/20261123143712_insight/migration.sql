-- CreateTable
CREATE TABLE "Alert" (
    "id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "message" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "clearAt" TIMESTAMPTZ(3),
    "acknowledgedAt" TIMESTAMPTZ(3),
    "acknowledgedById" UUID,
    "note" TEXT NOT NULL DEFAULT '',
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertCall" (
    "id" UUID NOT NULL,
    "alertId" UUID NOT NULL,
    "moment" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "message" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AlertCall_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertRule" (
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AlertRule_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "AlertRound" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "tookMs" INTEGER NOT NULL,
    "unknown" TEXT[],

    CONSTRAINT "AlertRound_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Alert_state_openedAt_idx" ON "Alert"("state", "openedAt" DESC);

-- CreateIndex
CREATE INDEX "Alert_openedAt_id_idx" ON "Alert"("openedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "AlertCall_state_nextAt_idx" ON "AlertCall"("state", "nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "AlertCall_alertId_moment_key" ON "AlertCall"("alertId", "moment");

-- CreateIndex
CREATE INDEX "ArtVersion_createdAt_idx" ON "ArtVersion"("createdAt");

-- CreateIndex
CREATE INDEX "Job_endedAt_idx" ON "Job"("endedAt");

-- CreateIndex
CREATE INDEX "JobStep_endedAt_idx" ON "JobStep"("endedAt");

-- CreateIndex
CREATE INDEX "ProviderCall_startedAt_idx" ON "ProviderCall"("startedAt");

-- CreateIndex
CREATE INDEX "Failure_at_idx" ON "Failure"("at");

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_acknowledgedById_fkey" FOREIGN KEY ("acknowledgedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertCall" ADD CONSTRAINT "AlertCall_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- However many watchdogs look at once: a thing that is wrong is one alert until it is resolved.
CREATE UNIQUE INDEX "Alert_unresolved_key" ON "Alert"("rule", "subject") WHERE "state" <> 'resolved';
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_state_check" CHECK ("state" IN ('open', 'acknowledged', 'resolved'));
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_severity_check" CHECK ("severity" IN ('warning', 'critical'));
ALTER TABLE "AlertCall" ADD CONSTRAINT "AlertCall_moment_check" CHECK ("moment" IN ('opened', 'resolved'));
ALTER TABLE "AlertCall" ADD CONSTRAINT "AlertCall_state_check" CHECK ("state" IN ('queued', 'sent', 'failed'));
ALTER TABLE "AlertRound" ADD CONSTRAINT "AlertRound_one_check" CHECK ("id" = 1);
