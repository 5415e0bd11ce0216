import type { Meta, StoryObj } from '@storybook/vue3-vite';
import ChartOrTable from '../../console/ui/charts/ChartOrTable.vue';

export default { component: ChartOrTable, args: { modelValue: false } } satisfies Meta<typeof ChartOrTable>;

type Story = StoryObj<typeof ChartOrTable>;

export const AsChart: Story = {};

export const AsTable: Story = { args: { modelValue: true } };
