import type { Meta, StoryObj } from '@storybook/vue3-vite';
import FilterTabs from '../../console/ui/components/FilterTabs.vue';

export default {
  component: FilterTabs,
  args: {
    label: 'State',
    tabs: [
      { key: 'all', name: 'All', chosen: true, count: '1,204' },
      { key: 'running', name: 'Running', chosen: false, count: '12', tone: 'work' },
      { key: 'needs-attention', name: 'Needs attention', chosen: false, count: '3', tone: 'warn' },
      { key: 'failed', name: 'Failed', chosen: false, count: '7', tone: 'bad' },
      { key: 'completed', name: 'Completed', chosen: false, tone: 'good' },
    ],
  },
} satisfies Meta<typeof FilterTabs>;

type Story = StoryObj<typeof FilterTabs>;

export const OneChosen: Story = {};

export const SeveralChosen: Story = {
  args: {
    tabs: [
      { key: 'failed', name: 'Failed', chosen: true, tone: 'bad' },
      { key: 'canceled', name: 'Canceled', chosen: true, tone: '' },
      { key: 'completed', name: 'Completed', chosen: false, tone: 'good' },
    ],
  },
};
