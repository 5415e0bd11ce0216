import { type QueryClient, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref, watch } from 'vue';
import type { PaymentTrace } from '#contracts/finance.js';
import { getPayment, getRun, listFinanceStaff, runEvents } from '../../api/finance.js';
import { useLive } from '../../api/session/live.js';
import { throttled } from '../../ui/composables/throttled.js';
import { refundMoves, runMoves } from './finance-labels.js';

/** Everything of the money room stands under it, so that one act can make all of it fresh. */
export const financeKey = ['finance'];
export const itemKey = (id: string): string[] => [...financeKey, 'item', id];
export const paymentKey = (id: string): string[] => [...financeKey, 'payment', id];
export const runKey = (id: string): string[] => [...financeKey, 'run', id];
export const periodKey = (month: string): string[] => [...financeKey, 'period', month];

/** After an act anything may have changed: sums, lists, what stands in the way of a closing. */
export const freshFinance = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: financeKey });

/** Colleagues who can take care of an exception. */
export const useStaff = () => useQuery({ queryKey: ['finance-staff'], queryFn: listFinanceStaff, staleTime: 300_000 });

const ASK_EVERY_MS = 400;
/** A bank takes days or seconds, and staff are not told live. */
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
  // What happened before the line was there, or after it was closed, was not told.
  watch(live, (now) => follows.value && (now === 'live' || now === 'ended') && read());
  return { run, live };
}
