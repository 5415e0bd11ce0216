import { BrokenOff } from '../core/contents.js';
import { newUploadId } from '../core/ids.js';
import type { StoredFile, UploadSession } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { type Answer, empty, type Exchange, json } from '../exchange.js';
import { type Actor, actorOf, actorOfGrant } from '../oauth/grants.js';
import { checkFits, checkMayMake } from './file-operations.js';
import { findFile } from './access.js';
import { badRequest, GoogleError } from './errors.js';
import { readMetadata } from './metadata.js';
import { knowsAllDrives, place } from './uploads.js';

/** What chunks are multiples of: https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable */
export const CHUNK = 256 * 1024;
/** An address of an upload is good for a week, by the same page. */
const SESSION_LIFETIME_MS = 7 * 86_400_000;

type Span =
  { kind: 'ask' | 'all'; total: number | null } | { kind: 'chunk'; start: number; end: number; total: number | null };

/** Uploads in pieces. What came of a piece that broke off is kept down to a multiple of 256 KiB. */
export class ResumableUploads {
  /** Who writes to an upload at present. */
  readonly #writers = new Map<string, { cancel(): void; done: Promise<unknown> }>();

  constructor(private readonly world: World) {}

  /** `POST|PATCH …?uploadType=resumable`: gives the address that the pieces go to. */
  async startSession(exchange: Exchange, actor: Actor, file: StoredFile | null): Promise<Answer> {
    const { world } = this;
    const text = (await exchange.body(1 << 20)).toString('utf8');
    const metadata = readMetadata(text);
    const length = exchange.header('x-upload-content-length');
    const { searchParams: query } = exchange.url;
    if (!file) checkMayMake(world, actor, metadata, Number(length ?? 0), knowsAllDrives(query));
    else if (file.owner) checkFits(world, actor.account, Number(length ?? 0), file.content?.size ?? 0);
    const now = Date.now();
    const session: UploadSession = {
      id: newUploadId(),
      client: actor.client,
      account: actor.account.id,
      grant: actor.grant,
      fileId: file?.id ?? null,
      metadata,
      query: query.toString(),
      mimeType: exchange.header('x-upload-content-type'),
      received: 0,
      total: length === null ? null : Number(length),
      createdAt: now,
      madeFile: null,
    };
    world.store.transaction(() => world.store.put('session', session));
    query.set('upload_id', session.id);
    const location = `${exchange.origin}${exchange.path}?${query.toString()}`;
    return empty(200, { location, 'x-guploader-uploadid': session.id });
  }

  /** `PUT` to such an address: a piece, or the question how much has come. */
  async put(exchange: Exchange, id: string, show: (actor: Actor, file: StoredFile) => object): Promise<Answer> {
    const before = this.#writers.get(id);
    before?.cancel();
    // Only the newest connection of an upload continues.
    const work = Promise.resolve(before?.done).then(() => this.#put(exchange, id, show));
    const done = work.catch(() => undefined);
    const writer = { cancel: () => exchange.request.destroy(), done };
    this.#writers.set(id, writer);
    try {
      return await work;
    } finally {
      if (this.#writers.get(id) === writer) this.#writers.delete(id);
    }
  }

  /** Forgets uploads under way, all or one, as Google does at times. */
  lose(id?: string): number {
    const lost = this.world.store.all('session').filter((each) => each.madeFile === null && (!id || each.id === id));
    this.world.store.transaction(() => lost.forEach((each) => this.world.store.remove('session', each.id)));
    return lost.length;
  }

  async #put(exchange: Exchange, id: string, show: (actor: Actor, file: StoredFile) => object): Promise<Answer> {
    const session = this.world.store.get('session', id);
    if (!session || session.createdAt < Date.now() - SESSION_LIFETIME_MS)
      throw new GoogleError(404, 'notFound', 'The upload session was not found.');
    // The session URL authorizes the upload while the grant is valid.
    const actor =
      session.grant === ''
        ? actorOf(this.world, exchange.header('authorization'))
        : actorOfGrant(this.world, session.grant);
    if (exchange.header('authorization')) actorOf(this.world, exchange.header('authorization'));
    if (session.madeFile !== null) return json(200, show(actor, findFile(this.world, actor, session.madeFile, true)));
    const span = spanOf(exchange.header('content-range'), session);
    if (span.kind === 'ask' && span.total !== session.received) return stored(session);
    const { received, total, broken } =
      span.kind === 'ask' ? { ...session, broken: false } : await this.#receive(exchange, session, span);
    const all = total ?? (span.kind === 'ask' ? span.total : null);
    const updated = { ...session, total: all, received: received - (received === all ? 0 : received % CHUNK) };
    // It may have been lost meanwhile.
    if (!this.world.store.get('session', id))
      throw new GoogleError(404, 'notFound', 'The upload session was not found.');
    this.world.store.transaction(() => this.world.store.put('session', updated));
    if (broken && updated.received !== all) throw new BrokenOff();
    return updated.received === all ? json(200, show(actor, await this.#finish(actor, updated))) : stored(updated);
  }

  async #receive(
    exchange: Exchange,
    session: UploadSession,
    span: Exclude<Span, { kind: 'ask' }>,
  ): Promise<{ received: number; total: number | null; broken: boolean }> {
    const start = span.kind === 'chunk' ? span.start : 0;
    const limit = span.kind === 'chunk' ? span.end + 1 : Infinity;
    const source = within(exchange.blocks(start), start, session.received, limit);
    const { size, broken } = await this.world.contents.append(session.id, session.received, source);
    return { received: size, total: span.total ?? (span.kind === 'all' && !broken ? size : null), broken };
  }

  async #finish(actor: Actor, session: UploadSession): Promise<StoredFile> {
    const { world } = this;
    const query = new URLSearchParams(session.query);
    const metadata = readMetadata(JSON.stringify(session.metadata));
    const file = session.fileId === null ? null : findFile(world, actor, session.fileId, knowsAllDrives(query));
    // Refused here, the bytes stay, and the upload can be ended when there is room.
    if (!file) checkMayMake(world, actor, metadata, session.received, knowsAllDrives(query));
    else if (file.owner) checkFits(world, actor.account, session.received, file.content?.size ?? 0);
    const content = await world.contents.finish(session.id, session.received);
    return world.store.transaction(() => {
      const made = place(world, actor, { file, metadata, mimeType: session.mimeType, query }, content);
      world.store.put('session', { ...session, madeFile: made.id });
      return made;
    });
  }
}

/** 308 with what has come so far; without `Range` when nothing has. */
const stored = ({ received }: UploadSession): Answer =>
  empty(308, received > 0 ? { range: `bytes=0-${received - 1}` } : {});

/** The bytes of a body that begins at `start` of the whole, from those that are missing to those that were named. */
async function* within(
  source: AsyncIterable<Buffer>,
  start: number,
  from: number,
  limit: number,
): AsyncGenerator<Buffer> {
  let at = start;
  for await (const block of source) {
    const wanted = block.subarray(Math.max(0, from - at), Math.max(0, limit - at));
    at += block.length;
    if (wanted.length > 0) yield wanted;
  }
}

function spanOf(header: string | null, { received, total: declared }: UploadSession): Span {
  if (header === null) return { kind: 'all', total: declared };
  const [, start, end, size] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(header.trim()) ?? [];
  if (size === undefined) throw badRequest('Failed to parse Content-Range header.');
  const total = size === '*' ? declared : Number(size);
  if (declared !== null && total !== declared)
    throw badRequest(`The upload was announced with ${declared} bytes, and Content-Range names ${total}.`);
  if (start === undefined || end === undefined) return { kind: 'ask', total: size === '*' ? null : total };
  const span = { kind: 'chunk' as const, start: Number(start), end: Number(end), total };
  if (span.end < span.start || (total !== null && span.end >= total))
    throw badRequest('Failed to parse Content-Range header.');
  if (span.start > received) throw badRequest(`The upload goes on at byte ${received}, not at ${span.start}.`);
  const length = span.end - span.start + 1;
  if (length % CHUNK !== 0 && span.end + 1 !== total)
    throw badRequest(
      `Invalid request. The number of bytes uploaded is required to be equal or greater than ${CHUNK}, except for the final request (it's recommended to be the exact multiple of ${CHUNK}). The received request contained ${length} bytes, which does not meet this requirement.`,
    );
  return span;
}
