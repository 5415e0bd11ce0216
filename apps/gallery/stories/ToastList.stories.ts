import type { Meta, StoryObj } from '@storybook/vue3-vite';
import ToastList from '../../console/ui/components/ToastList.vue';
import { type Toast, toasts } from '../../console/ui/composables/toasts.js';

/** Not by `notify`: these stay. */
const show = (list: Omit<Toast, 'id'>[]) => () => {
  toasts.value = list.map((toast, id) => ({ id, ...toast }));
  return () => void (toasts.value = []);
};

export default { component: ToastList } satisfies Meta<typeof ToastList>;

type Story = StoryObj<typeof ToastList>;

export const Done: Story = { beforeEach: show([{ kind: 'done', text: 'Saved.' }]) };

export const WithUndo: Story = {
  beforeEach: show([{ kind: 'done', text: '“The Brave Snail” is in the trash.', undo: () => undefined }]),
};

export const Problem: Story = {
  beforeEach: show([{ kind: 'problem', text: 'The server does not answer. Check your connection.' }]),
};

export const Several: Story = {
  beforeEach: show([
    { kind: 'done', text: 'Saved.' },
    {
      kind: 'problem',
      text: 'Your plan holds three books, and you have three.',
      to: { path: '/billing', words: 'See the plans' },
    },
    { kind: 'done', text: 'Duplicated as “The Brave Snail, again”.', undo: () => undefined },
  ]),
};
