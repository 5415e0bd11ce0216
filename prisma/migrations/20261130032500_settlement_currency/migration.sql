-- What came from a balance transaction is in the currency that Stripe settled in, not in the one that was charged.
ALTER TABLE "Payment" ADD COLUMN "settledAmount" BIGINT, ADD COLUMN "settledCurrency" CHAR(3);
ALTER TABLE "Refund" ADD COLUMN "settledAmount" BIGINT, ADD COLUMN "settledCurrency" CHAR(3);
ALTER TABLE "StripeRecord" ADD COLUMN "category" TEXT NOT NULL DEFAULT '';
ALTER TABLE "RefundRequest" ADD COLUMN "planEndedAt" TIMESTAMPTZ(3);

-- The ledger has had it right from the beginning: balance transactions were posted in their own currency.
UPDATE "Payment" p SET "settledAmount" = s.amount, "settledCurrency" = s.currency
FROM (
  SELECT t."causeId" AS id, g.currency, sum(g.amount) AS amount
  FROM "LedgerTransaction" t JOIN "LedgerPosting" g ON g."transactionId" = t.id
  WHERE starts_with(t.key, 'bt:') AND g.account IN ('stripe-balance', 'stripe-fees')
  GROUP BY t."causeId", g.currency
) s
WHERE s.id = p."balanceTransactionId";
UPDATE "Refund" r SET "settledAmount" = s.amount, "settledCurrency" = s.currency
FROM (
  SELECT t."causeId" AS id, g.currency, sum(g.amount) AS amount
  FROM "LedgerTransaction" t JOIN "LedgerPosting" g ON g."transactionId" = t.id
  WHERE starts_with(t.key, 'bt:') AND g.account IN ('stripe-balance', 'stripe-fees')
  GROUP BY t."causeId", g.currency
) s
WHERE s.id = r."balanceTransactionId";

-- A refund that was given by then, and asked for with the end of the plan, has ended it before it was given.
UPDATE "RefundRequest" SET "planEndedAt" = COALESCE("endedAt", "createdAt") WHERE "endPlan";
