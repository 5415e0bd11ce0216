import { dataOf } from '#client/api-client.js';
import type { AskErasure, ErasureStateView, ExportView } from '#contracts/account.js';
import { api } from '../../api/session/request.js';
import { saveBlob } from '../../api/session/save-blob.js';

export const getExport = (): Promise<{ export: ExportView | null }> => dataOf(api.GET('/api/account/export'));
export const startExport = (): Promise<ExportView> => dataOf(api.POST('/api/account/export'));
export const saveExport = async ({ fileName }: ExportView): Promise<void> =>
  saveBlob(await dataOf(api.GET('/api/account/export/file', { parseAs: 'blob' })), fileName);

export const getErasure = (): Promise<ErasureStateView> => dataOf(api.GET('/api/account/erasure'));
export const askErasure = (form: AskErasure): Promise<ErasureStateView> =>
  dataOf(api.POST('/api/account/erasure', { body: form }));
export const cancelErasure = (): Promise<ErasureStateView> => dataOf(api.DELETE('/api/account/erasure'));
/** By the link in the mail, signed in or not. */
export const cancelErasureByLink = async (token: string): Promise<void> =>
  void (await api.POST('/api/account/erasure/undo', { body: { token } }));
