import { dataOf } from '#client/api-client.js';
import type { Listing } from '#contracts/pagination.js';
import type {
  BulkActionEffects,
  BulkActionItem,
  BulkActionPlan,
  BulkActionView,
  StartBulkAction,
} from '#contracts/support.js';
import { api, byId, withKey } from '../../../api/session/request.js';

export const previewBulk = (plan: BulkActionPlan): Promise<BulkActionEffects> =>
  dataOf(api.POST('/api/support/bulk/preview', { body: plan }));
export const startBulk = (ask: StartBulkAction, key: string): Promise<BulkActionView> =>
  dataOf(api.POST('/api/support/bulk', { body: ask, params: withKey(key) }));
export const listBulk = (cursor?: string): Promise<Listing<BulkActionView>> =>
  dataOf(api.GET('/api/support/bulk', { params: { query: { cursor, limit: 50 } } }));
export const getBulk = (id: string): Promise<BulkActionView> =>
  dataOf(api.GET('/api/support/bulk/{id}', { params: byId(id) }));
export const listBulkItems = (id: string, cursor?: string): Promise<Listing<BulkActionItem>> =>
  dataOf(api.GET('/api/support/bulk/{id}/items', { params: { ...byId(id), query: { cursor, limit: 100 } } }));
export const decideBulk = (id: string, decision: 'approve' | 'cancel'): Promise<BulkActionView> =>
  dataOf(api.POST(`/api/support/bulk/{id}/${decision}`, { params: byId(id) }));
