import type { Content, StoredFile } from '../core/kinds.js';
import type { World } from '../core/world.js';
import type { Exchange } from '../exchange.js';
import type { Actor } from '../oauth/grants.js';
import { alterFile, checkMayMake, makeFile } from './file-operations.js';
import { checkMayWrite, findFile } from './access.js';
import { badRequest } from './errors.js';
import { type Metadata, readMetadata } from './metadata.js';

/** Google names 5 MB for multipart uploads, and takes the 8 MiB that rclone sends. */
const MULTIPART_LIMIT = 16 * 2 ** 20;

/** What an upload is for: a new file, or new bytes of one. */
export interface Target {
  file: StoredFile | null;
  metadata: Metadata;
  mimeType: string | null;
  query: URLSearchParams;
}

export const knowsAllDrives = (query: URLSearchParams): boolean =>
  query.get('supportsAllDrives') === 'true' || query.get('supportsTeamDrives') === 'true';

const idsIn = (query: URLSearchParams, name: string): string[] => (query.get(name) ?? '').split(',').filter(Boolean);

/** The file that an upload is for; null for a new one. */
export function targetFile(
  world: World,
  actor: Actor,
  id: string | undefined,
  query: URLSearchParams,
): StoredFile | null {
  if (id === undefined) return null;
  const file = findFile(world, actor, id, knowsAllDrives(query));
  checkMayWrite(actor, file);
  return file;
}

/** Puts uploaded bytes in their place. */
export function place(
  world: World,
  actor: Actor,
  { file, metadata, mimeType, query }: Target,
  content: Content,
): StoredFile {
  const allDrives = knowsAllDrives(query);
  if (!file) return makeFile(world, actor, { metadata, content, mimeType, allDrives });
  return alterFile(world, actor, world.store.get('file', file.id) ?? file, {
    metadata,
    content,
    mimeType,
    allDrives,
    ...parentsIn(query),
  });
}

export const parentsIn = (query: URLSearchParams): { addParents: string[]; removeParents: string[] } => ({
  addParents: idsIn(query, 'addParents'),
  removeParents: idsIn(query, 'removeParents'),
});

/** `uploadType=media`: the body is the content. */
export async function uploadMedia(
  world: World,
  actor: Actor,
  exchange: Exchange,
  file: StoredFile | null,
): Promise<StoredFile> {
  const { searchParams: query } = exchange.url;
  const target = { file, metadata: {}, mimeType: exchange.header('content-type'), query };
  if (!file) checkMayMake(world, actor, {}, 0, knowsAllDrives(query));
  return place(world, actor, target, await world.contents.store(exchange.blocks()));
}

/** `uploadType=multipart`: metadata and content in one body of `multipart/related` (RFC 2387). */
export async function uploadMultipart(
  world: World,
  actor: Actor,
  exchange: Exchange,
  file: StoredFile | null,
): Promise<StoredFile> {
  const body = await exchange.body(MULTIPART_LIMIT);
  const [first, second] = partsOf(body, exchange.header('content-type') ?? '');
  if (!first || !second) throw badRequest('Malformed multipart body.');
  const metadata = readMetadata(first.content.toString('utf8'));
  const target = { file, metadata, mimeType: second.type, query: exchange.url.searchParams };
  return place(world, actor, target, await world.contents.store([second.content]));
}

interface BodyPart {
  type: string | null;
  content: Buffer;
}

function partsOf(body: Buffer, contentType: string): BodyPart[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) throw badRequest('Missing end boundary in multipart body.');
  const parts: BodyPart[] = [];
  // Google's client for Python breaks lines by LF alone. The first boundary may stand at the very beginning.
  const line = body.indexOf(`--${boundary}\r\n`) >= 0 ? '\r\n' : '\n';
  const mark = Buffer.from(`${line}--${boundary}`);
  const text = Buffer.concat([Buffer.from(line), body]);
  for (let at = text.indexOf(mark); at >= 0;) {
    const next = text.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = text.subarray(at + mark.length, next);
    const headersEnd = part.indexOf(line + line);
    const headers = part.subarray(0, Math.max(0, headersEnd)).toString('latin1');
    const content = headersEnd < 0 ? Buffer.alloc(0) : part.subarray(headersEnd + 2 * line.length);
    const isBase64 = /^content-transfer-encoding:\s*base64/im.test(headers);
    parts.push({
      type: /^content-type:\s*([^\r\n]+)/im.exec(headers)?.[1]?.trim() ?? null,
      content: isBase64 ? Buffer.from(content.toString('latin1'), 'base64') : content,
    });
    at = next;
  }
  return parts;
}
