/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import ArtPicture from './ArtPicture.vue';
import { ART_SOURCE, type ArtSource } from '../composables/art-source.js';

enableAutoUnmount(afterEach);
// jsdom keeps no blobs
beforeEach(() => void Object.assign(URL, { createObjectURL: () => 'blob:art', revokeObjectURL: () => undefined }));

const picture = (load: ArtSource['load'], props: { version?: number; eager?: boolean } = {}): VueWrapper => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return mount(ArtPicture, {
    props: { bookId: 'b', page: 2, version: 4, width: 300, alt: 'A snail', eager: true, ...props },
    slots: { default: 'nothing drawn' },
    global: {
      plugins: [[VueQueryPlugin, { queryClient }]],
      provide: { [ART_SOURCE as symbol]: { key: 'test', load } },
    },
  });
};
const drawn: ArtSource['load'] = () => Promise.resolve(new Blob(['svg']));

describe('a picture of a page', () => {
  it('asks for the version in its width and shows it with its text', async () => {
    const load = jest.fn(drawn);
    const shown = picture(load);
    await flushPromises();
    expect(load).toHaveBeenCalledWith({ page: 2, version: 4, width: 300 });
    expect(shown.get('img').attributes()).toMatchObject({ src: 'blob:art', alt: 'A snail' });
  });

  it('asks for nothing before it comes near the screen', async () => {
    const load = jest.fn(drawn);
    picture(load, { eager: false });
    await flushPromises();
    expect(load).not.toHaveBeenCalled();
  });

  it('shows what stands there instead of a page without a drawing, and asks for none', async () => {
    const load = jest.fn(drawn);
    const shown = picture(load, { version: 0 });
    await flushPromises();
    expect(shown.text()).toBe('nothing drawn');
    expect(load).not.toHaveBeenCalled();
  });

  it('offers to load again what failed', async () => {
    const load = jest.fn(drawn).mockRejectedValueOnce(new Error('503'));
    const shown = picture(load);
    await flushPromises();
    expect(shown.find('img').exists()).toBe(false);
    await shown.get('button').trigger('click');
    await flushPromises();
    expect(shown.find('img').exists()).toBe(true);
  });
});
