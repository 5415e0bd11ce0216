import type { Meta, StoryObj } from '@storybook/vue3-vite';
import Icon, { type IconName } from '../../console/ui/components/Icon.vue';

/** Each name once: the compiler refuses one that is missing. */
const NAMES: Record<IconName, true> = {
  alert: true,
  back: true,
  bolt: true,
  bell: true,
  book: true,
  calendar: true,
  card: true,
  chart: true,
  check: true,
  cloud: true,
  close: true,
  coins: true,
  download: true,
  eraser: true,
  external: true,
  eye: true,
  flag: true,
  forward: true,
  gift: true,
  hand: true,
  keys: true,
  layers: true,
  list: true,
  lock: true,
  mail: true,
  moon: true,
  more: true,
  out: true,
  pause: true,
  pencil: true,
  play: true,
  plus: true,
  queue: true,
  redo: true,
  search: true,
  shield: true,
  skip: true,
  star: true,
  stop: true,
  sun: true,
  talk: true,
  trash: true,
  undo: true,
  unlock: true,
  user: true,
};
const names = Object.keys(NAMES);

export default { component: Icon, args: { name: 'book' } } satisfies Meta<typeof Icon>;

type Story = StoryObj<typeof Icon>;

export const One: Story = {};

export const All: Story = {
  render: () => ({
    components: { Icon },
    setup: () => ({ names }),
    template: `
      <ul class="row" style="padding: 0; list-style: none">
        <li v-for="name in names" :key="name" class="stack" style="width: 5rem; gap: 0.3rem; justify-items: center">
          <Icon :name="name" /><small class="soft">{{ name }}</small>
        </li>
      </ul>`,
  }),
};

/** As large as the text around it, in its color. */
export const InText: Story = {
  render: () => ({
    components: { Icon },
    template:
      '<h1 class="row"><Icon name="book" />Books</h1><p class="row soft"><Icon name="mail" />One new message</p>',
  }),
};
