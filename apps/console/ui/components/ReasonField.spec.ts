/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import ReasonField from './ReasonField.vue';

const field = (modelValue: string, tried: boolean, hint?: string) =>
  mount(ReasonField, { props: { modelValue, tried, ...(hint && { hint }) } });
const isInvalid = (...args: Parameters<typeof field>) =>
  field(...args)
    .get('textarea')
    .attributes('aria-invalid') === 'true';

describe('a reason', () => {
  it('is not asked for before somebody tried to go on', () => {
    expect(isInvalid('', false)).toBe(false);
    expect(isInvalid('', true)).toBe(true);
  });

  it('has 3 to 500 characters, not counting spaces around it', () => {
    expect(isInvalid('  a ', true)).toBe(true);
    expect(isInvalid('yes', true)).toBe(false);
    expect(isInvalid('x'.repeat(501), true)).toBe(true);
  });

  it('tells what is typed', async () => {
    const shown = field('', false);
    await shown.get('textarea').setValue('Ticket 4711');
    expect(shown.emitted('update:modelValue')).toEqual([['Ticket 4711']]);
  });

  it('has a label, and a hint that may be another', () => {
    const shown = field('', false, 'The author sees this.');
    expect(shown.get('label').attributes('for')).toBe(shown.get('textarea').attributes('id'));
    expect(shown.get('.note').text()).toBe('The author sees this.');
  });
});
