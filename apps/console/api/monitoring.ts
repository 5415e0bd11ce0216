import { dataOf } from '#client/api-client.js';
import type {
  AcknowledgeAlert,
  AlertCounts,
  AlertRuleView,
  AlertView,
  ListAlerts,
  PatchAlertRule,
} from '#contracts/alerts.js';
import type { AnalyticsView, AskAnalyticsFile, InRange, PerformanceView } from '#contracts/analytics.js';
import type { HealthView, MetricsView } from '#contracts/health.js';
import type { ConsoleError, ErrorGroupView, ErrorState } from '#contracts/monitoring.js';
import type { Listing } from '#contracts/pagination.js';
import { api, byId } from './session/request.js';
import { saveBlob } from './session/save-blob.js';

export const listErrors = async (state: ErrorState): Promise<ErrorGroupView[]> =>
  (await dataOf(api.GET('/api/monitoring/errors', { params: { query: { state, limit: 100 } } }))).items;
export const setError = (id: string, state: ErrorState): Promise<ErrorGroupView> =>
  dataOf(api.PATCH('/api/monitoring/errors/{id}', { body: { state }, params: byId(id) }));
export const reportError = async (error: ConsoleError): Promise<void> =>
  void (await api.POST('/api/monitoring/console-errors', { body: error }));

export const getAnalytics = (range: InRange): Promise<AnalyticsView> =>
  dataOf(api.GET('/api/monitoring/analytics', { params: { query: { ...range, compare: 'previous' } } }));
export const getPerformance = (range: InRange): Promise<PerformanceView> =>
  dataOf(api.GET('/api/monitoring/performance', { params: { query: range } }));

/** Saves a table of figures under the name that the server would give it. */
export async function saveAnalytics(ask: AskAnalyticsFile): Promise<void> {
  const init = { params: { query: ask }, headers: { accept: '*/*' }, parseAs: 'blob' } as const;
  const file = await dataOf(api.GET('/api/monitoring/analytics.csv', init));
  saveBlob(file, `analytics-${ask.table}-${ask.from}-${ask.to}.csv`);
}

export const listAlerts = (state: ListAlerts['state'], cursor?: string): Promise<Listing<AlertView>> =>
  dataOf(api.GET('/api/monitoring/alerts', { params: { query: { state, cursor } } }));
export const countAlerts = (): Promise<AlertCounts> => dataOf(api.GET('/api/monitoring/alerts/counts'));
export const acknowledge = (id: string, body: AcknowledgeAlert): Promise<AlertView> =>
  dataOf(api.POST('/api/monitoring/alerts/{id}/acknowledge', { body, params: byId(id) }));
export const listRules = async (): Promise<AlertRuleView[]> =>
  (await dataOf(api.GET('/api/monitoring/alert-rules'))).items;
export const setRule = (name: string, body: PatchAlertRule): Promise<AlertRuleView> =>
  dataOf(api.PATCH('/api/monitoring/alert-rules/{name}', { body, params: { path: { name } } }));

export const getHealth = (): Promise<HealthView> => dataOf(api.GET('/api/monitoring/health'));
export const getFigures = (): Promise<MetricsView> => dataOf(api.GET('/api/monitoring/metrics'));
