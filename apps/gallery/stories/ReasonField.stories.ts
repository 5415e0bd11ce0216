import type { Meta, StoryObj } from '@storybook/vue3-vite';
import ReasonField from '../../console/ui/components/ReasonField.vue';

export default {
  component: ReasonField,
  args: { modelValue: '', tried: false },
} satisfies Meta<typeof ReasonField>;

type Story = StoryObj<typeof ReasonField>;

export const Empty: Story = {};
export const Filled: Story = { args: { modelValue: 'Ticket 4711: the author asked for it.' } };
export const TriedWithoutReason: Story = { args: { tried: true } };
export const OwnHint: Story = { args: { hint: 'The author sees this.' } };
