import type { Listing } from '#contracts/pagination.js';
import type { BulkEffects, BulkItem, BulkPlan, BulkView, StartBulk } from '#contracts/support.js';
import { requestJson } from '../../../api/session/request.js';
import { queryString } from '../../../api/support.js';

const ROOT = '/api/support/bulk';

export const previewBulk = (plan: BulkPlan): Promise<BulkEffects> =>
  requestJson('POST', `${ROOT}/preview`, { body: plan });
export const startBulk = (ask: StartBulk, key: string): Promise<BulkView> =>
  requestJson('POST', ROOT, { body: ask, key });
export const listBulk = (cursor?: string): Promise<Listing<BulkView>> =>
  requestJson('GET', `${ROOT}${queryString({ cursor, limit: 50 })}`);
export const getBulk = (id: string): Promise<BulkView> => requestJson('GET', `${ROOT}/${id}`);
export const listBulkItems = (id: string, cursor?: string): Promise<Listing<BulkItem>> =>
  requestJson('GET', `${ROOT}/${id}/items${queryString({ cursor, limit: 100 })}`);
export const decideBulk = (id: string, decision: 'approve' | 'cancel'): Promise<BulkView> =>
  requestJson('POST', `${ROOT}/${id}/${decision}`);
