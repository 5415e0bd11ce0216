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
import { request, requestJson } from './session/request.js';
import { saveBlob } from './session/save-blob.js';

const AT = '/api/monitoring';

export const listErrors = async (state: ErrorState): Promise<ErrorGroupView[]> =>
  (await requestJson<{ items: ErrorGroupView[] }>('GET', `${AT}/errors?state=${state}&limit=100`)).items;
export const setError = (id: string, state: ErrorState): Promise<ErrorGroupView> =>
  requestJson('PATCH', `${AT}/errors/${id}`, { body: { state } });
export const reportError = (error: ConsoleError): Promise<void> =>
  requestJson('POST', `${AT}/console-errors`, { body: error });

const inQuery = (query: object): string => new URLSearchParams(query as Record<string, string>).toString();
export const getAnalytics = (range: InRange): Promise<AnalyticsView> =>
  requestJson('GET', `${AT}/analytics?${inQuery({ ...range, compare: 'previous' })}`);
export const getPerformance = (range: InRange): Promise<PerformanceView> =>
  requestJson('GET', `${AT}/performance?${inQuery(range)}`);

/** Saves a table of figures under the name that the server would give it. */
export async function saveAnalytics(ask: AskAnalyticsFile): Promise<void> {
  const response = await request('GET', `${AT}/analytics.csv?${inQuery(ask)}`, { headers: { accept: '*/*' } });
  saveBlob(await response.blob(), `analytics-${ask.table}-${ask.from}-${ask.to}.csv`);
}

export const listAlerts = (state: ListAlerts['state'], cursor?: string): Promise<Listing<AlertView>> =>
  requestJson('GET', `${AT}/alerts?${inQuery({ state, ...(cursor ? { cursor } : {}) })}`);
export const countAlerts = (): Promise<AlertCounts> => requestJson('GET', `${AT}/alerts/counts`);
export const acknowledge = (id: string, body: AcknowledgeAlert): Promise<AlertView> =>
  requestJson('POST', `${AT}/alerts/${id}/acknowledge`, { body });
export const listRules = async (): Promise<AlertRuleView[]> =>
  (await requestJson<{ items: AlertRuleView[] }>('GET', `${AT}/alert-rules`)).items;
export const setRule = (name: string, body: PatchAlertRule): Promise<AlertRuleView> =>
  requestJson('PATCH', `${AT}/alert-rules/${name}`, { body });

export const getHealth = (): Promise<HealthView> => requestJson('GET', `${AT}/health`);
export const getFigures = (): Promise<MetricsView> => requestJson('GET', `${AT}/metrics`);
