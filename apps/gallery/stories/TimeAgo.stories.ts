import type { Meta, StoryObj } from '@storybook/vue3-vite';
import TimeAgo from '../../console/ui/components/TimeAgo.vue';

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

export default { component: TimeAgo } satisfies Meta<typeof TimeAgo>;

type Story = StoryObj<typeof TimeAgo>;

export const Now: Story = { args: { at: ago(5) } };
export const Minutes: Story = { args: { at: ago(3 * 60) } };
export const Hours: Story = { args: { at: ago(5 * 3600) } };
export const Yesterday: Story = { args: { at: ago(25 * 3600) } };
/** After a week the date. */
export const LongAgo: Story = { args: { at: '2026-01-31T12:00:00Z' } };
export const Soon: Story = { args: { at: ago(-3 * 60) } };
