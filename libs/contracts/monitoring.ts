import { z } from 'zod';

export const ERROR_SOURCES = ['api', 'worker', 'console'] as const;
export const errorSource = z.enum(ERROR_SOURCES);
export type ErrorSource = z.infer<typeof errorSource>;

/** A resolved one that comes back is open again; an ignored one is counted and not shown. */
export const ERROR_STATES = ['open', 'resolved', 'ignored'] as const;
export const errorState = z.enum(ERROR_STATES);
export type ErrorState = z.infer<typeof errorState>;

const moment = z.iso.datetime();

export const errorGroupView = z
  .object({
    id: z.string().meta({ description: 'Fingerprint' }),
    source: errorSource,
    name: z.string(),
    message: z.string().meta({ description: 'Of the newest one, without secrets' }),
    place: z.string().meta({ description: 'Route, activity or page of the console' }),
    stack: z.string(),
    release: z.string(),
    count: z.int(),
    people: z.int(),
    state: errorState,
    requestId: z.string().nullable(),
    workflowId: z.string().nullable(),
    firstAt: moment,
    lastAt: moment,
    hours: z.array(z.int()).meta({ description: 'How many in each of the last 24 hours, oldest first' }),
  })
  .meta({ id: 'ErrorGroup' });
export type ErrorGroupView = z.infer<typeof errorGroupView>;

export const listErrors = z.strictObject({
  state: errorState.default('open'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListErrors = z.infer<typeof listErrors>;

export const patchError = z.strictObject({ state: errorState });
export type PatchError = z.infer<typeof patchError>;

/** What the console says of an error of its own. */
export const consoleError = z.strictObject({
  name: z.string().max(200),
  message: z.string().max(2_000),
  stack: z.string().max(8_000),
  page: z.string().max(200).meta({ description: 'Name of the route' }),
});
export type ConsoleError = z.infer<typeof consoleError>;
