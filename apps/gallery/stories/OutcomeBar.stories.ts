import type { Meta, StoryObj } from '@storybook/vue3-vite';
import OutcomeBar from '../../console/ui/components/OutcomeBar.vue';

export default {
  component: OutcomeBar,
  args: {
    label: 'Books of the batch',
    words: '40 of 100 finished, 5 failed',
    total: 100,
    done: 45,
    parts: [
      { tone: 'good', count: 40 },
      { tone: 'bad', count: 5 },
      { tone: 'work', count: 16 },
    ],
  },
} satisfies Meta<typeof OutcomeBar>;

type Story = StoryObj<typeof OutcomeBar>;

export const UnderWay: Story = {};

export const NothingYet: Story = { args: { words: 'None finished', done: 0, parts: [] } };

export const Ended: Story = {
  args: {
    words: '80 done, 12 skipped, 8 failed',
    done: 100,
    parts: [
      { tone: 'good', count: 80 },
      { tone: 'warn', count: 12 },
      { tone: 'bad', count: 8 },
    ],
  },
};
