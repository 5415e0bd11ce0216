-- AlterTable
ALTER TABLE "ArtVersion" ALTER COLUMN "jobId" DROP NOT NULL;
