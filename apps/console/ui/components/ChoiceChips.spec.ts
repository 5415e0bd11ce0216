/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import { h } from 'vue';
import ChoiceChips from './ChoiceChips.vue';

const OPTIONS = [
  { value: 'a', name: '3 to 5', hint: 'large shapes' },
  { value: 'b', name: '6 to 8' },
];
const chips = (modelValue = 'a') =>
  mount(ChoiceChips, {
    props: {
      label: 'Age',
      optional: true,
      options: OPTIONS,
      modelValue,
    },
  });

describe('choice chips', () => {
  it('are one group of radio buttons with a name', () => {
    const shown = chips();
    expect(shown.get('fieldset > legend').text()).toBe('Age optional');
    const names = shown.findAll('input[type=radio]').map((input) => input.attributes('name'));
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(1);
  });

  it('have another group name each time, so that two on a page do not share a choice', () => {
    const page = mount({
      setup: () => () => [1, 2].map(() => h(ChoiceChips, { label: 'Age', options: OPTIONS, modelValue: 'a' })),
    });
    const names = page.findAll('input').map((input) => input.attributes('name'));
    expect(new Set(names).size).toBe(2);
  });

  it('check what is chosen and tell what is chosen then', async () => {
    const shown = chips('a');
    const [first, second] = shown.findAll('input');
    expect([first?.element.checked, second?.element.checked]).toEqual([true, false]);
    await second?.setValue();
    expect(shown.emitted('update:modelValue')).toEqual([['b']]);
  });

  it('check none for a value that is not among them', () => {
    expect(
      chips('')
        .findAll('input')
        .some((input) => input.element.checked),
    ).toBe(false);
  });
});
