import type {
  ConnectionState,
  ConnectOutcome,
  DriveBookView,
  DriveChoice,
  DriveConflict,
  DriveFileState,
  DriveFileView,
  SyncSchedule,
} from '#contracts/drive.js';
import type { Tone } from '../../ui/labels/job-labels.js';

export const CONNECTION_LABELS: Record<ConnectionState, { name: string; tone: Tone }> = {
  connected: { name: 'Connected', tone: 'good' },
  reconnect: { name: 'Needs you', tone: 'warn' },
  full: { name: 'Drive is full', tone: 'warn' },
};

/** What the author has to know when a sync can't go on by itself. */
export const TROUBLE: Record<Exclude<ConnectionState, 'connected'>, { title: string; body: string }> = {
  reconnect: {
    title: 'Google no longer lets us into your Drive.',
    body: 'You may have removed our access, or the permission ran out. Connect again, and everything goes on where it stopped; nothing is sent twice.',
  },
  full: {
    title: 'Your Google Drive is full.',
    body: 'Make room in Drive, then sync again. What was sent already is kept, and the rest follows.',
  },
};

export const OUTCOMES: Record<ConnectOutcome, { text: string; tone: 'good' | 'warn' | 'bad' | '' }> = {
  connected: { text: 'Your Google Drive is connected. Choose the books to keep there.', tone: 'good' },
  denied: { text: 'You did not allow it, and nothing was connected.', tone: '' },
  partial: {
    text: 'The permission to keep files in your Drive was not ticked, so nothing could be connected. Try again and leave it ticked.',
    tone: 'warn',
  },
  expired: { text: 'That took too long, so Google’s answer counts no more. Please connect again.', tone: 'warn' },
  misconfigured: {
    text: 'Google does not accept this website at the moment. That is not about your account: the people who run it have to correct it. Please try again later.',
    tone: 'bad',
  },
  failed: {
    text: 'Google could not be reached, or its answer made no sense. Please try again in a moment.',
    tone: 'bad',
  },
};

export const SCHEDULES: readonly { value: SyncSchedule; name: string }[] = [
  { value: 'off', name: 'Only when I ask' },
  { value: 'hourly', name: 'Every hour' },
  { value: 'daily', name: 'Every day' },
];

export const FILE_LABELS: Record<DriveFileState, { name: string; tone: Tone | 'work' }> = {
  waiting: { name: 'Waiting', tone: '' },
  uploading: { name: 'On its way to Drive', tone: 'work' },
  downloading: { name: 'Coming from Drive', tone: 'work' },
  synced: { name: 'In Drive', tone: 'good' },
  conflict: { name: 'Needs your choice', tone: 'warn' },
  'left-out': { name: 'Skipped', tone: '' },
};

export const CONFLICTS: Record<DriveConflict, string> = {
  'both-changed': 'This was changed here and in Drive. Which one shall it be?',
  unreadable: 'What lies in Drive now is no picture that can be printed.',
  edited: 'This file was edited in Drive. We write it from your book and can’t take the edit over.',
  gone: 'This was put into the trash or deleted in Drive.',
  refused: 'Google does not let us change this file. Check in Drive who may edit it, then try again.',
};

/** A choice is named by what it does, which depends on what happened. */
export function choiceName(choice: DriveChoice, conflict: DriveConflict): string {
  if (choice === 'keep-mine')
    return {
      'both-changed': 'Keep mine',
      unreadable: 'Put mine back',
      edited: 'Recreate',
      gone: 'Upload it again',
      refused: 'Try again',
    }[conflict];
  return { 'keep-drive': 'Take Drive’s', 'keep-both': 'Keep both', 'leave-out': 'Skip this file' }[choice];
}

export function fileTitle({ kind, page, name }: Pick<DriveFileView, 'kind' | 'page' | 'name'>): string {
  if (kind === 'page') return page === 0 ? 'Cover picture' : `Page ${page}`;
  return { interior: 'Inside (PDF)', cover: 'Cover (PDF)', manifest: 'List of contents' }[kind] ?? name;
}

/** A sync of the book is under way. */
export const isMoving = ({ jobState }: Pick<DriveBookView, 'jobState'>): boolean =>
  jobState === 'queued' || jobState === 'running';

/** "23 of 26 files in Drive, 1 needs your choice" */
export function bookText({
  on,
  files,
  message,
  jobState,
}: Pick<DriveBookView, 'on' | 'files' | 'message' | 'jobState'>): string {
  if (!on) return 'Not kept in Drive';
  if (message) return message;
  if (files.total === 0) return isMoving({ jobState }) ? 'Making its folder in Drive' : 'Waiting for the first sync';
  const rest =
    files.conflicts === 0 ? '' : `, ${files.conflicts} ${files.conflicts === 1 ? 'needs' : 'need'} your choice`;
  if (isMoving({ jobState })) return `${files.synced} of ${files.total} files in Drive so far${rest}`;
  return `${files.synced === files.total ? 'All' : `${files.synced} of`} ${files.total} files in Drive${rest}`;
}

export const size = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const ORDER: readonly DriveFileView['kind'][] = ['interior', 'cover', 'page', 'manifest'];

/** As a book is read: the files for the printer, the pages in order, the list of contents. */
export const inOrder = (files: DriveFileView[]): DriveFileView[] =>
  files.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.page ?? 0) - (b.page ?? 0));
