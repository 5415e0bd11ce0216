import type { Meta, StoryObj } from '@storybook/vue3-vite';
import ProgressBar from '../../console/ui/components/ProgressBar.vue';

export default {
  component: ProgressBar,
  args: { done: 9, total: 24, label: 'Pages drawn' },
} satisfies Meta<typeof ProgressBar>;

type Story = StoryObj<typeof ProgressBar>;

export const Busy: Story = { args: { busy: true } };
export const Paused: Story = {};
export const Begun: Story = { args: { done: 0 } };
export const Done: Story = { args: { done: 24 } };
export const TotalUnknown: Story = { args: { done: 0, total: 0 } };
