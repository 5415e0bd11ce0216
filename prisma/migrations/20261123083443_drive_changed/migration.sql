-- AlterTable
ALTER TABLE "DriveBook" ADD COLUMN     "changed" BOOLEAN NOT NULL DEFAULT false;
