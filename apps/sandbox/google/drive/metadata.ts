import { z } from 'zod';
import { badRequest, GoogleError, invalid } from './errors.js';

const text = z.string();
const propertyMap = z.record(z.string(), z.string().nullable());

/** What an app may set of a file; Drive passes over other fields, so they are passed over here. */
const metadataSchema = z.object({
  id: text.optional(),
  name: text.optional(),
  mimeType: text.optional(),
  description: text.nullish(),
  starred: z.boolean().optional(),
  parents: z.array(text).max(1, 'A file has one parent only.').optional(),
  createdTime: z.iso.datetime({ offset: true }).optional(),
  modifiedTime: z.iso.datetime({ offset: true }).optional(),
  trashed: z.boolean().optional(),
  originalFilename: text.optional(),
  properties: propertyMap.optional(),
  appProperties: propertyMap.optional(),
});
export type Metadata = z.output<typeof metadataSchema>;

/** Bytes of key and value together: https://developers.google.com/workspace/drive/api/guides/properties */
const PROPERTY_BYTES = 124;
/** Private properties of one app at one file, by the same page. */
export const PRIVATE_PROPERTIES = 30;

/** @throws GoogleError 400 */
export function readMetadata(body: string): Metadata {
  let value: unknown;
  try {
    value = body.trim() === '' ? {} : JSON.parse(body);
  } catch {
    throw new GoogleError(400, 'parseError', 'Parse Error');
  }
  const parsed = metadataSchema.safeParse(value);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error), 'body');
  for (const map of [parsed.data.properties, parsed.data.appProperties])
    for (const [key, held] of Object.entries(map ?? {}))
      if (Buffer.byteLength(key + (held ?? '')) > PROPERTY_BYTES)
        throw badRequest(`The property "${key}" and its value are longer than ${PROPERTY_BYTES} bytes.`);
  return parsed.data;
}

/** Properties after an update: null takes one away. */
export function merged(
  before: Record<string, string>,
  change: Record<string, string | null> = {},
): Record<string, string> {
  const after = Object.entries({ ...before, ...change }).filter((pair): pair is [string, string] => pair[1] !== null);
  return Object.fromEntries(after);
}
