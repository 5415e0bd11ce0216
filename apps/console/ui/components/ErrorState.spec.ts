/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import ErrorState from './ErrorState.vue';
import { ApiProblem } from '../../api/session/problem.js';

const state = (error: unknown) => mount(ErrorState, { props: { what: 'The books could not be loaded.', error } });

describe('an error state', () => {
  it('is announced, and says what failed and why', () => {
    const shown = state(new ApiProblem(503, { title: 'Unavailable', detail: 'The database does not answer.' }));
    expect(shown.attributes('role')).toBe('alert');
    expect(shown.get('strong').text()).toBe('The books could not be loaded.');
    expect(shown.get('p').text()).toBe('The database does not answer.');
  });

  it('has words for what is no Error', () => {
    expect(state('broken').get('p').text()).toBe('broken');
  });

  it('asks to try again', async () => {
    const shown = state(new Error('x'));
    await shown.get('button').trigger('click');
    expect(shown.emitted('again')).toHaveLength(1);
  });
});
