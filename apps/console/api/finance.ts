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
import { request, requestJson } from './session/request.js';
import { saveBlob } from './session/save-blob.js';
import { queryString } from './support.js';

const ROOT = '/api/finance';
const SLICE = 50;
const runPath = (id: string): string => `${ROOT}/reconciliations/${encodeURIComponent(id)}`;
const itemPath = (id: string): string => `${ROOT}/items/${encodeURIComponent(id)}`;
const paymentPath = (id: string): string => `${ROOT}/payments/${encodeURIComponent(id)}`;
const periodPath = (month: string): string => `${ROOT}/periods/${encodeURIComponent(month)}`;
/** A route that answers all there is at once, as `{items}`. */
const all = async <T>(path: string): Promise<T[]> => (await requestJson<{ items: T[] }>('GET', path)).items;

export const getOverview = (month: string): Promise<FinanceOverview> =>
  requestJson('GET', `${ROOT}/overview${queryString({ month })}`);

export const listRuns = (cursor?: string): Promise<Listing<RunView>> =>
  requestJson('GET', `${ROOT}/reconciliations${queryString({ cursor, limit: SLICE })}`);
export const getRun = (id: string): Promise<RunView> => requestJson('GET', runPath(id));
export const runEvents = (id: string): string => `${runPath(id)}/events`;
export const startRun = (ask: StartRun, key: string): Promise<RunView> =>
  requestJson('POST', `${ROOT}/reconciliations`, { body: ask, key });
export const listRules = (): Promise<RuleSet[]> => all(`${ROOT}/rules`);

export const listItems = (
  filter: ExceptionFilter,
  cursor?: string,
  limit = SLICE,
): Promise<Listing<ExceptionSummary>> =>
  requestJson('GET', `${ROOT}/items${queryString({ ...filter, cursor, limit })}`);
/** To whom an exception can be given. */
export const listFinanceStaff = (): Promise<{ id: string; name: string }[]> => all(`${ROOT}/staff`);
export const getItem = (id: string): Promise<ExceptionView> => requestJson('GET', itemPath(id));
export const patchItem = (id: string, patch: PatchException): Promise<ExceptionView> =>
  requestJson('PATCH', itemPath(id), { body: patch });
export const commentItem = (id: string, text: string, key: string): Promise<ExceptionView> =>
  requestJson('POST', `${itemPath(id)}/comments`, { body: { text }, key });
export const resolveItem = (id: string, reason: string, key: string): Promise<ExceptionView> =>
  requestJson('POST', `${itemPath(id)}/resolve`, { body: { reason }, key });
export const bulkItems = (ask: ExceptionsBatchRequest, key: string): Promise<ExceptionsBatchResult> =>
  requestJson('POST', `${ROOT}/items/bulk`, { body: ask, key });
export const previewRepair = (id: string): Promise<RepairPreview> => requestJson('GET', `${itemPath(id)}/repair`);
export const repairItem = (id: string, ask: RepairAsk, key: string): Promise<ExceptionView> =>
  requestJson('POST', `${itemPath(id)}/repair`, { body: ask, key });

export type PaymentFilter = Pick<ListPayments, 'month' | 'state' | 'text'>;
export const listPayments = (filter: PaymentFilter, cursor?: string): Promise<Listing<PaymentSummary>> =>
  requestJson('GET', `${ROOT}/payments${queryString({ ...filter, cursor, limit: SLICE })}`);
export const getPayment = (id: string): Promise<PaymentTrace> => requestJson('GET', paymentPath(id));
/** Payments by any id, ours or Stripe's: a payout has many, a charge one. */
export const tracePayments = (id: string): Promise<PaymentSummary[]> => all(`${ROOT}/trace${queryString({ id })}`);
export const refundPayment = (id: string, ask: RefundAsk, key: string): Promise<RefundView> =>
  requestJson('POST', `${paymentPath(id)}/refunds`, { body: ask, key });

export const listMargins = (month: string): Promise<BookMargin[]> => all(`${ROOT}/margins${queryString({ month })}`);

export const listPeriods = (): Promise<PeriodView[]> => all(`${ROOT}/periods`);
export const getPeriod = (month: string): Promise<PeriodView> => requestJson('GET', periodPath(month));
export const preparePeriod = (month: string, key: string): Promise<PeriodView> =>
  requestJson('POST', `${periodPath(month)}/prepare`, { key });
export const closePeriod = (month: string, ask: CloseAsk, key: string): Promise<PeriodView> =>
  requestJson('POST', `${periodPath(month)}/close`, { body: ask, key });

/** Files of the money room: where each comes from, and the name that it is saved under. */
export const FINANCE_FILES = {
  items: (query: string) => [`${ROOT}/items.csv${query}`, 'exceptions.csv'],
  payments: (query: string) => [`${ROOT}/payments.csv${query}`, 'payments.csv'],
  ledger: (month: string) => [`${ROOT}/ledger.csv?month=${month}`, `ledger-${month}.csv`],
  report: (month: string) => [`${periodPath(month)}/report.pdf`, `closing-${month}.pdf`],
  evidence: (month: string) => [`${periodPath(month)}/evidence`, `evidence-${month}.jsonl`],
} as const satisfies Record<string, (argument: string) => [path: string, name: string]>;
export type FinanceFile = keyof typeof FINANCE_FILES;

const nameGiven = (header: string | null): string | undefined => /filename="?([\w.-]+)"?/i.exec(header ?? '')?.[1];

/** Saves a file under the name that the server gives it. */
export async function saveFinanceFile(file: FinanceFile, argument: string): Promise<void> {
  const [path, name] = FINANCE_FILES[file](argument);
  const response = await request('GET', path, { headers: { accept: '*/*' } });
  saveBlob(await response.blob(), nameGiven(response.headers.get('content-disposition')) ?? name);
}
