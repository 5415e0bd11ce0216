import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from '../journal.js';
import { listeningPort } from '../listening-port.js';
import type { SandboxContext } from './admin/admin.js';
import { FaultPlan } from './admin/faults.js';
import { RequestLog } from './admin/request-log.js';
import { Contents } from './core/contents.js';
import { type Entry, Store } from './core/store.js';
import { World } from './core/world.js';
import { HttpHandler } from './http-handler.js';
import { DriveApi } from './drive/api.js';

export interface GoogleSandboxOptions {
  port?: number;
  host?: string;
  /** Folder for accounts and files; default: a temporary folder, deleted by `close`. */
  dataDir?: string;
}

export interface GoogleSandbox {
  /** Base address of OAuth, Drive and the pages. */
  url: string;
  /** Address of the sandbox's own calls, see `admin/admin.ts`. */
  adminUrl: string;
  close(): Promise<void>;
}

/**
 * A fake of Google: OAuth 2 with a consent page, PKCE, refresh and revocation, and Drive v3 by its
 * discovery document, as far as a sync needs it: files, folders, search, downloads with ranges, simple, multipart and
 * resumable uploads, the feed of changes, private properties, shared drives, quota, and errors by `reason`. Files can be
 * seen and changed on its pages as a person would.
 *
 * Left out, and refused rather than ignored: sharing and permissions, revisions, comments, copies, shortcuts, export of
 * Google's own formats, push notifications, full-text search, batches. Apps need not be registered.
 */
export async function startGoogleSandbox(options: GoogleSandboxOptions = {}): Promise<GoogleSandbox> {
  const folder = options.dataDir ?? mkdtempSync(join(tmpdir(), 'google-sandbox-'));
  const contents = new Contents(folder);
  const store = new Store(new Journal<Entry>(join(folder, 'google.jsonl')));
  store.restore();
  contents.sweep(
    new Set(store.all('file').flatMap(({ content }) => content?.sha256 ?? [])),
    new Set(store.all('session').map(({ id }) => id)),
  );
  const world = new World(store, contents);
  world.addDemoAccounts();
  const drive = new DriveApi(world);
  const context: SandboxContext = { world, uploads: drive.uploads, faults: new FaultPlan(), log: new RequestLog() };
  const handler = new HttpHandler(context, drive);
  const server = createServer((request, response) => void handle(handler, request, response));
  // Large uploads have no time limit; idle sockets have.
  server.requestTimeout = 0;
  const { port = 0, host = '127.0.0.1' } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${listeningPort(server)}`;
  handler.origin = url;
  return {
    url,
    adminUrl: `${url}/sandbox/google`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          store.close();
          if (!options.dataDir) rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function handle(handler: HttpHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await handler.handle(request, response);
  } catch (error) {
    process.stderr.write(`google sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
    response.destroy();
  }
}
