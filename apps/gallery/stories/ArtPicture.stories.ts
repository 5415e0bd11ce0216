import type { Decorator, Meta, StoryObj } from '@storybook/vue3-vite';
import { provide } from 'vue';
import ArtPicture from '../../console/ui/components/ArtPicture.vue';
import DrawingPlaceholder from '../../console/ui/components/DrawingPlaceholder.vue';
import { ART_SOURCE } from '../../console/ui/composables/art-source.js';

const SNAIL = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" fill="none" stroke="#2a2733" stroke-width="5">
  <path d="M30 150h120c22 0 26-32 8-44M96 150a44 44 0 1 1 30-76 28 28 0 1 1-40 38 12 12 0 1 1 20-12M158 106l-6-24m14 26 8-22"/>
</svg>`;
const drawing = new Blob([SNAIL], { type: 'image/svg+xml' });

/** A frame of a page's size, and where its drawing comes from. */
const from =
  (key: string, load: () => Promise<Blob>): Decorator =>
  () => ({
    setup: () => provide(ART_SOURCE, { key, load }),
    template: '<div style="width: 14rem; height: 14rem; border: 1px solid var(--line)"><story /></div>',
  });

export default {
  component: ArtPicture,
  args: { bookId: 'book', page: 3, version: 1, width: 400, alt: 'A snail on its way up a hill', eager: true },
} satisfies Meta<typeof ArtPicture>;

type Story = StoryObj<typeof ArtPicture>;

export const Loaded: Story = { decorators: [from('loaded', () => Promise.resolve(drawing))] };

export const Loading: Story = { decorators: [from('loading', () => new Promise(() => undefined))] };

export const NotLoaded: Story = {
  decorators: [from('not-loaded', () => Promise.reject(new Error('The server answered 503.')))],
};

/** Version 0: the slot stands there instead. */
export const NotDrawnYet: Story = {
  decorators: [from('not-drawn', () => Promise.resolve(drawing))],
  args: { version: 0 },
  render: (args) => ({
    components: { ArtPicture, DrawingPlaceholder },
    setup: () => ({ args }),
    template: '<ArtPicture v-bind="args"><DrawingPlaceholder /></ArtPicture>',
  }),
};
