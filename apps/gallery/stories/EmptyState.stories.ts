import type { Meta, StoryObj } from '@storybook/vue3-vite';
import EmptyState from '../../console/ui/components/EmptyState.vue';

export default { component: EmptyState } satisfies Meta<typeof EmptyState>;

type Story = StoryObj<typeof EmptyState>;

export const WithAction: Story = {
  args: { title: 'No books yet' },
  render: (args) => ({
    components: { EmptyState },
    setup: () => ({ args }),
    template: `
      <EmptyState v-bind="args">
        Say what your book is about. The first pages are drawn in a minute.
        <template #action><button type="button" class="button primary">New book</button></template>
      </EmptyState>`,
  }),
};

/** Nothing else is on the page: its title is the page’s. */
export const WholePage: Story = {
  args: { title: 'Page not found', page: true },
  render: (args) => ({
    components: { EmptyState },
    setup: () => ({ args }),
    template: '<EmptyState v-bind="args">There is nothing at this address.</EmptyState>',
  }),
};
