import type { ConsoleError, ErrorGroupView, ErrorState } from '#contracts/monitoring.js';
import { requestJson } from './request.js';

export const listErrors = async (state: ErrorState): Promise<ErrorGroupView[]> =>
  (await requestJson<{ items: ErrorGroupView[] }>('GET', `/api/monitoring/errors?state=${state}&limit=100`)).items;
export const setError = (id: string, state: ErrorState): Promise<ErrorGroupView> =>
  requestJson('PATCH', `/api/monitoring/errors/${id}`, { body: { state } });
export const reportError = (error: ConsoleError): Promise<void> =>
  requestJson('POST', '/api/monitoring/console-errors', { body: error });
