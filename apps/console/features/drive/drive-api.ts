import { dataOf } from '#client/api-client.js';
import type { DriveBookView, DriveChoice, DriveConnectionView, DriveFileView, SyncSchedule } from '#contracts/drive.js';
import type { Listing } from '#contracts/pagination.js';
import { api, byId } from '../../api/session/request.js';

export const getConnection = (): Promise<DriveConnectionView> => dataOf(api.GET('/api/drive/connection'));
export const setSchedule = (schedule: SyncSchedule): Promise<DriveConnectionView> =>
  dataOf(api.PATCH('/api/drive/connection', { body: { schedule } }));
/** Takes the permission back at Google and forgets it here; the files stay in Drive. */
export const disconnectDrive = async (): Promise<void> => void (await api.DELETE('/api/drive/connection'));
/** Where to give the permission, on Google's own page. */
export const connectDrive = (): Promise<{ url: string }> => dataOf(api.POST('/api/drive/connect'));
export const syncNow = (): Promise<unknown> => api.POST('/api/drive/sync');
export const listDriveBooks = (cursor?: string): Promise<Listing<DriveBookView>> =>
  dataOf(api.GET('/api/drive/books', { params: { query: { cursor, limit: 50 } } }));
export const setDriveSync = (bookId: string, on: boolean): Promise<DriveBookView> =>
  dataOf(api.PUT('/api/drive/books/{bookId}', { body: { on }, params: { path: { bookId } } }));
export const listDriveFiles = (bookId: string, cursor?: string): Promise<Listing<DriveFileView>> =>
  dataOf(api.GET('/api/drive/files', { params: { query: { bookId, cursor, limit: 100 } } }));
/** What lies in Drive now of a page. */
export const getDrivePicture = (id: string): Promise<Blob> =>
  dataOf(api.GET('/api/drive/files/{id}/picture', { params: byId(id), parseAs: 'blob' }));
export const resolveFile = (id: string, choice: DriveChoice): Promise<DriveFileView> =>
  dataOf(api.POST('/api/drive/files/{id}/resolve', { body: { choice }, params: byId(id) }));
