import { describe, expect, it, jest } from '@jest/globals';
import { VERSIONED } from '#contracts/versioned-workers.js';

const on = async (versioned: boolean) => {
  jest.resetModules();
  if (versioned) Object.assign(globalThis, { [VERSIONED]: true });
  const registry = (await import('./registry.js')) as Record<string, Said>;
  delete (globalThis as Record<string, unknown>)[VERSIONED];
  return Object.fromEntries(
    Object.entries(registry).map(([name, said]) => [name, said.workflowDefinitionOptions?.versioningBehavior]),
  );
};
type Said = { workflowDefinitionOptions?: { versioningBehavior?: string } };

describe('each workflow says what a new build means to it', () => {
  it('as ADR 26 has it; a new one has to choose', async () => {
    expect(await on(true)).toEqual({
      // ends on the build that it began on
      generateBook: 'PINNED',
      exportBook: 'PINNED',
      bulkAct: 'PINNED',
      syncDrive: 'PINNED',
      reconcileOnSchedule: 'PINNED',
      reconcilePayments: 'PINNED',
      // goes on with the build that is current; a change of its steps needs patched()
      watchdog: 'AUTO_UPGRADE',
      runBatch: 'AUTO_UPGRADE',
      syncBook: 'AUTO_UPGRADE',
      exportAccount: 'AUTO_UPGRADE',
      eraseAccount: 'AUTO_UPGRADE',
      applyStripeEvent: 'AUTO_UPGRADE',
      refundPayment: 'AUTO_UPGRADE',
      repairPayment: 'AUTO_UPGRADE',
      sendMail: 'AUTO_UPGRADE',
    });
  });

  it('and nothing of it on unversioned workers, whose tasks Temporal would refuse', async () => {
    expect(new Set(Object.values(await on(false)))).toEqual(new Set([undefined]));
  });
});
