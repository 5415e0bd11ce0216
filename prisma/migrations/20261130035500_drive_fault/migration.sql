-- AlterTable
ALTER TABLE "DriveConnection" ADD COLUMN     "fault" TEXT,
ADD COLUMN     "faultAt" TIMESTAMPTZ(3);
