import { randomBytes } from 'node:crypto';
import type { GoogleSettings } from '#drive/connection/google.js';
import type { DriveBookView, DriveConnectionView, DriveFileView } from '#contracts/drive.js';
import type { JobView } from '#contracts/jobs.js';
import type { Listing } from '#contracts/pagination.js';
import { startApi } from './api.js';
import type { Api } from './api.js';
import { GoogleAdmin, DRIVE_FILE, MIA } from './google-admin.js';
import { startPlatform } from './platform.js';
import type { Platform } from './platform.js';
import { QuickIllustrator, QuickStoryteller } from './quick-providers.js';
import { eventually } from './stack.js';

/** A file as the fake of Google keeps it. */
export interface SandboxFile {
  id: string;
  name: string;
  mimeType: string;
  parent: string | null;
  /** By client id. */
  appProperties: Record<string, Record<string, string>>;
  isTrashed: boolean;
  content: { md5: string; size: number } | null;
}

/** The platform, its API and a Google beside it, with one author who has a finished book. */
export class DrivePlatform {
  private constructor(
    readonly platform: Platform,
    readonly api: Api,
    readonly google: GoogleAdmin,
    readonly settings: GoogleSettings,
  ) {}

  static async start(): Promise<DrivePlatform> {
    const google = await GoogleAdmin.open();
    const key = randomBytes(32);
    const settings = {
      clientId: 'books',
      clientSecret: 'hush',
      baseUrl: google.url,
      sandbox: true,
      keys: [{ id: 'k', key }],
    };
    const platform = await startPlatform({
      illustrators: { 'built-in': new QuickIllustrator() },
      storytellers: { 'built-in': new QuickStoryteller() },
      google: settings,
      keys: settings.keys,
    });
    await platform.startWorkers();
    const api = await startApi(platform, {
      GOOGLE_CLIENT_ID: settings.clientId,
      GOOGLE_CLIENT_SECRET: settings.clientSecret,
      GOOGLE_BASE_URL: google.url,
      GOOGLE_SANDBOX: 'true',
      ENCRYPTION_KEYS: `k:${key.toString('base64')}`,
    });
    return new DrivePlatform(platform, api, google, settings);
  }

  async stop(): Promise<void> {
    await this.api.stop();
    await this.platform.stop();
    await this.google.close();
  }

  /** Through the consent page, as the author's browser goes. Gives where the browser lands. */
  async connect(
    account = MIA,
    answer: [string, string][] = [
      ['action', 'allow'],
      ['scope', DRIVE_FILE],
    ],
  ): Promise<string> {
    const started = await this.api.ask<{ url: string }>('POST', '/api/drive/connect', { as: 'author' });
    const cookie = started.headers.get('set-cookie')!.split(';')[0]!;
    const back = await this.google.consent(started.body.url, [['account', account], ...answer]);
    const landed = await fetch(`${this.api.url}${back.pathname}${back.search}`, {
      headers: { cookie },
      redirect: 'manual',
    });
    return landed.headers.get('location') ?? String(landed.status);
  }

  async finishedBook(pages = 3): Promise<string> {
    const { body } = await this.api.ask<{ id: string }>('POST', '/api/books', {
      as: 'author',
      body: { theme: 'a fox counts', pages },
    });
    await this.run({ kind: 'generate-book', bookId: body.id });
    return body.id;
  }

  /** A job of the author, to its end. */
  async run(ask: { kind: string; bookId: string; pages?: number[] }, state = 'completed'): Promise<string> {
    const { body, status } = await this.api.ask<JobView>('POST', '/api/jobs', { as: 'author', body: ask });
    if (status !== 202) throw new Error(`${ask.kind}: ${status} ${JSON.stringify(body)}`);
    await this.reach(body.id, state);
    return body.id;
  }

  reach(jobId: string, state: string, ms?: number): Promise<void> {
    let last = '';
    return eventually(
      `job is ${state}`,
      async () => {
        const { body } = await this.api.ask<JobView>('GET', `/api/jobs/${jobId}`, { as: 'author' });
        last = JSON.stringify([body.state, body.failure]);
        return body.state === state;
      },
      ms,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)} (it is ${last})`);
    });
  }

  async enableSync(bookId: string): Promise<DriveBookView> {
    return (
      await this.api.ask<DriveBookView>('PUT', `/api/drive/books/${bookId}`, { as: 'author', body: { on: true } })
    ).body;
  }

  /** All syncs of the author have come to an end. */
  quiet(): Promise<void> {
    return eventually('nothing is being synced', async () => {
      const running = await this.platform.db.job.count({ where: { kind: 'sync-drive', endedAt: null } });
      return running === 0;
    });
  }

  /** Syncs the whole Drive now, to the end. */
  async sync(): Promise<void> {
    const { status, body } = await this.api.ask('POST', '/api/drive/sync', { as: 'author' });
    if (status !== 202) throw new Error(`sync: ${status} ${JSON.stringify(body)}`);
    const { id } = await this.platform.db.driveConnection.findFirstOrThrow();
    await this.platform.client.workflow.getHandle(`drive-sync:${id}`).result();
    await this.quiet();
  }

  async connection(): Promise<DriveConnectionView> {
    return (await this.api.ask<DriveConnectionView>('GET', '/api/drive/connection', { as: 'author' })).body;
  }

  async files(bookId: string): Promise<DriveFileView[]> {
    const { body } = await this.api.ask<Listing<DriveFileView>>('GET', `/api/drive/files?bookId=${bookId}&limit=100`, {
      as: 'author',
    });
    return body.items;
  }

  /** The book's files in Drive, without what lies in the trash. */
  async remote(bookId: string): Promise<SandboxFile[]> {
    const { files } = await this.google.admin<{ files: SandboxFile[] }>('GET', 'files');
    return files.filter((each) => {
      const marks = this.marks(each);
      return marks['book'] === bookId && marks['kind'] !== 'folder' && !each.isTrashed;
    });
  }

  marks({ appProperties }: SandboxFile): Record<string, string> {
    return appProperties[this.settings.clientId] ?? {};
  }

  /** A page's picture in Drive. */
  async picture(bookId: string, page: number): Promise<SandboxFile> {
    const found = (await this.remote(bookId)).filter((each) => this.marks(each)['page'] === String(page));
    if (found.length !== 1) throw new Error(`There are ${found.length} pictures of page ${page}`);
    return found[0]!;
  }
}
