-- AlterTable
ALTER TABLE "StripeRecord" ADD COLUMN     "availableAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Entitlement_createdAt_id_idx" ON "Entitlement"("createdAt", "id");

-- Closing a month closes all before it: a balance at its beginning is made of them.
CREATE OR REPLACE FUNCTION ledger_month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('ledger-close'));
  IF EXISTS (
    SELECT FROM "Period" WHERE "state" = 'closed' AND "month" >= to_char(NEW."at" AT TIME ZONE 'UTC', 'YYYY-MM')
  ) THEN
    RAISE EXCEPTION 'The month of ledger transaction % is closed', NEW."key";
  END IF;
  RETURN NEW;
END $$;
