import type { Meta, StoryObj } from '@storybook/vue3-vite';
import { userEvent, within } from 'storybook/test';
import ActionMenu from '../../console/ui/components/ActionMenu.vue';

const run = (): void => undefined;

export default {
  component: ActionMenu,
  args: {
    label: 'Actions for “The Brave Snail”',
    actions: [
      { name: 'Rename…', icon: 'pencil', run },
      { name: 'Duplicate', icon: 'layers', run },
      { name: 'Move to the trash', icon: 'trash', danger: true, run },
    ],
  },
} satisfies Meta<typeof ActionMenu>;

type Story = StoryObj<typeof ActionMenu>;

export const Closed: Story = {};

export const Open: Story = {
  play: async ({ canvasElement }) => userEvent.click(within(canvasElement).getByRole('button')),
};
