import type { Meta, StoryObj } from '@storybook/vue3-vite';
import { userEvent, within } from 'storybook/test';
import ConfirmDialog from '../../console/ui/components/ConfirmDialog.vue';
import FormField from '../../console/ui/components/FormField.vue';
import SheetDialog from '../../console/ui/components/SheetDialog.vue';
import { asked } from '../../console/ui/composables/confirm.js';

export default {
  component: SheetDialog,
  args: { title: 'Rename the book', words: 'Its files keep the old title until they are recreated.' },
  render: (args) => ({
    components: { ConfirmDialog, FormField, SheetDialog },
    setup: () => ({ args }),
    template: `
      <SheetDialog v-bind="args">
        <form class="stack" @submit.prevent>
          <FormField v-slot="{ bind }" label="Title"><input v-bind="bind" type="text" name="title" /></FormField>
          <div class="row end"><button class="button primary">Rename</button></div>
        </form>
      </SheetDialog>
      <ConfirmDialog />`,
  }),
  beforeEach: () => () => void (asked.value = null),
} satisfies Meta<typeof SheetDialog>;

type Story = StoryObj<typeof SheetDialog>;

export const Plain: Story = {};

export const Wide: Story = { args: { wide: true } };

/** Higher than the screen: the dialog scrolls, the page does not. */
export const Long: Story = {
  render: (args) => ({
    components: { SheetDialog },
    setup: () => ({ args }),
    template: `
      <SheetDialog v-bind="args">
        <p v-for="n in 40" :key="n">Line {{ n }} of something long.</p>
      </SheetDialog>`,
  }),
};

/** Escape after typing asks before it throws that away. */
export const UnsavedText: Story = {
  play: async () => {
    const page = within(document.body);
    await userEvent.type(await page.findByLabelText('Title'), 'The Brave Snail');
    await userEvent.keyboard('{Escape}');
    await page.findByRole('alertdialog');
  },
};
