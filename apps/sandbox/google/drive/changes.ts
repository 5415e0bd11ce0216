import { z } from 'zod';
import type { Change } from '../core/kinds.js';
import type { World } from '../core/world.js';
import type { Actor } from '../oauth/grants.js';
import { maySee } from './access.js';
import { GoogleError, invalid } from './errors.js';
import { allDrivesSchema, pageSize, readParams } from './list.js';
import { fileView } from './view.js';

const flag = (byDefault: boolean) =>
  z
    .enum(['true', 'false'])
    .default(byDefault ? 'true' : 'false')
    .transform((value) => value === 'true');
const changesSchema = allDrivesSchema.extend({
  pageToken: z.string(),
  pageSize,
  includeRemoved: flag(true),
  restrictToMyDrive: flag(false),
});

/** Start token for changes from now on. */
export function startPageToken(world: World, query: URLSearchParams): object {
  readParams(allDrivesSchema, query);
  return { kind: 'drive#startPageToken', startPageToken: String(world.lastTurn + 1) };
}

/**
 * One page of what changed since a token, each file once, in its newest state:
 * https://developers.google.com/workspace/drive/api/guides/manage-changes. With `drive.file`, of the app's own files only.
 */
export function listChanges(world: World, actor: Actor, origin: string, query: URLSearchParams): object {
  const params = readParams(changesSchema, query);
  if (!/^\d{1,15}$/.test(params.pageToken)) throw invalid('Invalid Value', 'pageToken');
  const driveId = params.driveId ?? params.teamDriveId;
  if (driveId !== undefined && !world.store.get('drive', driveId)?.members.includes(actor.account.id))
    throw new GoogleError(404, 'notFound', `Shared drive not found: ${driveId}`);
  const all =
    (params.includeItemsFromAllDrives || params.includeTeamDriveItems) &&
    (params.supportsAllDrives || params.supportsTeamDrives) &&
    !params.restrictToMyDrive;
  const inFeed = (change: Change): boolean =>
    driveId === undefined ? change.driveId === null || all : change.driveId === driveId;
  const changes = world.store
    .all('change')
    .filter((change) => change.turn >= Number(params.pageToken) && inFeed(change) && maySee(world, actor, change))
    .filter(({ removed }) => params.includeRemoved || !removed)
    .sort((a, b) => a.turn - b.turn);
  const page = changes.slice(0, params.pageSize);
  const more = changes[params.pageSize];
  return {
    kind: 'drive#changeList',
    ...(more ? { nextPageToken: String(more.turn) } : { newStartPageToken: String(world.lastTurn + 1) }),
    changes: page.map((change) => changeView(world, actor, origin, change)),
  };
}

function changeView(world: World, actor: Actor, origin: string, change: Change): object {
  const file = world.store.get('file', change.id);
  return {
    kind: 'drive#change',
    type: 'file',
    changeType: 'file',
    time: change.time,
    removed: change.removed,
    fileId: change.id,
    ...(file ? { file: fileView(world, actor, origin, file) } : {}),
  };
}
