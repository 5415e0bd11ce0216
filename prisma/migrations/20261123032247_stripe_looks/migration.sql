-- AlterTable
ALTER TABLE "Job" ADD COLUMN     "priority" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Entitlement" DROP COLUMN "graceUntil";

-- CreateTable
CREATE TABLE "StripeLook" (
    "id" TEXT NOT NULL,
    "turn" BIGINT NOT NULL,

    CONSTRAINT "StripeLook_pkey" PRIMARY KEY ("id")
);

CREATE SEQUENCE stripe_look_turn;
