import { describe, expect, it } from '@jest/globals';
import { asDatabaseFailure } from './database-fault.js';

/** As Prisma's client wraps what its driver adapter threw. */
const wrapped = (cause: object) => ({
  code: 'P2010',
  message: 'Raw query failed.',
  meta: { driverAdapterError: { cause } },
});

describe('a database that is away', () => {
  it.each([
    ['it is being shut down', wrapped({ kind: 'postgres', code: '57P01' })],
    ['it recovers after a crash', wrapped({ kind: 'postgres', code: '57P03' })],
    ['the adapter says only what kind of error it was', wrapped({ kind: 'ConnectionClosed' })],
    ['the adapter cannot reach it', wrapped({ kind: 'DatabaseNotReachable', host: '127.0.0.1' })],
    ['the socket is gone while it is written to', Object.assign(new Error('write'), { code: 'ERR_STREAM_DESTROYED' })],
    ['the driver lost its connection', new Error('Connection terminated unexpectedly')],
    ['the server closed it', new Error('Server has closed the connection.')],
    ['it is in a cause of a cause', new Error('a', { cause: new Error('b', { cause: { code: 'ECONNRESET' } }) })],
  ])('is a fault that passes when %s', (_when, error) => {
    expect(asDatabaseFailure(error)).toMatchObject({ code: 'database-unavailable', retryable: true });
  });

  it.each([
    ['a row that is there twice', wrapped({ kind: 'UniqueConstraintViolation', originalCode: '23505' })],
    ['a bug of ours', new TypeError('undefined is not a function')],
    ['nothing at all', undefined],
  ])('is not seen in %s', (_what, error) => {
    expect(asDatabaseFailure(error)).toBeNull();
  });
});
