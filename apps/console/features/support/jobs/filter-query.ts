import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import { keysOf } from '#contracts/known-values.js';
import { jobFilter, type JobFilter } from '#contracts/support.js';
import { formatLocale } from '../../../i18n/i18n.js';
import { t } from './messages.js';

const FIELDS = keysOf(jobFilter.shape);

/** The filter that an address holds. What the schema does not know or take is skipped, field by field. */
export function filterOf(query: LocationQuery): JobFilter {
  const known = FIELDS.flatMap((field) => {
    const given = [query[field]].flat().filter(Boolean).join(',');
    const parsed = given === '' ? null : jobFilter.shape[field].safeParse(given);
    return parsed?.success && parsed.data ? [[field, parsed.data]] : [];
  });
  return jobFilter.parse(Object.fromEntries(known));
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
  const next: JobFilter = { ...filter };
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) delete next[field];
  else next[field] = value;
  return next;
}

const MOMENT = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium', timeStyle: 'short' });
const momentText = (iso: string): string => MOMENT.format(new Date(iso));
/** A list whose parts are all of a filter: each narrows it further. */
const PARTS = new Intl.ListFormat(formatLocale, { type: 'unit', style: 'short' });

/** “failed or paused” */
export const alternatives = (names: readonly string[]): string =>
  names.reduce((first, second) => (first ? t('filter.or', { first, second }) : second), '');

/** “failed or paused, owner ada, from 3 May”: a filter for people. */
export function filterText(filter: JobFilter): string {
  const { state, kind, owner, code, fingerprint, from, to, text, ids } = filter;
  const parts = [
    state && alternatives(state.map((each) => t(`filter.state.${each}`))),
    kind && alternatives(kind.map((each) => t(`filter.kind.${each}`))),
    owner && t('filter.author', { author: owner }),
    code && t('filter.code', { code: alternatives(code) }),
    fingerprint && t('filter.group', { group: fingerprint.slice(0, 8) }),
    from && t('filter.from', { day: momentText(from) }),
    to && t('filter.until', { day: momentText(to) }),
    text && t('filter.text', { text }),
    ids && t('filter.picked', { count: ids.length }),
  ].flatMap((part) => part || []);
  return parts.length > 0 ? PARTS.format(parts) : t('filter.none');
}
