import { Counter, Histogram } from 'prom-client';
import { Failure, PermanentFailure } from '#failures/failure.js';
import { SECONDS, registry } from './registry.js';

/** What a provider is asked for. */
export type ProviderKind = 'story' | 'page' | 'cover';

const calls = new Histogram({
  name: 'colorbook_provider_call_duration_seconds',
  help: 'Asks of artists and storytellers, by how each ended; an answer that was paid for before is read, and counts again.',
  labelNames: ['provider', 'kind', 'outcome'],
  buckets: SECONDS,
  registers: [registry],
});

const cost = new Counter({
  name: 'colorbook_provider_cost_minor_units_total',
  help: 'What providers were paid, once for each answer, in minor units of the currency (cents), with fractions.',
  labelNames: ['provider', 'kind', 'currency'],
  registers: [registry],
});

/** A ten-thousandth of a cent is a millionth of a dollar. */
const MICROS_PER_MINOR_UNIT = 10_000;

/** Measures one ask. The series of costs is there from the first ask on, also for what is free. */
export async function measureCall<T>(
  { provider, kind }: { provider: string; kind: ProviderKind },
  ask: () => Promise<T>,
): Promise<T> {
  const end = calls.startTimer({ provider, kind });
  countCost({ provider, kind, currency: 'usd', micros: 0 });
  try {
    const answer = await ask();
    end({ outcome: 'done' });
    return answer;
  } catch (error) {
    end({ outcome: outcomeOf(error) });
    throw error;
  }
}

/** `not-asked`: our own pause after an earlier answer, which is none of the provider's. */
const outcomeOf = (error: unknown): string => {
  if (error instanceof Failure && error.notAsked) return 'not-asked';
  return error instanceof PermanentFailure ? 'refused' : 'fault';
};

export function countCost(paid: { provider: string; kind: ProviderKind; currency: string; micros: number }): void {
  const { provider, kind, currency, micros } = paid;
  cost.inc({ provider, kind, currency: currency.toLowerCase() }, micros / MICROS_PER_MINOR_UNIT);
}
