/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import DrawingPlaceholder from './DrawingPlaceholder.vue';
import Icon from './Icon.vue';

describe('pictures that only decorate', () => {
  it('are hidden from screen readers', () => {
    expect(mount(Icon, { props: { name: 'book' } }).attributes('aria-hidden')).toBe('true');
    expect(mount(DrawingPlaceholder).attributes('aria-hidden')).toBe('true');
  });

  it('differ by name', () => {
    const path = (name: 'book' | 'trash') => mount(Icon, { props: { name } }).get('path').attributes('d');
    expect(path('book')).not.toBe(path('trash'));
  });
});
