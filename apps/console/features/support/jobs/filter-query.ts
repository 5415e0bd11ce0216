import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { JobKind } from '#contracts/jobs.js';
import { jobFilter, type JobFilter } from '#contracts/support.js';
import { DESK_STATES } from '../support-job-labels.js';

const FIELDS = Object.keys(jobFilter.shape) as (keyof JobFilter)[];

/** The filter that an address holds. What the schema does not know or take is skipped, field by field. */
export function filterOf(query: LocationQuery): JobFilter {
  const filter: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const given = [query[field]].flat().filter(Boolean).join(',');
    const parsed = given === '' ? null : jobFilter.shape[field].safeParse(given);
    if (parsed?.success && parsed.data !== undefined && parsed.data !== '') filter[field] = parsed.data;
  }
  return filter as JobFilter;
}

/** The same filter always gives the same address: fields in the schema's order, lists joined by commas. */
export function queryOf(filter: JobFilter): LocationQueryRaw {
  const given = FIELDS.map((field) => [field, String(filter[field] ?? '')] as const).filter(
    ([, value]) => value !== '',
  );
  return Object.fromEntries(given);
}

export const sameFilter = (a: JobFilter, b: JobFilter): boolean =>
  JSON.stringify(queryOf(a)) === JSON.stringify(queryOf(b));
export const isEmptyFilter = (filter: JobFilter): boolean => sameFilter(filter, {});

/** A filter without a field, or with it changed; empty values take it out. */
export function changed<F extends keyof JobFilter>(filter: JobFilter, field: F, value: JobFilter[F] | ''): JobFilter {
  const { [field]: _before, ...rest } = filter;
  const none = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return none ? (rest as JobFilter) : { ...rest, [field]: value };
}

const KIND_LABELS: Record<JobKind, string> = {
  'generate-book': 'making books',
  'export-book': 'printing files',
  'sync-drive': 'bringing books to Drive',
};

/** “failed or paused, owner ada, from 3 May”: a filter for people. */
export function filterText(filter: JobFilter): string {
  const day = (iso: string): string =>
    new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
  const parts = [
    filter.state?.map((state) => DESK_STATES[state].name.toLowerCase()).join(' or '),
    filter.kind?.map((kind) => KIND_LABELS[kind]).join(' or '),
    filter.owner && `author “${filter.owner}”`,
    filter.code && `failure ${filter.code.join(' or ')}`,
    filter.fingerprint && `failure group ${filter.fingerprint.slice(0, 8)}`,
    filter.from && `from ${day(filter.from)}`,
    filter.to && `until ${day(filter.to)}`,
    filter.text && `“${filter.text}”`,
    filter.ids && (filter.ids.length === 1 ? 'one picked job' : `${filter.ids.length} picked jobs`),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'all jobs';
}
