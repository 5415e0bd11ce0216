/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import EmptyState from './EmptyState.vue';

const slots = { default: 'Make one.', action: '<button>New book</button>' };

describe('an empty state', () => {
  it('says what is not there, why, and what to do', () => {
    const shown = mount(EmptyState, { props: { title: 'No books' }, slots });
    expect(shown.get('h2').text()).toBe('No books');
    expect(shown.get('p').text()).toBe('Make one.');
    expect(shown.get('button').text()).toBe('New book');
  });

  it('has the title of the page where nothing else is on it', () => {
    const shown = mount(EmptyState, { props: { title: 'Not found', page: true }, slots });
    expect(shown.get('h1').text()).toBe('Not found');
    expect(shown.find('h2').exists()).toBe(false);
  });

  it('hides its picture from screen readers', () => {
    expect(
      mount(EmptyState, { props: { title: 'No books' } })
        .get('svg')
        .attributes('aria-hidden'),
    ).toBe('true');
  });
});
