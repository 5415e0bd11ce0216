import type { Meta, StoryObj } from '@storybook/vue3-vite';
import DrawingPlaceholder from '../../console/ui/components/DrawingPlaceholder.vue';

export default {
  component: DrawingPlaceholder,
  decorators: [() => ({ template: '<div style="position: relative; width: 14rem; height: 14rem"><story /></div>' })],
} satisfies Meta<typeof DrawingPlaceholder>;

export const Drawing: StoryObj<typeof DrawingPlaceholder> = {};
