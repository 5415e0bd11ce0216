import type { Meta, StoryObj } from '@storybook/vue3-vite';
import ConfirmDialog from '../../console/ui/components/ConfirmDialog.vue';
import { asked, confirm, type Question } from '../../console/ui/composables/confirm.js';

/** Asks before the story is shown; the question is gone with it. */
const ask = (question: Question) => () => {
  void confirm(question);
  return () => void (asked.value = null);
};

export default { component: ConfirmDialog } satisfies Meta<typeof ConfirmDialog>;

type Story = StoryObj<typeof ConfirmDialog>;

export const Danger: Story = {
  beforeEach: ask({
    title: 'Cancel this book?',
    body: 'Pages that are drawn stay. What is being drawn now is thrown away.',
    confirmLabel: 'Cancel the book',
    cancelLabel: 'Go on',
    danger: true,
  }),
};

export const Plain: Story = {
  beforeEach: ask({
    title: 'Recreate the print files?',
    body: 'Two pages have changed since the files were made.',
    confirmLabel: 'Recreate',
    cancelLabel: 'Not now',
  }),
};
