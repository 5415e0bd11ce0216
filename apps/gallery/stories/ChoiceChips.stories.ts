import type { StoryObj } from '@storybook/vue3-vite';
import { ref } from 'vue';
import ChoiceChips from '../../console/ui/components/ChoiceChips.vue';

const AGES = [
  { value: '3-5', name: '3 to 5', hint: 'large shapes' },
  { value: '6-8', name: '6 to 8', hint: 'more detail' },
  { value: '9-12', name: '9 to 12' },
];
const STATES = ['All', 'Queued', 'Running', 'Needs attention', 'Completed', 'Failed', 'Canceled'];

/** Keeps its choice, as a form would. */
const chips = (props: { label: string; options: typeof AGES; optional?: boolean }, first: string): StoryObj => ({
  render: () => ({
    components: { ChoiceChips },
    setup: () => ({ props, chosen: ref(first) }),
    template: '<ChoiceChips v-bind="props" v-model="chosen" />',
  }),
});

// without `Meta`: its type takes no generic component
export default { component: ChoiceChips };

export const Chosen = chips({ label: 'Age', options: AGES }, '6-8');
export const NothingChosen = chips({ label: 'Age', options: AGES, optional: true }, '');
export const Many = chips({ label: 'State', options: STATES.map((name) => ({ value: name, name })) }, 'All');
