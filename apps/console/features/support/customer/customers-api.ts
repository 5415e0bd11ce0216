import { dataOf } from '#client/api-client.js';
import type { CustomerBilling, GrantAsk } from '#contracts/finance.js';
import { api, byId, withKey } from '../../../api/session/request.js';

export const getCustomerBilling = (id: string): Promise<CustomerBilling> =>
  dataOf(api.GET('/api/support/customers/{id}/billing', { params: byId(id) }));
export const givePlan = (id: string, ask: GrantAsk, key: string): Promise<CustomerBilling> =>
  dataOf(api.POST('/api/support/customers/{id}/grants', { body: ask, params: { ...byId(id), ...withKey(key) } }));
