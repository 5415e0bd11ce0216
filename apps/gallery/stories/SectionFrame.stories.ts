import type { Meta, StoryObj } from '@storybook/vue3-vite';
import SectionFrame from '../../console/ui/components/SectionFrame.vue';

export default { component: SectionFrame } satisfies Meta<typeof SectionFrame>;

type Story = StoryObj<typeof SectionFrame>;

export const WithLinks: Story = {
  args: {
    label: 'Finance',
    links: [
      { to: '/finance', name: 'Overview', icon: 'coins' },
      { to: '/finance/exceptions', name: 'Exceptions', icon: 'flag' },
      { to: '/finance/payments', name: 'Payments', icon: 'list' },
    ],
  },
  render: (args) => ({
    components: { SectionFrame },
    setup: () => ({ args }),
    template: `
      <SectionFrame v-bind="args">
        <template #notice><p class="notice">The last reconciliation run failed.</p></template>
        <template #aside><button type="button" class="button">November 2026</button></template>
      </SectionFrame>`,
  }),
};

export const WithoutLinks: Story = {};
