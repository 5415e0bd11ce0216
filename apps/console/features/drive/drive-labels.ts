import type {
  ConnectionState,
  ConnectOutcome,
  DriveBookView,
  DriveChoice,
  DriveConflict,
  DriveFileState,
  DriveFileView,
} from '#contracts/drive.js';
import { formatLocale } from '../../i18n/i18n.js';
import type { Tone } from '../../ui/labels/job-labels.js';
import { t } from './messages.js';

export const CONNECTION_TONES: Record<ConnectionState, Tone> = { connected: 'good', reconnect: 'warn', full: 'warn' };

export const OUTCOME_TONES: Record<ConnectOutcome, Tone> = {
  connected: 'good',
  denied: '',
  partial: 'warn',
  expired: 'warn',
  misconfigured: 'bad',
  failed: 'bad',
};

export const FILE_TONES: Record<DriveFileState, Tone | 'work'> = {
  waiting: '',
  uploading: 'work',
  downloading: 'work',
  synced: 'good',
  conflict: 'warn',
  'left-out': '',
};

/** A choice is named by what it does, which depends on what happened. */
export const choiceName = (choice: DriveChoice, conflict: DriveConflict): string =>
  t(choice === 'keep-mine' ? `choice.keep-mine.${conflict}` : `choice.${choice}`);

export function fileTitle({ kind, page }: Pick<DriveFileView, 'kind' | 'page'>): string {
  if (kind !== 'page') return t(`fileKind.${kind}`);
  return page ? t('file.page', { page }) : t('file.coverPicture');
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
  if (!on) return t('book.off');
  if (message) return message;
  const moving = isMoving({ jobState });
  if (files.total === 0) return t(moving ? 'book.makingFolder' : 'book.waiting');
  return t(moving ? 'book.moving' : files.synced === files.total ? 'book.all' : 'book.some', files);
}

const KILOBYTES = new Intl.NumberFormat(formatLocale, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });
const MEGABYTES = new Intl.NumberFormat(formatLocale, {
  style: 'unit',
  unit: 'megabyte',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** "14 kB", "2.5 MB" */
export const size = (bytes: number): string =>
  bytes < 1e6 ? KILOBYTES.format(Math.max(1, bytes / 1e3)) : MEGABYTES.format(bytes / 1e6);

const ORDER: readonly DriveFileView['kind'][] = ['interior', 'cover', 'page', 'manifest'];

/** As a book is read: the files for the printer, the pages in order, the list of contents. */
export const inOrder = (files: DriveFileView[]): DriveFileView[] =>
  files.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.page ?? 0) - (b.page ?? 0));
