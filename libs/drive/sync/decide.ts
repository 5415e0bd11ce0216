import type { DriveChoice, DriveConflict, DriveFileKind } from '#contracts/drive.js';

/** What we know of a file from the last time, see `DriveFile` of the schema. */
export interface Known {
  kind: DriveFileKind;
  /** Null: it never was the same here and there. */
  syncedKey: string | null;
  syncedMd5: string | null;
  conflict: DriveConflict | null;
  choice: DriveChoice | null;
  /** Its author does not want it in Drive. */
  leftOut: boolean;
  /** MD5 in Drive that the conflict is about; null for a file that is gone. */
  remoteMd5: string | null;
}

/** The file as the book has it. A locked page is replaced only by its author. */
export interface Local {
  key: string;
  /** Asked for only where Drive has something else than the last time. */
  md5: string | null;
  locked: boolean;
}

/** The file as Drive has it; null when it was deleted, lies in the trash, or never was there. */
export interface Remote {
  md5: string;
}

export type Step =
  | { do: 'nothing' }
  /** It is the same here and there, although we did not know. */
  | { do: 'adopt' }
  | { do: 'upload' }
  /** `show`: the picture from Drive is shown and printed from now on; else it is kept beside ours. */
  | { do: 'download'; show: boolean }
  | { do: 'wait'; conflict: DriveConflict };

/**
 * What a sync does with one file. Never overwrites what was changed there, never forgets what was changed here: where
 * both were, or where a file that we write was edited or thrown away, its author chooses.
 */
export function decide(local: Local, known: Known, remote: Remote | null): Step {
  const isNew = known.syncedMd5 === null;
  const changedHere = known.syncedKey !== local.key;
  const changedThere = remote !== null && remote.md5 !== known.syncedMd5;

  if (known.leftOut) return { do: 'nothing' };
  // the choice was made for what lay in Drive then
  const choice = known.remoteMd5 === (remote?.md5 ?? null) ? known.choice : null;
  // only its author knows whether the file may be written by now
  if (known.conflict === 'refused' && choice === null && known.remoteMd5 === (remote?.md5 ?? null))
    return { do: 'wait', conflict: 'refused' };
  if (remote === null) return isNew || choice === 'keep-mine' ? { do: 'upload' } : { do: 'wait', conflict: 'gone' };
  if (!changedThere) return changedHere ? { do: 'upload' } : { do: 'nothing' };
  // an upload whose answer was lost, or rows that were
  if (local.md5 === remote.md5) return { do: 'adopt' };
  if (choice === 'keep-mine') return { do: 'upload' };
  if (known.kind !== 'page') return { do: 'wait', conflict: 'edited' };
  if (choice === 'keep-drive') return { do: 'download', show: true };
  if (choice === 'keep-both') return { do: 'download', show: false };
  if (known.conflict === 'unreadable' && known.remoteMd5 === remote.md5) return { do: 'wait', conflict: 'unreadable' };
  return changedHere || local.locked ? { do: 'wait', conflict: 'both-changed' } : { do: 'download', show: true };
}
