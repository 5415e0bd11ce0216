import type { Meta, StoryObj } from '@storybook/vue3-vite';
import SelectionToolbar from '../../console/ui/components/SelectionToolbar.vue';

export default {
  component: SelectionToolbar,
  args: { label: 'Selected jobs', count: 3 },
  render: (args) => ({
    components: { SelectionToolbar },
    setup: () => ({ args }),
    template: `
      <SelectionToolbar v-bind="args">
        <button type="button" class="button">Retry</button>
        <button type="button" class="button">Cancel</button>
      </SelectionToolbar>`,
  }),
} satisfies Meta<typeof SelectionToolbar>;

type Story = StoryObj<typeof SelectionToolbar>;

export const Some: Story = {};

export const Many: Story = { args: { count: 100 } };
