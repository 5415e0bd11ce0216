import { type Ref, shallowRef, watch } from 'vue';
import { type LocationQuery, useRoute } from 'vue-router';

/**
 * The query of the page that asks. While another page is on its way in, the address is already the other's: without this,
 * a list would lose its filter and load everything just before it goes.
 */
export function useOwnQuery(): Readonly<Ref<LocationQuery>> {
  const route = useRoute();
  const own = route.name;
  const query = shallowRef(route.query);
  watch(
    () => route.query,
    (now) => route.name === own && (query.value = now),
    { flush: 'sync' },
  );
  return query;
}
