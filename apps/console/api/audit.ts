import type { AuditCheck, AuditEntry, ListAudit } from '#contracts/support.js';
import { request, requestJson } from './session/request.js';
import { saveBlob } from './session/save-blob.js';
import { queryString } from './support.js';

export const listAudit = async (filter: Partial<ListAudit>): Promise<AuditEntry[]> =>
  (await requestJson<{ items: AuditEntry[] }>('GET', `/api/support/audit${queryString(filter)}`)).items;
export const checkAudit = (): Promise<AuditCheck> => requestJson('GET', '/api/support/audit/check');

export async function exportAudit(): Promise<void> {
  const headers = { accept: '*/*' };
  saveBlob(await (await request('GET', '/api/support/audit.jsonl', { headers })).blob(), 'audit.jsonl');
}
