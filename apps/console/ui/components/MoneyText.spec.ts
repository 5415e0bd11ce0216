/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import MoneyText from './MoneyText.vue';

const text = (minor: string, currency = 'usd', plain = false) =>
  mount(MoneyText, { props: { money: { minor, currency }, plain } });

describe('an amount of money', () => {
  it('has the decimals of its currency', () => {
    expect(text('123450').text()).toContain('1,234.50');
    expect(text('500', 'jpy').text()).toMatch(/500$/);
    expect(text('1500', 'kwd').text()).toContain('1.500');
  });

  it('is exact beyond what a double holds', () => {
    expect(text('9007199254740993').text()).toContain('90,071,992,547,409.93');
  });

  it('marks what is negative, with a real minus', () => {
    const shown = text('-1900');
    expect(shown.text()).toContain('\u2212');
    expect(shown.classes()).toContain('negative');
  });

  it('marks a sign that is no warning not', () => {
    expect(text('-1900', 'usd', true).classes()).not.toContain('negative');
  });

  it('is soft where it is nothing', () => {
    expect(text('0').classes()).toContain('none');
    const unknown = mount(MoneyText, { props: { money: null } });
    expect(unknown.text()).toBe('–');
    expect(unknown.classes()).toContain('none');
  });
});
