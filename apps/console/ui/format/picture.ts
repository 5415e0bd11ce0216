import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';

/** True from when the element first comes near the screen. */
export function useNear(frame: Ref<HTMLElement | undefined>, eager = false): Ref<boolean> {
  const near = ref(eager);
  let watcher: IntersectionObserver | undefined;
  onMounted(() => {
    watcher = new IntersectionObserver((seen) => (near.value ||= seen.some(({ isIntersecting }) => isIntersecting)), {
      rootMargin: '300px',
    });
    if (frame.value) watcher.observe(frame.value);
  });
  onBeforeUnmount(() => watcher?.disconnect());
  return near;
}

/** An address for the bytes, given back when they change or the component goes. */
export function useBlobUrl(data: Ref<Blob | undefined>): Ref<string> {
  const url = ref('');
  const release = (): void => URL.revokeObjectURL(url.value);
  watch(
    data,
    (blob) => {
      release();
      url.value = blob ? URL.createObjectURL(blob) : '';
    },
    { immediate: true },
  );
  onBeforeUnmount(release);
  return url;
}
