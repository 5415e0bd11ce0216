import type { Listing } from '#contracts/pagination.js';
import type {
  BulkActionEffects,
  BulkActionItem,
  BulkActionPlan,
  BulkActionView,
  StartBulkAction,
} from '#contracts/support.js';
import { requestJson } from '../../../api/session/request.js';
import { queryString } from '../../../api/support.js';

const ROOT = '/api/support/bulk';

export const previewBulk = (plan: BulkActionPlan): Promise<BulkActionEffects> =>
  requestJson('POST', `${ROOT}/preview`, { body: plan });
export const startBulk = (ask: StartBulkAction, key: string): Promise<BulkActionView> =>
  requestJson('POST', ROOT, { body: ask, key });
export const listBulk = (cursor?: string): Promise<Listing<BulkActionView>> =>
  requestJson('GET', `${ROOT}${queryString({ cursor, limit: 50 })}`);
export const getBulk = (id: string): Promise<BulkActionView> => requestJson('GET', `${ROOT}/${id}`);
export const listBulkItems = (id: string, cursor?: string): Promise<Listing<BulkActionItem>> =>
  requestJson('GET', `${ROOT}/${id}/items${queryString({ cursor, limit: 100 })}`);
export const decideBulk = (id: string, decision: 'approve' | 'cancel'): Promise<BulkActionView> =>
  requestJson('POST', `${ROOT}/${id}/${decision}`);
