import { z } from 'zod';
import { newFileId } from '../core/ids.js';
import type { StoredFile } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { type Answer, empty, type Exchange, json } from '../exchange.js';
import { type Actor, actorOf } from '../oauth/grants.js';
import { alterFile, deleteFile, makeFile } from './file-operations.js';
import { checkMayRead, findFile } from './access.js';
import { listChanges, startPageToken } from './changes.js';
import { GoogleError, invalid } from './errors.js';
import { type FilesAt, masked } from './fields.js';
import { listFiles, pageSize, readParams } from './list.js';
import { download } from './media.js';
import { readMetadata } from './metadata.js';
import { ResumableUploads } from './resumable.js';
import { knowsAllDrives, parentsIn, targetFile, uploadMedia, uploadMultipart } from './uploads.js';
import { driveView, fileView, userView } from './view.js';

const FILE_SHOWN = 'kind,id,name,mimeType,driveId,teamDriveId';
const BODY = 1 << 20;

/** Drive v3, as far as a sync needs it; paths and parameters by its discovery document. */
export class DriveApi {
  readonly uploads: ResumableUploads;

  constructor(private readonly world: World) {
    this.uploads = new ResumableUploads(world);
  }

  /** @throws GoogleError the error that Drive would return */
  async answer(exchange: Exchange): Promise<Answer | undefined> {
    const [, upload, rest] = /^(\/upload)?\/drive\/v3\/(.+)$/.exec(exchange.path) ?? [];
    if (rest === undefined) return undefined;
    const parts = rest.split('/').map(decodeURIComponent);
    const uploadId = exchange.url.searchParams.get('upload_id');
    // rclone sends chunks by POST, which Google accepts
    if (upload && ['PUT', 'POST'].includes(exchange.method) && uploadId)
      return this.uploads.put(exchange, uploadId, (actor, file) => this.#shown(actor, exchange, file));
    const actor = actorOf(this.world, exchange.header('authorization'));
    if (upload) return this.#upload(exchange, actor, parts);
    switch (parts[0]) {
      case 'files':
        return this.#files(exchange, actor, parts.slice(1));
      case 'changes':
        return this.#changes(exchange, actor, parts.slice(1));
      case 'drives':
        return this.#drives(exchange, actor, parts[1]);
      case 'about':
        return this.#about(exchange, actor);
    }
    throw notHere(exchange);
  }

  async #upload(exchange: Exchange, actor: Actor, [what, id, ...more]: string[]): Promise<Answer> {
    const { method, url } = exchange;
    const isRight = what === 'files' && more.length === 0 && method === (id === undefined ? 'POST' : 'PATCH');
    if (!isRight) throw notHere(exchange);
    const file = targetFile(this.world, actor, id, url.searchParams);
    switch (url.searchParams.get('uploadType')) {
      case 'resumable':
        return this.uploads.startSession(exchange, actor, file);
      case 'multipart':
        return json(200, this.#shown(actor, exchange, await uploadMultipart(this.world, actor, exchange, file)));
      case 'media':
        return json(200, this.#shown(actor, exchange, await uploadMedia(this.world, actor, exchange, file)));
    }
    throw invalid('Invalid Value', 'uploadType');
  }

  async #files(exchange: Exchange, actor: Actor, parts: string[]): Promise<Answer> {
    const { searchParams: query } = exchange.url;
    const [id] = parts;
    if (parts.length > 1) throw notHere(exchange);
    switch (`${exchange.method} ${id === undefined ? '' : id === 'generateIds' || id === 'trash' ? id : ':id'}`) {
      case 'GET ':
        return this.#list(exchange, actor);
      case 'POST ': {
        const metadata = readMetadata((await exchange.body(BODY)).toString('utf8'));
        const made = makeFile(this.world, actor, { metadata, content: null, allDrives: knowsAllDrives(query) });
        return json(200, this.#shown(actor, exchange, made));
      }
      case 'GET generateIds':
        return generateIds(query);
      case 'DELETE trash':
        return this.#emptyTrash(actor);
    }
    if (id === undefined) throw notHere(exchange);
    return this.#file(exchange, actor, findFile(this.world, actor, id, knowsAllDrives(query)));
  }

  async #file(exchange: Exchange, actor: Actor, file: StoredFile): Promise<Answer> {
    const { searchParams: query } = exchange.url;
    switch (exchange.method) {
      case 'GET':
        if (query.get('alt') !== 'media') return json(200, this.#shown(actor, exchange, file));
        checkMayRead(actor, file);
        return download(this.world, file, exchange.header('range'));
      case 'PATCH': {
        const metadata = readMetadata((await exchange.body(BODY)).toString('utf8'));
        const change = { metadata, ...parentsIn(query), allDrives: knowsAllDrives(query) };
        return json(200, this.#shown(actor, exchange, alterFile(this.world, actor, file, change)));
      }
      case 'DELETE':
        deleteFile(this.world, actor, file);
        return empty(204);
    }
    throw notHere(exchange);
  }

  #list(exchange: Exchange, actor: Actor): Answer {
    const { files, next } = listFiles(this.world, actor, exchange.url.searchParams);
    const answer = {
      kind: 'drive#fileList',
      ...(next === undefined ? {} : { nextPageToken: next }),
      incompleteSearch: false,
      files: files.map((file) => fileView(this.world, actor, exchange.origin, file)),
    };
    return masked200(
      exchange,
      answer,
      'kind,nextPageToken,incompleteSearch,files(kind,id,name,mimeType,driveId)',
      'files',
    );
  }

  #changes(exchange: Exchange, actor: Actor, [what, ...more]: string[]): Answer {
    if (exchange.method !== 'GET' || more.length > 0) throw notHere(exchange);
    const { searchParams: query } = exchange.url;
    if (what === 'startPageToken') return masked200(exchange, startPageToken(this.world, query), '*', null);
    if (what !== undefined) throw notHere(exchange);
    const byDefault =
      'kind,nextPageToken,newStartPageToken,changes(kind,type,changeType,time,removed,fileId,file(kind,id,name,mimeType,driveId))';
    return masked200(exchange, listChanges(this.world, actor, exchange.origin, query), byDefault, 'changes/file');
  }

  #drives(exchange: Exchange, actor: Actor, id: string | undefined): Answer {
    if (exchange.method !== 'GET') throw notHere(exchange);
    const own = this.world.store.all('drive').filter(({ members }) => members.includes(actor.account.id));
    if (id === undefined)
      return masked200(exchange, { kind: 'drive#driveList', drives: own.map(driveView) }, '*', null);
    const found = own.find((each) => each.id === id);
    if (!found) throw new GoogleError(404, 'notFound', `Shared drive not found: ${id}`);
    return masked200(exchange, driveView(found), '*', null);
  }

  #about(exchange: Exchange, actor: Actor): Answer {
    if (!exchange.url.searchParams.get('fields'))
      throw new GoogleError(400, 'required', "The 'fields' parameter is required for this method.", {
        location: 'fields',
        locationType: 'parameter',
      });
    const { id, limit } = actor.account;
    const { drive, trash } = this.world.usageOf(id);
    const storageQuota = {
      ...(limit === null ? {} : { limit: String(limit) }),
      usage: String(drive),
      usageInDrive: String(drive),
      usageInDriveTrash: String(trash),
    };
    const user = userView(actor.account, actor);
    return masked200(exchange, { kind: 'drive#about', user, storageQuota, canCreateDrives: false }, '*', null);
  }

  #emptyTrash(actor: Actor): Answer {
    const trashed = this.world.store.all('file').filter((file) => file.trashed && file.owner === actor.account.id);
    this.world.store.transaction(() => trashed.forEach((file) => deleteFile(this.world, actor, file)));
    return empty(204);
  }

  #shown(actor: Actor, { url, origin }: Exchange, file: StoredFile): object {
    return masked(fileView(this.world, actor, origin, file), url.searchParams.get('fields') || FILE_SHOWN, '');
  }
}

const notHere = ({ method, path }: Exchange): GoogleError =>
  new GoogleError(404, 'notFound', `The sandbox has no ${method} ${path}.`);

const masked200 = ({ url }: Exchange, value: object, byDefault: string, filesAt: FilesAt): Answer =>
  json(200, masked(value, url.searchParams.get('fields') || byDefault, filesAt));

function generateIds(query: URLSearchParams): Answer {
  const { count } = readParams(
    z.object({ count: pageSize }),
    new URLSearchParams({ count: query.get('count') ?? '10' }),
  );
  return json(200, { kind: 'drive#generatedIds', space: 'drive', ids: Array.from({ length: count }, newFileId) });
}
