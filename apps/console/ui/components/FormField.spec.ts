/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount, type VueWrapper } from '@vue/test-utils';
import { h } from 'vue';
import FormField from './FormField.vue';

const field = (props: { hint?: string; error?: string; optional?: boolean } = {}): VueWrapper =>
  mount(FormField, {
    props: { label: 'Theme', ...props },
    slots: { default: ({ bind }: { bind: Record<string, string | undefined> }) => h('input', bind) },
  });
/** What a screen reader says after the field's name. */
const description = (shown: VueWrapper): string | undefined => {
  const id = shown.get('input').attributes('aria-describedby');
  return id === undefined ? undefined : shown.get(`[id="${id}"]`).text();
};

describe('a form field', () => {
  it('has its label on the input', () => {
    const shown = field();
    expect(shown.get('label').attributes('for')).toBe(shown.get('input').attributes('id'));
    expect(shown.get('label').text()).toBe('Theme');
  });

  it('is neither described nor invalid by itself', () => {
    const shown = field();
    expect(description(shown)).toBeUndefined();
    expect(shown.get('input').attributes('aria-invalid')).toBeUndefined();
  });

  it('is described by its hint', () => {
    expect(description(field({ hint: 'In a few words.' }))).toBe('In a few words.');
  });

  it('is described by its error instead, and invalid', () => {
    const shown = field({ hint: 'In a few words.', error: 'Say a theme.' });
    expect(description(shown)).toBe('Say a theme.');
    expect(shown.get('input').attributes('aria-invalid')).toBe('true');
    expect(shown.text()).not.toContain('In a few words.');
  });

  it('says in its label that it may be left empty', () => {
    expect(field({ optional: true }).get('label').text()).toBe('Theme optional');
  });

  it('has an id of its own', () => {
    const page = mount({ setup: () => () => [1, 2].map(() => h(FormField, { label: 'x' })) });
    const ids = page.findAll('label').map((label) => label.attributes('for'));
    expect(new Set(ids).size).toBe(2);
  });
});
