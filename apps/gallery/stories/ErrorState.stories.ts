import type { Meta, StoryObj } from '@storybook/vue3-vite';
import { ApiProblem, Unreachable } from '../../console/api/session/problem.js';
import ErrorState from '../../console/ui/components/ErrorState.vue';

export default { component: ErrorState } satisfies Meta<typeof ErrorState>;

type Story = StoryObj<typeof ErrorState>;

export const Refused: Story = {
  args: {
    what: 'Your books could not be loaded.',
    error: new ApiProblem(503, { detail: 'The database does not answer. Try again in a minute.' }),
  },
};

export const Offline: Story = { args: { what: 'The job could not be loaded.', error: new Unreachable() } };
