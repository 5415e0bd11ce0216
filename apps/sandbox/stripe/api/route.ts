import type { z } from 'zod';
import type { PageQuery } from '../core/collection.js';
import type { Kind, Kinds } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { missing } from './errors.js';
import type { FormValue } from './form.js';
import { paramError } from './params.js';

/** One call of an endpoint: the account, the parameters as the endpoint declares them, and the ids in the path. */
export interface Call<P> {
  world: World;
  params: P;
  id: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  path: RegExp;
  /** Checks the parameters. Throws `StripeError` for the first wrong one. */
  read(form: Record<string, FormValue>): ReadCall;
}

/** A call whose parameters were checked. */
export interface ReadCall {
  expand: string[] | undefined;
  run(world: World, id: string): object;
}

/** Declares an endpoint; `:id` in the path stands for an object's id. */
export function route<S extends z.ZodType<{ expand?: string[] | undefined }>>(
  method: Route['method'],
  path: string,
  schema: S,
  run: (call: Call<z.output<S>>) => object,
): Route {
  const read: Route['read'] = (form) => {
    const parsed = schema.safeParse(form, { reportInput: true });
    if (!parsed.success) throw paramError(parsed.error);
    const { data: params } = parsed;
    return { expand: params.expand, run: (world, id) => run({ world, params, id }) };
  };
  return { method, path: new RegExp(`^/v1/${path.replace(':id', '([^/]+)')}$`), read };
}

/** Parameters of every list. */
interface ListParams {
  limit: number;
  starting_after?: string;
  ending_before?: string;
  created?: PageQuery<never>['created'];
}

/** One page of a list, in Stripe's shape. */
export function listOf<K extends Kind>(
  world: World,
  kind: K,
  url: string,
  asked: ListParams,
  query: Pick<PageQuery<Kinds[K]>, 'where' | 'test'> = {},
): object {
  const page = world.store.of(kind).page({
    ...query,
    limit: asked.limit,
    startingAfter: asked.starting_after,
    endingBefore: asked.ending_before,
    created: asked.created,
  });
  if (!page) {
    const param = asked.starting_after === undefined ? 'ending_before' : 'starting_after';
    throw missing(kind.replaceAll('_', ' '), asked.starting_after ?? asked.ending_before ?? '', param);
  }
  return { object: 'list', url: `/v1/${url}`, has_more: page.hasMore, data: page.data };
}

/** A list that stands inside another object, with all of its members. */
export const innerList = <T>(
  url: string,
  data: T[],
): { object: 'list'; url: string; has_more: boolean; data: T[] } => ({
  object: 'list',
  url,
  has_more: false,
  data,
});
