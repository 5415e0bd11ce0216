import type { CustomerBilling, GrantAsk } from '#contracts/finance.js';
import { requestJson } from '../../../api/session/request.js';

const path = (id: string): string => `/api/support/customers/${encodeURIComponent(id)}`;

export const getCustomerBilling = (id: string): Promise<CustomerBilling> => requestJson('GET', `${path(id)}/billing`);
export const givePlan = (id: string, ask: GrantAsk, key: string): Promise<CustomerBilling> =>
  requestJson('POST', `${path(id)}/grants`, { body: ask, key });
