import type { Meta, StoryObj } from '@storybook/vue3-vite';
import DataTree from '../../console/ui/components/DataTree.vue';

export default { component: DataTree } satisfies Meta<typeof DataTree>;

type Story = StoryObj<typeof DataTree>;

export const Nested: Story = {
  args: {
    data: {
      code: 'content-policy',
      page: 7,
      attempt: { number: 2, model: 'gpt-image-1', cost: { minor: '4', currency: 'usd' } },
      prompts: ['A fox with a lantern', 'A fox at the river'],
      refunded: false,
      note: null,
    },
  },
};

export const Empty: Story = { args: { data: {} } };

export const OneValue: Story = { args: { data: 'completed' } };

export const LongValues: Story = {
  args: {
    data: {
      idempotencyKeyOfTheRequest: '019b3c1e7a2f4d5c9e8b7a6f5d4c3b2a'.repeat(4),
      text: 'Once upon a time\nthere was a <b>snail</b> who wanted to see the sea.',
    },
  },
};
