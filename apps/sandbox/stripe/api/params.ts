import { z } from 'zod';
import type { World } from '../core/world.js';
import type { Kind, Kinds } from '../core/kinds.js';
import { invalid, missing, type StripeError } from './errors.js';

/** Forms know only texts; these read numbers and truths out of them. */
export const text = z.string().max(5_000);
export const integer = z
  .string()
  .regex(/^-?\d{1,15}$/, { error: (issue) => `Invalid integer: ${String(issue.input)}` })
  .transform(Number);
/** How many of something; at least one. */
export const quantity = integer.refine((count) => count >= 1, 'This value must be greater than or equal to 1.');
export const truth = z
  .enum(['true', 'false'], { error: (issue) => `Invalid boolean: ${String(issue.input)}` })
  .transform((value) => value === 'true');
export const currency = z
  .string()
  .regex(/^[a-zA-Z]{3}$/, { error: (issue) => `Invalid currency: ${String(issue.input)}.` })
  .transform((value) => value.toLowerCase());
/** An empty text takes away; an empty hash of Stripe's SDK is sent the same way. */
export const metadata = z.union([
  z.literal(''),
  z
    .record(
      z.string().max(40, 'Metadata keys can have up to 40 characters.'),
      z.string().max(500, 'Metadata values can have up to 500 characters.'),
    )
    .refine((value) => Object.keys(value).length <= 50, 'You can only specify up to 50 metadata keys.'),
]);
export const address = z.strictObject({
  city: text.optional(),
  country: text.optional(),
  line1: text.optional(),
  line2: text.optional(),
  postal_code: text.optional(),
  state: text.optional(),
});
const range = z.union([
  integer.transform((at) => ({ gte: at, lte: at })),
  z.strictObject({
    gt: integer.optional(),
    gte: integer.optional(),
    lt: integer.optional(),
    lte: integer.optional(),
  }),
]);

/** Parameters of an endpoint; every endpoint can expand. */
export const params = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ expand: z.array(z.string()).max(20).optional(), ...shape });

/** Parameters of a list. */
export const listParams = <S extends z.ZodRawShape>(shape: S) =>
  params({
    limit: integer.refine((limit) => limit >= 1 && limit <= 100, 'This value must be between 1 and 100.').default(10),
    starting_after: text.optional(),
    ending_before: text.optional(),
    created: range.optional(),
    ...shape,
  });

/** Joins new metadata with old, as Stripe does: an empty value deletes its key, an empty text deletes all. */
export function mergedMetadata(
  old: Record<string, string> | null,
  fresh: '' | Record<string, string> | undefined,
): Record<string, string> {
  if (fresh === '') return {};
  return Object.fromEntries(Object.entries({ ...old, ...fresh }).filter(([, value]) => value !== ''));
}

/** The first thing wrong with the parameters, in Stripe's words. */
export function paramError(error: z.ZodError): StripeError {
  const issue = error.issues[0];
  if (!issue) return invalid('Invalid request.');
  const param = bracketed(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const unknown = bracketed([...issue.path, issue.keys[0] ?? '']);
      return invalid(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown');
    }
    case 'invalid_type':
      if (issue.input === undefined) return invalid(`Missing required param: ${param}.`, param, 'parameter_missing');
      return invalid(`Invalid ${issue.expected}`, param);
    case 'invalid_union': {
      const inner = issue.errors.flat().find((each) => each.code === 'unrecognized_keys');
      if (inner?.code === 'unrecognized_keys') {
        const unknown = bracketed([...issue.path, ...inner.path, inner.keys[0] ?? '']);
        return invalid(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown');
      }
      return invalid(`Invalid ${param}`, param);
    }
    case 'invalid_value':
      if (issue.message.startsWith('Invalid boolean')) return invalid(issue.message, param);
      return invalid(`Invalid ${param}: must be one of ${issue.values.map(String).join(', ')}`, param);
    default:
      return invalid(
        issue.message,
        param,
        issue.message.startsWith('Invalid integer') ? 'parameter_invalid_integer' : undefined,
      );
  }
}

const bracketed = (path: readonly PropertyKey[]): string =>
  path.map((step, at) => (at === 0 ? String(step) : `[${String(step)}]`)).join('');

/** The object that a parameter names. */
export function named<K extends Kind>(world: World, kind: K, id: string, what: string, param?: string): Kinds[K] {
  const found = world.store.get(kind, id);
  if (!found) throw missing(what, id, param);
  return found;
}
