import { z } from 'zod';
import { streamEvent, type StreamEvent } from './jobs.js';

/** `seq` grows with every event and is the stream's `id`; `jobId` is a job, or a user, batch or run that it is about. */
const number = { seq: z.int(), jobId: z.string(), at: z.iso.datetime() };

/** An event as a stream sends it. Every kind of event, with its number. */
export const numberedEvent = z
  .discriminatedUnion('type', [
    streamEvent.options[0].extend(number),
    ...streamEvent.options.slice(1).map((kind) => z.object({ ...kind.shape, ...number })),
  ])
  .meta({ id: 'NumberedEvent' });
export type NumberedEvent = StreamEvent & { seq: number; jobId: string; at: string };
