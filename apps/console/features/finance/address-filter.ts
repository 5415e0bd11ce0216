import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import { exceptionFilter, type ExceptionFilter, paymentFilter } from '#contracts/finance.js';
import type { PaymentFilter } from '../../api/finance.js';

interface Field {
  safeParse(value: unknown): { success: boolean; data?: unknown };
}

/** Reads a filter out of an address and writes it there, field by field; what the schema does not take is skipped. */
function addressFilter<F extends object>(fields: Record<string, Field>) {
  return {
    filterOf(query: LocationQuery): F {
      const read = Object.entries(fields).flatMap(([name, field]) => {
        const given = [query[name]].flat()[0];
        const parsed = given ? field.safeParse(given) : null;
        return parsed?.success && parsed.data !== undefined && parsed.data !== '' ? [[name, parsed.data]] : [];
      });
      return Object.fromEntries(read) as F;
    },
    /** The same filter always gives the same address: fields in the schema's order. */
    queryOf(filter: F): LocationQueryRaw {
      const given = Object.keys(fields).map((name) => [name, String(filter[name as keyof F] ?? '')] as const);
      return Object.fromEntries(given.filter(([, value]) => value !== ''));
    },
  };
}

export const itemAddress = addressFilter<ExceptionFilter>(exceptionFilter.shape);
/** On the page without a state in the address, what is unresolved is meant; all of them is “all”. */
export function itemsShown(query: LocationQuery): ExceptionFilter {
  const given = itemAddress.filterOf(query);
  return query['state'] === 'all' ? given : { state: 'unresolved', ...given };
}
export function itemsQuery(filter: ExceptionFilter): LocationQueryRaw {
  const { state: shown = 'all', ...rest } = itemAddress.queryOf(filter);
  return shown === 'unresolved' ? rest : { state: shown, ...rest };
}

export const paymentAddress = addressFilter<PaymentFilter>(paymentFilter.shape);

/** A filter with a field changed; empty values take it out. */
export function withField<F extends object, K extends keyof F>(filter: F, field: K, value: F[K] | '' | undefined): F {
  const { [field]: _before, ...rest } = filter;
  return (value === undefined || value === '' || value === false ? rest : { ...rest, [field]: value }) as F;
}
/** `?a=1` of what an address holds, for a link to a file. */
export const searchOf = (query: LocationQueryRaw): string => {
  const search = new URLSearchParams(query as Record<string, string>).toString();
  return search && `?${search}`;
};
