import { z } from 'zod';
import { newId } from '../core/ids.js';
import type { StoredEvent } from '../core/kinds.js';
import { API_VERSION, DAY } from '../core/world.js';
import { invalid, missing } from './errors.js';
import { listParams, mergedMetadata, metadata, named, params, text, truth } from './params.js';
import { listOf, route } from './route.js';
import { pendingWebhooks } from './view.js';

/** Events are gone after so many seconds. */
export const EVENT_RETENTION = 30 * DAY;

/** `charge.*` means all events of charges. */
export const matchesType = (pattern: string, type: string): boolean =>
  pattern === '*' || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1)));

export const eventRoutes = [
  route(
    'GET',
    'events',
    listParams({
      delivery_success: truth.optional(),
      type: text.optional(),
      types: z.array(text).max(20).optional(),
    }),
    ({ world, params: asked }) => {
      if (asked.type !== undefined && asked.types) throw invalid('You may only specify one of type or types.', 'types');
      const patterns = asked.types ?? (asked.type === undefined ? ['*'] : [asked.type]);
      const oldest = world.now() - EVENT_RETENTION;
      const created = { ...asked.created, gte: Math.max(oldest, asked.created?.gte ?? 0) };
      return listOf(
        world,
        'event',
        'events',
        { ...asked, created },
        {
          where: { type: asked.type?.includes('*') ? undefined : asked.type },
          test: (it: StoredEvent) =>
            patterns.some((pattern) => matchesType(pattern, it.type)) &&
            (asked.delivery_success === undefined || asked.delivery_success === (pendingWebhooks(world, it.id) === 0)),
        },
      );
    },
  ),
  route('GET', 'events/:id', params({}), ({ world, id }) => {
    const event = named(world, 'event', id, 'event');
    if (event.created < world.now() - EVENT_RETENTION) throw missing('event', id);
    return event;
  }),
  route(
    'POST',
    'webhook_endpoints',
    params({
      url: z.url('Not a valid URL'),
      enabled_events: z.array(text).min(1),
      api_version: z.literal(API_VERSION).optional(),
      description: text.optional(),
      metadata: metadata.optional(),
    }),
    ({ world, params: given }) => {
      const secret = newId('whsec_', 32);
      const endpoint = world.put('webhook_endpoint', {
        id: newId('we_1'),
        object: 'webhook_endpoint',
        api_version: given.api_version ?? null,
        application: null,
        created: world.now(),
        description: given.description ?? null,
        enabled_events: given.enabled_events,
        livemode: false,
        metadata: mergedMetadata(null, given.metadata),
        status: 'enabled',
        url: given.url,
        _: { secret, configured: false },
      });
      // Only the response to the creation contains the secret.
      return { ...endpoint, secret };
    },
  ),
  route('GET', 'webhook_endpoints', listParams({}), ({ world, params: asked }) =>
    listOf(world, 'webhook_endpoint', 'webhook_endpoints', asked),
  ),
  route('GET', 'webhook_endpoints/:id', params({}), ({ world, id }) =>
    named(world, 'webhook_endpoint', id, 'webhook endpoint'),
  ),
];
