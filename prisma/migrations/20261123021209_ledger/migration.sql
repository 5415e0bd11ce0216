-- CreateTable
CREATE TABLE "LedgerTransaction" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "causeKind" TEXT NOT NULL,
    "causeId" TEXT NOT NULL,
    "memo" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "postedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerTransaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerPosting" (
    "id" BIGSERIAL NOT NULL,
    "transactionId" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "LedgerPosting_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LedgerTransaction_key_key" ON "LedgerTransaction"("key");

-- CreateIndex
CREATE INDEX "LedgerTransaction_causeKind_causeId_idx" ON "LedgerTransaction"("causeKind", "causeId");

-- CreateIndex
CREATE INDEX "LedgerTransaction_at_idx" ON "LedgerTransaction"("at");

-- CreateIndex
CREATE INDEX "LedgerPosting_account_currency_id_idx" ON "LedgerPosting"("account", "currency", "id");

-- CreateIndex
CREATE INDEX "LedgerPosting_transactionId_idx" ON "LedgerPosting"("transactionId");

-- AddForeignKey
ALTER TABLE "LedgerPosting" ADD CONSTRAINT "LedgerPosting_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "LedgerTransaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "LedgerPosting" ADD CONSTRAINT "LedgerPosting_not_nothing" CHECK ("amount" <> 0);
ALTER TABLE "LedgerPosting" ADD CONSTRAINT "LedgerPosting_currency" CHECK ("currency" ~ '^[a-z]{3}$');

-- Double entry, held by the database itself: at the end of each database transaction the postings of every ledger
-- transaction that it touched are there and add up to nothing, in each currency.
CREATE FUNCTION ledger_is_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerPosting" WHERE "transactionId" = touched) THEN
    RAISE EXCEPTION 'Ledger transaction % has no postings', touched;
  END IF;
  IF EXISTS (
    SELECT FROM "LedgerPosting" WHERE "transactionId" = touched GROUP BY "currency" HAVING sum("amount") <> 0
  ) THEN
    RAISE EXCEPTION 'Ledger transaction % is not balanced', touched;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_posting_balanced AFTER INSERT ON "LedgerPosting"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_is_balanced('transactionId');
CREATE CONSTRAINT TRIGGER ledger_transaction_balanced AFTER INSERT ON "LedgerTransaction"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_is_balanced('id');

-- A posting that comes later would change a fact: all postings of a transaction are written with it.
CREATE FUNCTION ledger_posting_is_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerTransaction" WHERE "id" = NEW."transactionId" AND xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'Ledger transaction % is closed', NEW."transactionId";
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_posting_is_new BEFORE INSERT ON "LedgerPosting" FOR EACH ROW EXECUTE FUNCTION ledger_posting_is_new();

CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The ledger is append-only';
END $$;
CREATE TRIGGER refuse_transaction_change BEFORE UPDATE OR DELETE ON "LedgerTransaction" FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER refuse_posting_change BEFORE UPDATE OR DELETE ON "LedgerPosting" FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER refuse_transaction_truncate BEFORE TRUNCATE ON "LedgerTransaction" FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER refuse_posting_truncate BEFORE TRUNCATE ON "LedgerPosting" FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
