import type { Meta, StoryObj } from '@storybook/vue3-vite';
import StateDot from '../../console/ui/components/StateDot.vue';

export default { component: StateDot } satisfies Meta<typeof StateDot>;

type Story = StoryObj<typeof StateDot>;

export const Neutral: Story = { args: { name: 'Queued', tone: '' } };
export const Work: Story = { args: { name: 'Running', tone: 'work' } };
export const Good: Story = { args: { name: 'Completed', tone: 'good' } };
export const Warn: Story = { args: { name: 'Needs attention', tone: 'warn' } };
export const Bad: Story = { args: { name: 'Failed', tone: 'bad' } };
