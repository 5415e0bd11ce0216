import type { Account, StoredFile } from '../core/kinds.js';
import { FOLDER, type World } from '../core/world.js';
import { alterFile, deleteFile, makeFile } from '../drive/file-operations.js';
import { GoogleError } from '../drive/errors.js';
import { download } from '../drive/media.js';
import { readMetadata } from '../drive/metadata.js';
import { linkTo } from '../drive/view.js';
import { type Answer, type Exchange, page, seeOther } from '../exchange.js';
import { type Actor, personOf } from '../oauth/grants.js';
import { filePage } from './file-page.js';
import { folderPage, trashPage } from './folder-page.js';
import { layout } from './layout.js';

/** What a form may bring; a picture of a page has a few MB. */
const FORM_LIMIT = 64 * 2 ** 20;

/**
 * Drive as a person sees it: `/drive/folders/:id`, `/file/d/:id/view` (the addresses that `webViewLink` names) and the
 * trash of an account. Whoever can open the page is the owner: it is a sandbox.
 */
export async function drivePages(world: World, exchange: Exchange): Promise<Answer | undefined> {
  const [, kind = '', id = '', rest = ''] =
    /^\/(drive\/folders|file\/d|drive\/trash)\/([^/]+)(\/view|\/content)?$/.exec(exchange.path) ?? [];
  if (kind === 'drive/trash') {
    const account = world.store.get('account', decodeURIComponent(id));
    return account && page(200, trashPage(world, account));
  }
  const file = world.store.get('file', id);
  if (!file || (file.mimeType === FOLDER) !== (kind === 'drive/folders')) return undefined;
  if (rest === '/content') return inline(world, file);
  const actor = personOf(world, file);
  if (exchange.method !== 'POST') return page(200, shown(world, file, actor.account));
  try {
    return seeOther(await applyForm(world, actor, file, exchange));
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return page(200, shown(world, file, actor.account, error.message));
  }
}

const shown = (world: World, file: StoredFile, account: Account, problem?: string): string =>
  file.mimeType === FOLDER ? folderPage(world, account, file, problem) : filePage(world, account, file, problem);

/** Executes a form's action, and returns the next page. */
async function applyForm(world: World, actor: Actor, file: StoredFile, exchange: Exchange): Promise<string> {
  const form = await readForm(exchange);
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const alter = (metadata: object, addParents: string[] = []): string =>
    linkTo(
      alterFile(world, actor, file, { metadata: readMetadata(JSON.stringify(metadata)), addParents, allDrives: true }),
    );
  const back = file.parent === null ? '/' : `/drive/folders/${file.parent}`;
  switch (text('action')) {
    case 'rename':
      if (text('name') === '') throw new GoogleError(400, 'invalid', 'A file needs a name.');
      return alter({ name: text('name') });
    case 'move':
      return alter({}, [text('folder')]);
    case 'trash':
      alter({ trashed: true });
      return back;
    case 'restore':
      return alter({ trashed: false });
    case 'delete':
      deleteFile(world, actor, file);
      return back;
    case 'replace': {
      const { bytes, type } = await uploadIn(form);
      const content = await world.contents.store([bytes]);
      const now = world.store.need('file', file.id);
      return linkTo(alterFile(world, actor, now, { content, mimeType: type || null, allDrives: true }));
    }
    case 'upload': {
      const { bytes, type, name } = await uploadIn(form);
      const content = await world.contents.store([bytes]);
      const metadata = readMetadata(JSON.stringify({ name, parents: [file.id] }));
      makeFile(world, actor, { metadata, content, mimeType: type || null, allDrives: true });
      return linkTo(file);
    }
    case 'new-folder': {
      const metadata = readMetadata(
        JSON.stringify({ name: text('name') || 'Untitled folder', mimeType: FOLDER, parents: [file.id] }),
      );
      return linkTo(makeFile(world, actor, { metadata, content: null, allDrives: true }));
    }
  }
  throw new GoogleError(400, 'invalid', 'This cannot be done here.');
}

async function readForm(exchange: Exchange): Promise<FormData> {
  const body = new Uint8Array(await exchange.body(FORM_LIMIT));
  return new Response(body, { headers: { 'content-type': exchange.header('content-type') ?? '' } })
    .formData()
    .catch(() => Promise.reject(new GoogleError(400, 'invalid', 'The form could not be read.')));
}

async function uploadIn(form: FormData): Promise<{ bytes: Buffer; type: string; name: string }> {
  const value = form.get('file');
  if (!value || typeof value === 'string' || value.name === '')
    throw new GoogleError(400, 'invalid', 'Choose a file first.');
  return { bytes: Buffer.from(await value.arrayBuffer()), type: value.type, name: value.name };
}

/** The bytes as the page shows them; nothing in them may run. */
function inline(world: World, file: StoredFile): Answer {
  const answer = download(world, file, null);
  const headers = { ...answer.headers, 'content-disposition': 'inline', 'content-security-policy': 'sandbox' };
  return { ...answer, headers };
}

/** For an address that names nothing. */
export const notFoundPage = (): string =>
  layout('Not found', '<h1>Not found</h1><p>There is nothing at this address.</p>', true);

export const tooLargePage = (): string =>
  layout('Too large', '<h1>This file is too large</h1><p>The pages of the sandbox take up to 64 MB.</p>', true);
