import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StoredFile } from '../core/kinds.js';
import { FOLDER, type World } from '../core/world.js';
import type { Actor } from '../oauth/grants.js';
import { maySee } from './access.js';
import { badRequest, GoogleError, invalid } from './errors.js';
import { readQuery } from './query.js';

const yes = z.enum(['true', 'false']).transform((value) => value === 'true');
/** `pageSize` as Drive takes it: more than 1000 counts as 1000. */
export const pageSize = z.coerce
  .number()
  .int()
  .min(1)
  .default(100)
  .transform((size) => Math.min(size, 1_000));

export const allDrivesSchema = z.object({
  supportsAllDrives: yes.default(false),
  supportsTeamDrives: yes.default(false),
  includeItemsFromAllDrives: yes.default(false),
  includeTeamDriveItems: yes.default(false),
  driveId: z.string().optional(),
  teamDriveId: z.string().optional(),
});

const listSchema = allDrivesSchema.extend({
  q: z.string().default(''),
  orderBy: z.string().default('modifiedTime desc'),
  pageSize,
  pageToken: z.string().optional(),
  corpora: z.string().optional(),
  corpus: z.string().optional(),
  spaces: z.string().default('drive'),
});
type ListParams = z.output<typeof listSchema>;

/** @throws GoogleError 400 with the name of the first bad parameter */
export function readParams<S extends z.ZodType>(schema: S, query: URLSearchParams): z.output<S> {
  const parsed = schema.safeParse(Object.fromEntries(query));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0]);
  throw new GoogleError(400, 'invalidParameter', `Invalid value for ${name}: ${issue?.message}`, {
    location: name,
    locationType: 'parameter',
  });
}

/** One page of a search. Both counts of items and order may change between pages, as at Google. */
export function listFiles(world: World, actor: Actor, query: URLSearchParams): { files: StoredFile[]; next?: string } {
  const params = readParams(listSchema, query);
  if (params.spaces !== 'drive') throw invalid('The sandbox has the space "drive" only.', 'spaces');
  const fits = params.q.trim() === '' ? () => true : readQuery(world, actor, params.q);
  const inCorpus = corpusOf(world, actor, params);
  const found = world.store
    .all('file')
    .filter((file) => file.parent !== null && inCorpus(file) && maySee(world, actor, file) && fits(file))
    .sort(orderOf(params.orderBy));
  const start = params.pageToken === undefined ? 0 : offsetIn(params.pageToken, params);
  const files = found.slice(start, start + params.pageSize);
  const end = start + files.length;
  return { files, ...(end < found.length ? { next: tokenFor(end, params) } : {}) };
}

/** Which files a search looks through: https://developers.google.com/workspace/drive/api/guides/enable-shareddrives */
function corpusOf(world: World, actor: Actor, params: ListParams): (file: StoredFile) => boolean {
  const driveId = params.driveId ?? params.teamDriveId;
  const corpora = params.corpora ?? (driveId ? 'drive' : 'user');
  const all = params.includeItemsFromAllDrives || params.includeTeamDriveItems;
  const supports = params.supportsAllDrives || params.supportsTeamDrives;
  if ((driveId !== undefined || corpora === 'allDrives') && !(all && supports))
    throw new GoogleError(
      403,
      'teamDrivesParentLimit',
      'includeItemsFromAllDrives and supportsAllDrives must be true.',
    );
  if (corpora === 'drive' || corpora === 'teamDrive') {
    if (driveId === undefined)
      throw badRequest('The driveId parameter must be specified if and only if corpora is set to drive.');
    if (!world.store.get('drive', driveId)?.members.includes(actor.account.id))
      throw new GoogleError(404, 'notFound', `Shared drive not found: ${driveId}`);
    return (file) => file.driveId === driveId;
  }
  if (!['user', 'allDrives', 'allTeamDrives', 'domain'].includes(corpora)) throw invalid('Invalid Value', 'corpora');
  return (file) => file.driveId === null || (all && supports);
}

type Compare = (a: StoredFile, b: StoredFile) => number;
const natural = new Intl.Collator('en', { numeric: true });
const alphabetic = new Intl.Collator('en');
const byText =
  (read: (file: StoredFile) => string, collator?: Intl.Collator): Compare =>
  (a, b) =>
    collator ? collator.compare(read(a), read(b)) : read(a) < read(b) ? -1 : read(a) > read(b) ? 1 : 0;

const ORDERS: Record<string, Compare> = {
  name: byText(({ name }) => name, alphabetic),
  name_natural: byText(({ name }) => name, natural),
  createdTime: byText(({ createdTime }) => createdTime),
  modifiedTime: byText(({ modifiedTime }) => modifiedTime),
  modifiedByMeTime: byText(({ modifiedTime }) => modifiedTime),
  recency: byText(({ modifiedTime }) => modifiedTime),
  // Folders first.
  folder: byText(({ mimeType }) => (mimeType === FOLDER ? '0' : '1')),
  quotaBytesUsed: (a, b) => (a.content?.size ?? 0) - (b.content?.size ?? 0),
  starred: byText(({ starred }) => String(starred)),
};

function orderOf(orderBy: string): Compare {
  const orders = orderBy.split(',').map((part): Compare => {
    const [key = '', direction = 'asc', ...rest] = part.trim().split(/\s+/);
    const order = ORDERS[key];
    if (!order || rest.length > 0 || !['asc', 'desc'].includes(direction)) throw invalid('Invalid Value', 'orderBy');
    return direction === 'desc' ? (a, b) => order(b, a) : order;
  });
  return (a, b) => orders.map((order) => order(a, b)).find((sign) => sign !== 0) ?? 0;
}

/** A token is good for the same search only. */
const searchOf = ({ q, orderBy, driveId, corpora }: ListParams): string =>
  createHash('sha256')
    .update(JSON.stringify([q, orderBy, driveId, corpora]))
    .digest('base64url')
    .slice(0, 16);

const tokenFor = (offset: number, params: ListParams): string => `~!!~${searchOf(params)}.${offset}`;

function offsetIn(token: string, params: ListParams): number {
  const [, search, offset] = /^~!!~([\w-]{16})\.(\d+)$/.exec(token) ?? [];
  if (search !== searchOf(params)) throw invalid('Invalid Value', 'pageToken');
  return Number(offset);
}
