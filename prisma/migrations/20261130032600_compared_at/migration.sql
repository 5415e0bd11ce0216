-- When a run began to compare, and when what it compares was last changed: a comparison says nothing about what came later.
ALTER TABLE "ReconciliationRun" ADD COLUMN "comparedAt" TIMESTAMPTZ(3);
ALTER TABLE "Payment" ADD COLUMN "changedAt" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp();
ALTER TABLE "Refund" ADD COLUMN "changedAt" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp();
ALTER TABLE "Dispute" ADD COLUMN "changedAt" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp();
ALTER TABLE "Payout" ADD COLUMN "changedAt" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp();
ALTER TABLE "Order" ADD COLUMN "changedAt" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp();
ALTER TABLE "Entitlement" ADD COLUMN "changedAt" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp();
ALTER TABLE "StripeRecord" ADD COLUMN "changedAt" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp();
-- By the moment of writing, not of the transaction's beginning, which may lie before a comparison that did not see it.
ALTER TABLE "LedgerTransaction" ALTER COLUMN "postedAt" SET DEFAULT clock_timestamp();

CREATE INDEX "Order_paidAt_idx" ON "Order"("paidAt");

-- Looking at Stripe again writes the same row again: that is no change. TG_ARGV: columns that are not compared.
CREATE FUNCTION note_compared_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV) THEN
    NEW."changedAt" := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER note_compared_change BEFORE UPDATE ON "Payment" FOR EACH ROW EXECUTE FUNCTION note_compared_change('changedAt', 'updatedAt');
CREATE TRIGGER note_compared_change BEFORE UPDATE ON "Refund" FOR EACH ROW EXECUTE FUNCTION note_compared_change('changedAt');
CREATE TRIGGER note_compared_change BEFORE UPDATE ON "Dispute" FOR EACH ROW EXECUTE FUNCTION note_compared_change('changedAt');
CREATE TRIGGER note_compared_change BEFORE UPDATE ON "Payout" FOR EACH ROW EXECUTE FUNCTION note_compared_change('changedAt');
CREATE TRIGGER note_compared_change BEFORE UPDATE ON "Order" FOR EACH ROW EXECUTE FUNCTION note_compared_change('changedAt', 'checkoutSessionId', 'subscriptionId');
CREATE TRIGGER note_compared_change BEFORE UPDATE ON "Entitlement" FOR EACH ROW EXECUTE FUNCTION note_compared_change('changedAt');
CREATE TRIGGER note_compared_change BEFORE UPDATE ON "StripeRecord" FOR EACH ROW EXECUTE FUNCTION note_compared_change('changedAt', 'runId', 'category', 'availableAt');
