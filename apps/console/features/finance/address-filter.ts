import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import { exceptionFilter, type ExceptionFilter, paymentFilter } from '#contracts/finance.js';
import type { PaymentFilter } from '../../api/finance.js';

interface Schema<F> {
  shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean; data?: unknown } }>>;
  parse(value: unknown): F;
}

/** Reads a filter out of an address and writes it there, field by field; what the schema does not take is skipped. */
function addressFilter<F extends object>(schema: Schema<F>) {
  const fields = Object.entries(schema.shape);
  return {
    filterOf(query: LocationQuery): F {
      const read = fields.flatMap(([name, field]) => {
        const given = [query[name]].flat()[0];
        const parsed = given ? field.safeParse(given) : null;
        return parsed?.success && parsed.data !== undefined && parsed.data !== '' ? [[name, given]] : [];
      });
      return schema.parse(Object.fromEntries(read));
    },
    /** The same filter always gives the same address: fields in the schema's order. */
    queryOf(filter: F): LocationQueryRaw {
      const values = new Map<string, unknown>(Object.entries(filter));
      const given = fields.map(([name]) => [name, String(values.get(name) ?? '')] as const);
      return Object.fromEntries(given.filter(([, value]) => value !== ''));
    },
  };
}

export const itemAddress = addressFilter<ExceptionFilter>(exceptionFilter);
/** On the page without a state in the address, what is unresolved is meant; all of them is “all”. */
export function itemsShown(query: LocationQuery): ExceptionFilter {
  const given = itemAddress.filterOf(query);
  return query['state'] === 'all' ? given : { state: 'unresolved', ...given };
}
export function itemsQuery(filter: ExceptionFilter): LocationQueryRaw {
  const { state: shown = 'all', ...rest } = itemAddress.queryOf(filter);
  return shown === 'unresolved' ? rest : { state: shown, ...rest };
}

export const paymentAddress = addressFilter<PaymentFilter>(paymentFilter);

/** A filter with a field changed; empty values take it out. */
export function withField<F extends object, K extends keyof F>(filter: F, field: K, value: F[K] | '' | undefined): F {
  const changed = { ...filter };
  if (value === undefined || value === '' || value === false) Reflect.deleteProperty(changed, field);
  else changed[field] = value;
  return changed;
}
/** `?a=1` of what an address holds, for a link to a file. */
export const searchOf = (query: LocationQueryRaw): string => {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return search && `?${search}`;
};
