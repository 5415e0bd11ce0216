import { dataOf } from '#client/api-client.js';
import type {
  BookMargin,
  ExceptionsBatchRequest,
  ExceptionsBatchResult,
  CloseAsk,
  FinanceOverview,
  ExceptionFilter,
  ExceptionSummary,
  ExceptionView,
  ListPayments,
  PatchException,
  PaymentSummary,
  PaymentTrace,
  PeriodView,
  RefundAsk,
  RefundView,
  RepairAsk,
  RepairPreview,
  RuleSet,
  RunView,
  StartRun,
} from '#contracts/finance.js';
import type { Listing } from '#contracts/pagination.js';
import type { LivePath } from './session/live.js';
import { api, byId, withKey } from './session/request.js';
import { saveBlob } from './session/save-blob.js';

const SLICE = 50;
/** A key for a route that reads none so far: a repeat of such a request is a second one. */
const unreadKey = (key: string) => ({ headers: { 'Idempotency-Key': key } });
const ofMonth = (month: string) => ({ path: { month } });

export const getOverview = (month: string): Promise<FinanceOverview> =>
  dataOf(api.GET('/api/finance/overview', { params: { query: { month } } }));

export const listRuns = (cursor?: string): Promise<Listing<RunView>> =>
  dataOf(api.GET('/api/finance/reconciliations', { params: { query: { cursor, limit: SLICE } } }));
export const getRun = (id: string): Promise<RunView> =>
  dataOf(api.GET('/api/finance/reconciliations/{id}', { params: byId(id) }));
export const runEvents = (id: string): LivePath => `/api/finance/reconciliations/${encodeURIComponent(id)}/events`;
export const startRun = (ask: StartRun, key: string): Promise<RunView> =>
  dataOf(api.POST('/api/finance/reconciliations', { body: ask, params: withKey(key) }));
export const listRules = async (): Promise<RuleSet[]> => (await dataOf(api.GET('/api/finance/rules'))).items;

export const listItems = (
  filter: ExceptionFilter,
  cursor?: string,
  limit = SLICE,
): Promise<Listing<ExceptionSummary>> => {
  const query = { ...filter, overdue: filter.overdue?.toString(), cursor, limit };
  return dataOf(api.GET('/api/finance/items', { params: { query } }));
};
/** To whom an exception can be given. */
export const listFinanceStaff = async (): Promise<{ id: string; name: string }[]> =>
  (await dataOf(api.GET('/api/finance/staff'))).items;
export const getItem = (id: string): Promise<ExceptionView> =>
  dataOf(api.GET('/api/finance/items/{id}', { params: byId(id) }));
export const patchItem = (id: string, patch: PatchException): Promise<ExceptionView> =>
  dataOf(api.PATCH('/api/finance/items/{id}', { body: patch, params: byId(id) }));
export const commentItem = (id: string, text: string, key: string): Promise<ExceptionView> =>
  dataOf(api.POST('/api/finance/items/{id}/comments', { body: { text }, params: byId(id), ...unreadKey(key) }));
export const resolveItem = (id: string, reason: string, key: string): Promise<ExceptionView> =>
  dataOf(api.POST('/api/finance/items/{id}/resolve', { body: { reason }, params: byId(id), ...unreadKey(key) }));
export const bulkItems = (ask: ExceptionsBatchRequest, key: string): Promise<ExceptionsBatchResult> =>
  dataOf(api.POST('/api/finance/items/bulk', { body: ask, ...unreadKey(key) }));
export const previewRepair = (id: string): Promise<RepairPreview> =>
  dataOf(api.GET('/api/finance/items/{id}/repair', { params: byId(id) }));
export const repairItem = (id: string, ask: RepairAsk, key: string): Promise<ExceptionView> =>
  dataOf(api.POST('/api/finance/items/{id}/repair', { body: ask, params: byId(id), ...unreadKey(key) }));

export type PaymentFilter = Pick<ListPayments, 'month' | 'state' | 'text'>;
export const listPayments = (filter: PaymentFilter, cursor?: string): Promise<Listing<PaymentSummary>> =>
  dataOf(api.GET('/api/finance/payments', { params: { query: { ...filter, cursor, limit: SLICE } } }));
export const getPayment = (id: string): Promise<PaymentTrace> =>
  dataOf(api.GET('/api/finance/payments/{id}', { params: byId(id) }));
/** Payments by any id, ours or Stripe's: a payout has many, a charge one. */
export const tracePayments = async (id: string): Promise<PaymentSummary[]> =>
  (await dataOf(api.GET('/api/finance/trace', { params: { query: { id } } }))).items;
export const refundPayment = (id: string, ask: RefundAsk, key: string): Promise<RefundView> =>
  dataOf(api.POST('/api/finance/payments/{id}/refunds', { body: ask, params: { ...byId(id), ...withKey(key) } }));

export const listMargins = async (month: string): Promise<BookMargin[]> =>
  (await dataOf(api.GET('/api/finance/margins', { params: { query: { month } } }))).items;

export const listPeriods = async (): Promise<PeriodView[]> => (await dataOf(api.GET('/api/finance/periods'))).items;
export const getPeriod = (month: string): Promise<PeriodView> =>
  dataOf(api.GET('/api/finance/periods/{month}', { params: ofMonth(month) }));
export const preparePeriod = (month: string, key: string): Promise<PeriodView> =>
  dataOf(api.POST('/api/finance/periods/{month}/prepare', { params: ofMonth(month), ...unreadKey(key) }));
export const closePeriod = (month: string, ask: CloseAsk, key: string): Promise<PeriodView> =>
  dataOf(api.POST('/api/finance/periods/{month}/close', { body: ask, params: ofMonth(month), ...unreadKey(key) }));

const asBlob = { headers: { accept: '*/*' }, parseAs: 'blob' } as const;
/** A filter as it stands in a page's address. */
const asked = (search: string) => ({ querySerializer: () => search.replace(/^\?/, '') });

/** Finance downloads: how each is requested, and its file name. */
export const FINANCE_FILES = {
  items: (search: string) => ({
    file: api.GET('/api/finance/items.csv', { ...asBlob, ...asked(search) }),
    name: 'exceptions.csv',
  }),
  payments: (search: string) => ({
    file: api.GET('/api/finance/payments.csv', { ...asBlob, ...asked(search) }),
    name: 'payments.csv',
  }),
  ledger: (month: string) => ({
    file: api.GET('/api/finance/ledger.csv', { ...asBlob, params: { query: { month } } }),
    name: `ledger-${month}.csv`,
  }),
  report: (month: string) => ({
    file: api.GET('/api/finance/periods/{month}/report.pdf', { ...asBlob, params: ofMonth(month) }),
    name: `closing-${month}.pdf`,
  }),
  evidence: (month: string) => ({
    file: api.GET('/api/finance/periods/{month}/evidence', { ...asBlob, params: ofMonth(month) }),
    name: `evidence-${month}.jsonl`,
  }),
};
export type FinanceFile = keyof typeof FINANCE_FILES;

const nameGiven = (header: string | null): string | undefined => /filename="?([\w.-]+)"?/i.exec(header ?? '')?.[1];

/** Saves a file under the name that the server gives it. */
export async function saveFinanceFile(kind: FinanceFile, argument: string): Promise<void> {
  const { file, name } = FINANCE_FILES[kind](argument);
  const { headers } = (await file).response;
  saveBlob(await dataOf(file), nameGiven(headers.get('content-disposition')) ?? name);
}
