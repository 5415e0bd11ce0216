import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { ref, watch, type Ref } from 'vue';
import { accountLive, onAccountEvents } from '../../api/session/account-events.js';
import { getBilling, getPlans } from './billing-api.js';
import { throttled } from '../../ui/composables/throttled.js';

export const billingKey = ['billing', 'mine'];
const ASK_EVERY_MS = 1_000;

/** Plan, limits and money of who is signed in; `enabled` for a page that also others see. */
export const useBilling = (enabled: Ref<boolean> = ref(true)) =>
  useQuery({ queryKey: billingKey, queryFn: getBilling, staleTime: 60_000, enabled });
export const usePlans = () => useQuery({ queryKey: ['billing', 'plans'], queryFn: getPlans, staleTime: 600_000 });

/**
 * Asks again when the account changed or a job used drawings, and when the event stream is connected again: what was told in the
 * meantime was missed. Once on a page.
 */
export function useFreshBilling(): void {
  const client = useQueryClient();
  const refresh = throttled(() => void client.invalidateQueries({ queryKey: billingKey }), ASK_EVERY_MS);
  onAccountEvents((events) => {
    if (events.some(({ type }) => type === 'account.changed' || type === 'job.state')) refresh();
  });
  watch(accountLive, (now, before) => {
    if (now === 'live' && before === 'lost') refresh();
  });
}
