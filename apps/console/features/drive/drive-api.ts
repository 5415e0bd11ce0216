import type { DriveBookView, DriveChoice, DriveConnectionView, DriveFileView, SyncSchedule } from '#contracts/drive.js';
import { request, requestJson } from '../../api/session/request.js';

const ROOT = '/api/drive';
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
const query = (values: Record<string, string | undefined>): string =>
  new URLSearchParams(
    Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();

export const getConnection = (): Promise<DriveConnectionView> => requestJson('GET', `${ROOT}/connection`);
export const setSchedule = (schedule: SyncSchedule): Promise<DriveConnectionView> =>
  requestJson('PATCH', `${ROOT}/connection`, { body: { schedule } });
/** Takes the permission back at Google and forgets it here; the files stay in Drive. */
export const disconnectDrive = (): Promise<void> => requestJson('DELETE', `${ROOT}/connection`);
/** Where to give the permission, on Google's own page. */
export const connectDrive = (): Promise<{ url: string }> => requestJson('POST', `${ROOT}/connect`);
export const syncNow = (): Promise<unknown> => request('POST', `${ROOT}/sync`);
export const listDriveBooks = (cursor?: string): Promise<Page<DriveBookView>> =>
  requestJson('GET', `${ROOT}/books?${query({ cursor, limit: '50' })}`);
export const keepInDrive = (bookId: string, on: boolean): Promise<DriveBookView> =>
  requestJson('PUT', `${ROOT}/books/${encodeURIComponent(bookId)}`, { body: { on } });
export const listDriveFiles = (bookId: string, cursor?: string): Promise<Page<DriveFileView>> =>
  requestJson('GET', `${ROOT}/files?${query({ bookId, cursor, limit: '100' })}`);
/** What lies in Drive now of a page. */
export const getDrivePicture = async (id: string): Promise<Blob> =>
  (await request('GET', `${ROOT}/files/${encodeURIComponent(id)}/picture`)).blob();
export const resolveFile = (id: string, choice: DriveChoice): Promise<DriveFileView> =>
  requestJson('POST', `${ROOT}/files/${encodeURIComponent(id)}/resolve`, { body: { choice } });
