import { dataOf } from '#client/api-client.js';
import type { AuditCheck, AuditEntry, ListAudit } from '#contracts/support.js';
import { api } from './session/request.js';
import { saveBlob } from './session/save-blob.js';

export const listAudit = async (filter: Partial<ListAudit>): Promise<AuditEntry[]> =>
  (await dataOf(api.GET('/api/support/audit', { params: { query: filter } }))).items;
export const checkAudit = (): Promise<AuditCheck> => dataOf(api.GET('/api/support/audit/check'));

export async function exportAudit(): Promise<void> {
  const headers = { accept: '*/*' };
  saveBlob(await dataOf(api.GET('/api/support/audit.jsonl', { headers, parseAs: 'blob' })), 'audit.jsonl');
}
