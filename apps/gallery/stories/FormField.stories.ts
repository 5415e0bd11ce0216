import type { Meta, StoryObj } from '@storybook/vue3-vite';
import FormField from '../../console/ui/components/FormField.vue';

export default {
  component: FormField,
  args: { label: 'Theme' },
  render: (args) => ({
    components: { FormField },
    setup: () => ({ args }),
    template:
      '<FormField v-slot="{ bind }" v-bind="args"><input v-bind="bind" name="theme" value="A snail" /></FormField>',
  }),
} satisfies Meta<typeof FormField>;

type Story = StoryObj<typeof FormField>;

export const Plain: Story = {};
export const WithHint: Story = { args: { hint: 'In a few words: who, where, and what they want.' } };
export const Optional: Story = { args: { optional: true } };
export const WithError: Story = { args: { hint: 'In a few words.', error: 'Say what the book is about.' } };

export const Textarea: Story = {
  args: { label: 'Prompt', hint: 'What the page shows.' },
  render: (args) => ({
    components: { FormField },
    setup: () => ({ args }),
    template: '<FormField v-slot="{ bind }" v-bind="args"><textarea v-bind="bind" rows="3" /></FormField>',
  }),
};

export const Select: Story = {
  args: { label: 'Size' },
  render: (args) => ({
    components: { FormField },
    setup: () => ({ args }),
    template:
      '<FormField v-slot="{ bind }" v-bind="args"><select v-bind="bind"><option>8.5 × 11 in</option></select></FormField>',
  }),
};
