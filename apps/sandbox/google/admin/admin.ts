import { z } from 'zod';
import { keysOf } from '#contracts/known-values.js';
import type { Account, StoredFile } from '../core/kinds.js';
import { FOLDER, FREE_BYTES, type World } from '../core/world.js';
import { alterFile, deleteFile, makeFile } from '../drive/file-operations.js';
import { GoogleError } from '../drive/errors.js';
import { readMetadata } from '../drive/metadata.js';
import { download } from '../drive/media.js';
import type { ResumableUploads } from '../drive/resumable.js';
import { type Answer, type Exchange, json, TooLarge } from '../exchange.js';
import { grantsOf, person, personOf, removeAccess } from '../oauth/grants.js';
import { type FaultPlan, faultSchema } from './faults.js';
import type { RequestLog } from './request-log.js';

export interface SandboxContext {
  world: World;
  uploads: ResumableUploads;
  faults: FaultPlan;
  log: RequestLog;
}

const limit = z.int().min(0).nullable();
const accountSchema = z.strictObject({ email: z.email(), name: z.string().min(1), limit: limit.default(FREE_BYTES) });
const accountChange = z.strictObject({ name: z.string().min(1).optional(), limit: limit.optional() });
const driveSchema = z.strictObject({ name: z.string().min(1), members: z.array(z.email()).min(1) });
const grantSchema = z.strictObject({ account: z.email(), client: z.string().optional() });
const settingsSchema = z.strictObject({ accessTokenSeconds: z.int().min(1).max(86_400) });
const openWith = z.strictObject({ client: z.string(), allowed: z.boolean().default(true) });
const fileChange = z.strictObject({
  name: z.string().min(1).optional(),
  parent: z.string().optional(),
  trashed: z.boolean().optional(),
});

/** A new file: content in the body, metadata in the query. */
const newFile = z.object({
  account: z.email(),
  name: z.string().min(1),
  parent: z.string().default('root'),
  mimeType: z.string().optional(),
});

/** Admin API under `/sandbox/google`. JSON requests and responses; file content as raw bytes. */
export async function administer(context: SandboxContext, exchange: Exchange): Promise<Answer> {
  const parts = exchange.path.slice('/sandbox/google/'.length).split('/').filter(Boolean).map(decodeURIComponent);
  const [what = '', id, action] = parts;
  if (what === 'files') return files(context, exchange, id, action);
  const given = async (): Promise<unknown> => {
    const text = (await exchange.body(1 << 20)).toString('utf8');
    return text === '' ? {} : JSON.parse(text);
  };
  const { world, faults, log, uploads } = context;
  switch (`${exchange.method} ${what}${id === undefined ? '' : '/:id'}`) {
    case 'GET state':
      return json(200, stateOf(world));
    case 'POST accounts': {
      const { email, name, limit: bytes } = accountSchema.parse(await given());
      if (world.store.get('account', email)) throw new Problem(409, `There is an account ${email} already.`);
      return json(
        200,
        world.store.transaction(() => world.addAccount(email, name, bytes)),
      );
    }
    case 'PATCH accounts/:id': {
      const change = accountChange.parse(await given());
      const account = accountOf(world, id);
      return json(
        200,
        world.store.transaction(() => world.store.put('account', { ...account, ...defined(change) })),
      );
    }
    case 'POST drives': {
      const { name, members } = driveSchema.parse(await given());
      return json(
        200,
        world.store.transaction(() => world.addDrive(name, members)),
      );
    }
    case 'GET grants':
      return json(200, { grants: world.store.all('grant') });
    case 'POST revoke': {
      const { account, client } = grantSchema.parse(await given());
      return json(200, { revoked: removeAccess(world, accountOf(world, account).id, client) });
    }
    case 'POST expire': {
      const { account, client } = grantSchema.parse(await given());
      return json(200, { expired: expireAccessTokens(world, accountOf(world, account), client) });
    }
    case 'POST settings':
      world.accessTokenSeconds = settingsSchema.parse(await given()).accessTokenSeconds;
      return json(200, { accessTokenSeconds: world.accessTokenSeconds });
    case 'POST lose-sessions':
      return json(200, { lost: uploads.lose() });
    case 'GET faults':
      return json(200, { faults: faults.list() });
    case 'POST faults':
      faults.add(faultSchema.parse(await given()));
      return json(200, { faults: faults.list() });
    case 'DELETE faults':
      faults.clear();
      return json(200, { faults: [] });
    case 'GET requests':
      return json(200, { requests: log.list() });
    case 'GET counters':
      return json(200, { calls: log.counts() });
    case 'DELETE requests':
    case 'DELETE counters':
      log.clear();
      return json(200, {});
  }
  throw new Problem(404, `The sandbox has no ${exchange.method} ${exchange.path}.`);
}

/** File operations of a user on Google's own pages. */
async function files({ world }: SandboxContext, exchange: Exchange, id?: string, action?: string): Promise<Answer> {
  if (id === undefined) {
    if (exchange.method === 'GET')
      return json(200, { files: world.store.all('file').map((file) => fileOf(world, file)) });
    const { account, name, parent, mimeType } = newFile.parse(Object.fromEntries(exchange.url.searchParams));
    const type = mimeType ?? exchange.header('content-type');
    const content = type === FOLDER ? null : await world.contents.store(exchange.blocks());
    const metadata = readMetadata(JSON.stringify({ name, parents: [parent], mimeType: type ?? undefined }));
    const made = makeFile(world, person(accountOf(world, account)), { metadata, content, allDrives: true });
    return json(200, fileOf(world, made));
  }
  const file = world.store.get('file', id);
  if (!file) throw new Problem(404, `There is no file ${id}.`);
  const actor = personOf(world, file);
  switch (`${exchange.method} ${action ?? ''}`) {
    case 'GET ':
      return json(200, fileOf(world, file));
    case 'GET content':
      return download(world, file, null);
    case 'PUT content': {
      const content = await world.contents.store(exchange.blocks());
      const now = world.store.need('file', id);
      return json(200, fileOf(world, alterFile(world, actor, now, { content, allDrives: true })));
    }
    case 'PATCH ': {
      const { parent, ...change } = fileChange.parse(JSON.parse((await exchange.body(1 << 20)).toString('utf8')));
      const metadata = readMetadata(JSON.stringify(change));
      const addParents = parent === undefined ? [] : [parent];
      return json(200, fileOf(world, alterFile(world, actor, file, { metadata, addParents, allDrives: true })));
    }
    case 'DELETE ':
      deleteFile(world, actor, file);
      return json(200, {});
    case 'POST open-with': {
      const { client, allowed } = openWith.parse(JSON.parse((await exchange.body(1 << 20)).toString('utf8')));
      const apps = [...file.apps.filter((each) => each !== client), ...(allowed ? [client] : [])];
      return json(
        200,
        fileOf(
          world,
          world.store.transaction(() => world.touch({ ...file, apps })),
        ),
      );
    }
  }
  throw new Problem(404, `The sandbox has no ${exchange.method} ${exchange.path}.`);
}

/** An invalid request to the admin API. */
class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Converts an error of an admin request to a response. */
export function adminError(error: unknown): Answer {
  if (error instanceof GoogleError) return error.toAnswer();
  if (error instanceof Problem) return json(error.status, { error: { message: error.message } });
  const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  const isMistake = error instanceof z.ZodError || error instanceof SyntaxError || error instanceof TooLarge;
  return json(isMistake ? 400 : 500, { error: { message } });
}

function accountOf(world: World, email = ''): Account {
  const account = world.store.get('account', email);
  if (!account) throw new Problem(404, `There is no account ${email}.`);
  return account;
}

/** Expires all access tokens of an account (and an app); refresh tokens stay valid. */
function expireAccessTokens(world: World, account: Account, client?: string): number {
  const grants = new Set(grantsOf(world, account.id, client).map(({ id }) => id));
  const live = world.store.all('access').filter(({ grant }) => grants.has(grant));
  world.store.transaction(() => live.forEach(({ id }) => world.store.remove('access', id)));
  return live.length;
}

/** A file with all stored fields, and whether it counts as trashed. */
const fileOf = (world: World, file: StoredFile): object => ({ ...file, isTrashed: world.isTrashed(file) });

const stateOf = (world: World): object => ({
  accounts: world.store.all('account').map((account) => ({ ...account, usage: world.usageOf(account.id) })),
  drives: world.store.all('drive'),
  files: world.store.all('file').length,
  grants: world.store.all('grant'),
  uploads: world.store.all('session').filter(({ madeFile }) => madeFile === null),
  accessTokenSeconds: world.accessTokenSeconds,
});

function defined<T extends object>(value: T): Partial<T> {
  const held: Partial<T> = { ...value };
  for (const name of keysOf(held)) if (held[name] === undefined) delete held[name];
  return held;
}
