import { describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import type { AlertsService } from './alerts.service.js';
import { HealthService } from './health.service.js';

const CONFIG = { storage: { kind: 's3' }, mail: { kind: 'files' } } as Config;

/** With a reachable, empty database and Temporal. */
function serviceWith(check: () => Promise<void>): HealthService {
  const db = { $queryRaw: () => Promise.resolve([]) } as unknown as Database;
  const temporal = { withDeadline: () => Promise.resolve({}) } as unknown as Client;
  return new HealthService(db, temporal, { check } as ArtifactStore, CONFIG, {} as AlertsService);
}

describe('health for operators', () => {
  it.each([
    [
      'refuses our requests',
      new PermanentFailure('storage-refused', 'The object store refuses this request: NotImplemented.'),
      'The object store refuses this request: NotImplemented.',
    ],
    [
      'refuses our key',
      new TransientFailure('storage-unavailable', 'The bucket cannot be used (AccessDenied).'),
      'The bucket cannot be used (AccessDenied).',
    ],
    ['does something else', new Error('connect ECONNREFUSED 10.0.0.1'), 'It does not answer.'],
  ])('has the words of a store that %s', async (_what, error, reason) => {
    const { parts } = await serviceWith(() => Promise.reject(error)).parts();
    expect(parts.find(({ name }) => name === 'storage')).toMatchObject({ state: 'down', reason });
    expect(parts.find(({ name }) => name === 'database')).toMatchObject({ state: 'ok', reason: 'It answers.' });
  });
});
