-- AlterTable
ALTER TABLE "Artifact" ADD COLUMN     "entitlementId" UUID,
ADD COLUMN     "watermark" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "LedgerTransaction" ADD COLUMN     "adjusts" TEXT;

-- CreateTable
CREATE TABLE "BillingAccount" (
    "userId" UUID NOT NULL,
    "customerId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BillingAccount_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "plan" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "cancelAtPeriodEnd" BOOLEAN NOT NULL DEFAULT false,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "periodEnd" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "checkoutSessionId" TEXT,
    "invoiceId" TEXT,
    "subscriptionId" TEXT,
    "periodStart" TIMESTAMPTZ(3),
    "periodEnd" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paidAt" TIMESTAMPTZ(3),

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" TEXT NOT NULL,
    "orderId" UUID,
    "customerId" TEXT,
    "invoiceId" TEXT,
    "paymentIntentId" TEXT,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "state" TEXT NOT NULL,
    "refunded" BIGINT NOT NULL DEFAULT 0,
    "disputed" BOOLEAN NOT NULL DEFAULT false,
    "fee" BIGINT,
    "balanceTransactionId" TEXT,
    "failureCode" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Refund" (
    "id" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "state" TEXT NOT NULL,
    "balanceTransactionId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RefundRequest" (
    "id" UUID NOT NULL,
    "paymentId" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "endPlan" BOOLEAN NOT NULL,
    "actorId" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "refundId" TEXT,
    "message" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RefundRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dispute" (
    "id" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Payout" (
    "id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "state" TEXT NOT NULL,
    "automatic" BOOLEAN NOT NULL,
    "arrivesAt" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entitlement" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "plan" TEXT NOT NULL,
    "orderId" UUID,
    "reason" TEXT,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "graceUntil" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedBecause" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Entitlement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageEntry" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "jobId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "generations" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UsageEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StripeEvent" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "apiVersion" TEXT,
    "payload" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'stored',
    "message" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StripeEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StripeRecord" (
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL DEFAULT 0,
    "net" BIGINT NOT NULL DEFAULT 0,
    "refunded" BIGINT NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "sourceId" TEXT,
    "chargeId" TEXT,
    "balanceTransactionId" TEXT,
    "paymentIntentId" TEXT,
    "customerId" TEXT,
    "disputed" BOOLEAN NOT NULL DEFAULT false,
    "payoutId" TEXT,
    "automatic" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "runId" UUID NOT NULL,

    CONSTRAINT "StripeRecord_pkey" PRIMARY KEY ("kind","id")
);

-- CreateTable
CREATE TABLE "ReconciliationRun" (
    "id" UUID NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "trigger" TEXT NOT NULL,
    "requesterId" UUID,
    "rules" INTEGER NOT NULL,
    "asOf" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "step" TEXT NOT NULL DEFAULT 'balance_transactions',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "flips" JSONB,
    "message" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReconciliationRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReconciliationItem" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "chargeId" TEXT,
    "userId" UUID,
    "words" TEXT NOT NULL,
    "local" TEXT,
    "remote" TEXT,
    "amount" BIGINT,
    "currency" CHAR(3),
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "firstSeen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "runId" UUID NOT NULL,
    "rules" INTEGER NOT NULL,
    "ownerId" UUID,
    "dueAt" TIMESTAMPTZ(3),
    "repair" TEXT,
    "resolvedById" UUID,
    "resolvedAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "repairedBy" TEXT,

    CONSTRAINT "ReconciliationItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ItemComment" (
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ItemComment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Period" (
    "month" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "preparedById" UUID NOT NULL,
    "preparedAt" TIMESTAMPTZ(3) NOT NULL,
    "approvedById" UUID,
    "closedAt" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "Period_pkey" PRIMARY KEY ("month")
);

-- CreateIndex
CREATE UNIQUE INDEX "BillingAccount_customerId_key" ON "BillingAccount"("customerId");

-- CreateIndex
CREATE INDEX "Subscription_userId_idx" ON "Subscription"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Order_checkoutSessionId_key" ON "Order"("checkoutSessionId");

-- CreateIndex
CREATE UNIQUE INDEX "Order_invoiceId_key" ON "Order"("invoiceId");

-- CreateIndex
CREATE INDEX "Order_userId_createdAt_idx" ON "Order"("userId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Order_subscriptionId_idx" ON "Order"("subscriptionId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_balanceTransactionId_key" ON "Payment"("balanceTransactionId");

-- CreateIndex
CREATE INDEX "Payment_at_id_idx" ON "Payment"("at" DESC, "id");

-- CreateIndex
CREATE INDEX "Payment_paymentIntentId_idx" ON "Payment"("paymentIntentId");

-- CreateIndex
CREATE INDEX "Payment_orderId_idx" ON "Payment"("orderId");

-- CreateIndex
CREATE INDEX "Payment_invoiceId_idx" ON "Payment"("invoiceId");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_balanceTransactionId_key" ON "Refund"("balanceTransactionId");

-- CreateIndex
CREATE INDEX "Refund_paymentId_idx" ON "Refund"("paymentId");

-- CreateIndex
CREATE INDEX "Refund_at_idx" ON "Refund"("at");

-- CreateIndex
CREATE UNIQUE INDEX "RefundRequest_refundId_key" ON "RefundRequest"("refundId");

-- CreateIndex
CREATE INDEX "RefundRequest_paymentId_idx" ON "RefundRequest"("paymentId");

-- CreateIndex
CREATE INDEX "RefundRequest_state_createdAt_idx" ON "RefundRequest"("state", "createdAt");

-- CreateIndex
CREATE INDEX "Dispute_paymentId_idx" ON "Dispute"("paymentId");

-- CreateIndex
CREATE INDEX "Dispute_at_idx" ON "Dispute"("at");

-- CreateIndex
CREATE INDEX "Payout_at_idx" ON "Payout"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Entitlement_orderId_key" ON "Entitlement"("orderId");

-- CreateIndex
CREATE INDEX "Entitlement_userId_endsAt_idx" ON "Entitlement"("userId", "endsAt");

-- CreateIndex
CREATE UNIQUE INDEX "UsageEntry_key_key" ON "UsageEntry"("key");

-- CreateIndex
CREATE INDEX "UsageEntry_userId_period_idx" ON "UsageEntry"("userId", "period");

-- CreateIndex
CREATE INDEX "UsageEntry_jobId_idx" ON "UsageEntry"("jobId");

-- CreateIndex
CREATE INDEX "StripeEvent_state_receivedAt_idx" ON "StripeEvent"("state", "receivedAt");

-- CreateIndex
CREATE INDEX "StripeEvent_objectId_idx" ON "StripeEvent"("objectId");

-- CreateIndex
CREATE INDEX "StripeEvent_receivedAt_idx" ON "StripeEvent"("receivedAt" DESC);

-- CreateIndex
CREATE INDEX "StripeRecord_kind_createdAt_id_idx" ON "StripeRecord"("kind", "createdAt", "id");

-- CreateIndex
CREATE INDEX "StripeRecord_chargeId_idx" ON "StripeRecord"("chargeId");

-- CreateIndex
CREATE INDEX "StripeRecord_payoutId_idx" ON "StripeRecord"("payoutId");

-- CreateIndex
CREATE INDEX "StripeRecord_sourceId_idx" ON "StripeRecord"("sourceId");

-- CreateIndex
CREATE INDEX "StripeRecord_paymentIntentId_idx" ON "StripeRecord"("paymentIntentId");

-- CreateIndex
CREATE INDEX "ReconciliationRun_startedAt_id_idx" ON "ReconciliationRun"("startedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "ReconciliationRun_state_startedAt_idx" ON "ReconciliationRun"("state", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ReconciliationItem_key_key" ON "ReconciliationItem"("key");

-- CreateIndex
CREATE INDEX "ReconciliationItem_state_occurredAt_id_idx" ON "ReconciliationItem"("state", "occurredAt" DESC, "id");

-- CreateIndex
CREATE INDEX "ReconciliationItem_occurredAt_id_idx" ON "ReconciliationItem"("occurredAt" DESC, "id");

-- CreateIndex
CREATE INDEX "ReconciliationItem_chargeId_idx" ON "ReconciliationItem"("chargeId");

-- CreateIndex
CREATE INDEX "ReconciliationItem_runId_idx" ON "ReconciliationItem"("runId");

-- CreateIndex
CREATE INDEX "ItemComment_itemId_at_idx" ON "ItemComment"("itemId", "at");

-- AddForeignKey
ALTER TABLE "Artifact" ADD CONSTRAINT "Artifact_entitlementId_fkey" FOREIGN KEY ("entitlementId") REFERENCES "Entitlement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillingAccount" ADD CONSTRAINT "BillingAccount_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageEntry" ADD CONSTRAINT "UsageEntry_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemComment" ADD CONSTRAINT "ItemComment_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ReconciliationItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One charge of a payment intent may succeed. Stripe says so too: a second one would be a mistake of ours.
CREATE UNIQUE INDEX "Payment_one_success" ON "Payment"("paymentIntentId") WHERE "state" = 'succeeded';

-- What is closed stays as it was: a later fact is posted into an open month. The lock makes a post that began before a
-- close, and commits after it, wait for the close.
CREATE FUNCTION ledger_month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('ledger-close'));
  IF EXISTS (
    SELECT FROM "Period" WHERE "state" = 'closed' AND "month" = to_char(NEW."at" AT TIME ZONE 'UTC', 'YYYY-MM')
  ) THEN
    RAISE EXCEPTION 'The month of ledger transaction % is closed', NEW."key";
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_month_is_open BEFORE INSERT ON "LedgerTransaction" FOR EACH ROW EXECUTE FUNCTION ledger_month_is_open();

CREATE FUNCTION refuse_closed_period_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'closed' THEN
    RAISE EXCEPTION 'Month % is closed', OLD."month";
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER refuse_closed_period_change BEFORE UPDATE OR DELETE ON "Period" FOR EACH ROW EXECUTE FUNCTION refuse_closed_period_change();

-- Usage is a history, too. (A deleted account takes its own along.)
CREATE FUNCTION refuse_usage_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Usage entries are append-only';
END $$;
CREATE TRIGGER refuse_usage_change BEFORE UPDATE ON "UsageEntry" FOR EACH ROW EXECUTE FUNCTION refuse_usage_change();
