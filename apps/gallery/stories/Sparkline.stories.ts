import type { Meta, StoryObj } from '@storybook/vue3-vite';
import Sparkline from '../../console/ui/components/Sparkline.vue';

export default { component: Sparkline } satisfies Meta<typeof Sparkline>;

type Story = StoryObj<typeof Sparkline>;

export const Rising: Story = {
  args: { perHour: Array.from({ length: 24 }, (_, hour) => Math.floor(hour ** 1.5 / 6)) },
};
export const OnePeak: Story = { args: { perHour: Array.from({ length: 24 }, (_, hour) => (hour === 15 ? 40 : 1)) } };
export const Nothing: Story = { args: { perHour: Array.from({ length: 24 }, () => 0) } };
