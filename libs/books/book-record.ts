import { z } from 'zod';
import type { ArtCharacter } from '#artwork/illustrator.js';
import { printSettings, provider, storyForm } from '#contracts/book.js';
import type { PrintSettings, Provider, StoryForm } from '#contracts/book.js';
import { createJob } from '#contracts/jobs.js';
import type { CreateJob } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';

/** A job's row with its book, the JSON columns read back through the schemas that wrote them. */
export interface BookJob {
  id: string;
  ownerId: string;
  provider: Provider;
  /** Where it stood when it was read. */
  step: string;
  ask: CreateJob;
  book: {
    id: string;
    title: string;
    subtitle: string;
    blurb: string;
    form: StoryForm;
    print: PrintSettings;
    seed: number;
    characters: ArtCharacter[];
    storyAt: Date | null;
    createdAt: Date;
  };
}

export const characters = z.array(z.object({ name: z.string(), kind: z.string(), description: z.string() }));
export const jobInput = z.object({ ask: createJob, provider });

/** Throws when there is no such job: an activity is only ever started for one. */
export async function loadBookJob(db: Database, jobId: string): Promise<BookJob> {
  const job = await db.job.findUniqueOrThrow({ where: { id: jobId }, include: { book: true } });
  const input = jobInput.parse(job.input);
  return { id: job.id, ownerId: job.ownerId, step: job.step, ...input, book: readBook(job.book) };
}

export const readBook = (row: Prisma.BookGetPayload<object>): BookJob['book'] => ({
  id: row.id,
  title: row.title,
  subtitle: row.subtitle,
  blurb: row.blurb,
  form: storyForm.parse(row.form),
  print: printSettings.parse(row.print),
  seed: row.seed,
  characters: characters.parse(row.characters),
  storyAt: row.storyAt,
  createdAt: row.createdAt,
});
