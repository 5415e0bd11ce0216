import { z } from 'zod';
import type { ArtCharacter } from '#artwork/illustrator.js';
import { printSettings, provider, storyForm } from '#contracts/book.js';
import type { PrintSettings, Provider, StoryForm } from '#contracts/book.js';
import { createJob } from '#contracts/jobs.js';
import type { CreateJob } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';

/** A job's row with its book, the JSON columns read back through the schemas that wrote them. */
export interface BookJob {
  id: string;
  ownerId: string;
  provider: Provider;
  /** Where it stood when it was read. */
  step: string;
  ask: CreateJob;
  project: {
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
  const job = await db.job.findUniqueOrThrow({ where: { id: jobId }, include: { project: true } });
  const input = jobInput.parse(job.input);
  const { project } = job;
  return {
    id: job.id,
    ownerId: job.ownerId,
    step: job.step,
    ...input,
    project: {
      id: project.id,
      title: project.title,
      subtitle: project.subtitle,
      blurb: project.blurb,
      form: storyForm.parse(project.form),
      print: printSettings.parse(project.print),
      seed: project.seed,
      characters: characters.parse(project.characters),
      storyAt: project.storyAt,
      createdAt: project.createdAt,
    },
  };
}
