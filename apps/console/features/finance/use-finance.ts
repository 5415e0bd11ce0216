import { type QueryClient, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref, watch } from 'vue';
import type { PaymentTrace } from '#contracts/finance.js';
import { getPayment, getRun, listFinanceStaff, runEvents } from '../../api/finance.js';
import { useLive } from '../../api/session/live.js';
import { throttled } from '../../ui/composables/throttled.js';
import { refundMoves, runMoves } from './finance-labels.js';

/** Prefix of all finance queries, so that one call can invalidate them. */
export const financeKey = ['finance'];
export const itemKey = (id: string): string[] => [...financeKey, 'item', id];
export const paymentKey = (id: string): string[] => [...financeKey, 'payment', id];
export const runKey = (id: string): string[] => [...financeKey, 'run', id];
export const periodKey = (month: string): string[] => [...financeKey, 'period', month];

/** After an action anything may have changed: sums, lists, what blocks a close. */
export const freshFinance = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: financeKey });

/** Colleagues who can take care of an exception. */
export const useStaff = () => useQuery({ queryKey: ['finance-staff'], queryFn: listFinanceStaff, staleTime: 300_000 });

const ASK_EVERY_MS = 400;
/** A refund takes seconds to days, and there are no events for staff, so this polls. */
export const REFUND_EVERY_MS = 4_000;
/** How soon a payment is read again: only while a refund of it is under way. */
export const readAgain = (trace: PaymentTrace | undefined): number | false =>
  trace && refundMoves(trace) ? REFUND_EVERY_MS : false;

/** A payment from the bank to the pages, followed for as long as a refund of it is under way. */
export const usePayment = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => paymentKey(id.value)),
    queryFn: () => getPayment(id.value),
    refetchInterval: ({ state }) => readAgain(state.data),
  });

/** A run, followed by its own events for as long as it moves; when it ends, all that it may have changed is read again. */
export function useRun(id: Ref<string | null>) {
  const client = useQueryClient();
  const run = useQuery({
    queryKey: computed(() => runKey(id.value ?? '')),
    queryFn: () => getRun(id.value ?? ''),
    enabled: computed(() => id.value !== null),
  });
  const follows = computed(() => (id.value && run.data.value && runMoves(run.data.value) ? runEvents(id.value) : null));
  const read = throttled(async () => {
    const before = run.data.value;
    const now = (await run.refetch()).data;
    if (now && before?.id === now.id && runMoves(before) && !runMoves(now)) await freshFinance(client);
  }, ASK_EVERY_MS);
  const live = useLive(follows, (events) => events.length > 0 && read());
  // Events before the stream was open or after it was closed are missed.
  watch(live, (now) => follows.value && (now === 'live' || now === 'ended') && read());
  return { run, live };
}
