import type { AskErasure, ErasureStateView, ExportView } from '#contracts/account.js';
import { request, requestJson } from '../../api/session/request.js';
import { saveBlob } from '../../api/session/save-blob.js';

const ROOT = '/api/account';

export const getExport = (): Promise<{ export: ExportView | null }> => requestJson('GET', `${ROOT}/export`);
export const startExport = (): Promise<ExportView> => requestJson('POST', `${ROOT}/export`);
export const saveExport = async ({ fileName }: ExportView): Promise<void> =>
  saveBlob(await (await request('GET', `${ROOT}/export/file`)).blob(), fileName);

export const getErasure = (): Promise<ErasureStateView> => requestJson('GET', `${ROOT}/erasure`);
export const askErasure = (form: AskErasure): Promise<ErasureStateView> =>
  requestJson('POST', `${ROOT}/erasure`, { body: form });
export const keepAccount = (): Promise<ErasureStateView> => requestJson('DELETE', `${ROOT}/erasure`);
/** By the link in the mail, signed in or not. */
export const keepAccountByLink = (token: string): Promise<void> =>
  requestJson('POST', `${ROOT}/erasure/undo`, { body: { token } });
