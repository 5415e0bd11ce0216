import type { Meta, StoryObj } from '@storybook/vue3-vite';
import { JOB_STATES } from '#contracts/jobs.js';
import StateTag from '../../console/ui/components/StateTag.vue';

export default { component: StateTag, args: { state: 'running' } } satisfies Meta<typeof StateTag>;

type Story = StoryObj<typeof StateTag>;

export const One: Story = {};

export const EachState: Story = {
  render: () => ({
    components: { StateTag },
    setup: () => ({ JOB_STATES }),
    template: '<p class="row"><StateTag v-for="state in JOB_STATES" :key="state" :state="state" /></p>',
  }),
};
