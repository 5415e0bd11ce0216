import type { Meta, StoryObj } from '@storybook/vue3-vite';
import MoneyText from '../../console/ui/components/MoneyText.vue';

export default { component: MoneyText } satisfies Meta<typeof MoneyText>;

type Story = StoryObj<typeof MoneyText>;

export const Positive: Story = { args: { money: { minor: '123450', currency: 'usd' } } };
export const Negative: Story = { args: { money: { minor: '-1900', currency: 'eur' } } };
/** A sign that is no warning, as in a column of fees. */
export const NegativePlain: Story = { args: { money: { minor: '-1900', currency: 'eur' }, plain: true } };
export const Zero: Story = { args: { money: { minor: '0', currency: 'usd' } } };
export const WithoutDecimals: Story = { args: { money: { minor: '500', currency: 'jpy' } } };
export const None: Story = { args: { money: null } };
