import type { Meta, StoryObj } from '@storybook/vue3-vite';
import { userEvent, within } from 'storybook/test';
import AxisChart from '../../console/ui/charts/AxisChart.vue';

const DAYS = [3, 8, 5, 0, 12, 9, 4];
const MOST = 15;

export default {
  component: AxisChart,
  args: {
    label: 'Books by day',
    zero: 0,
    ticks: [0, 5, 10, 15].map((count) => ({ at: count / MOST, words: String(count) })),
    columns: DAYS.map((count, index) => ({
      key: String(index + 1),
      name: String(index + 1),
      words: `${index + 1} November: ${count} books`,
    })),
    series: [{ name: 'Books', tone: 'accent', shape: 'bar', places: DAYS.map((count) => count / MOST) }],
  },
} satisfies Meta<typeof AxisChart>;

type Story = StoryObj<typeof AxisChart>;

export const Bars: Story = {};

export const LinesWithAGap: Story = {
  args: {
    series: [
      { name: 'This month', tone: 'accent', shape: 'line', places: [0.2, 0.5, null, 0.4, 0.8, 0.6, 0.3] },
      { name: 'Last month', tone: 'faint', shape: 'line', places: [0.3, 0.3, 0.4, 0.4, 0.5, 0.5, 0.6] },
    ],
  },
};

export const AboveAndBelowZero: Story = {
  args: {
    zero: 0.5,
    ticks: [-10, 0, 10].map((amount) => ({ at: (amount + 10) / 20, words: `$${amount}` })),
    series: [{ name: 'Net', tone: 'coral', shape: 'bar', places: [0.7, 0.9, 0.3, 0.5, 0.2, 0.6, 0.8] }],
  },
};

/** By keyboard: the column that has the focus is told below the chart. */
export const OneColumnShown: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: '5 November: 12 books' }));
  },
};
