/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import { JOB_STATES } from '#contracts/jobs.js';
import StateDot from './StateDot.vue';
import StateTag from './StateTag.vue';

describe('the state of a job', () => {
  it('has words of its own for each state', () => {
    const words = JOB_STATES.map((state) => mount(StateTag, { props: { state } }).text());
    expect(words.every(Boolean)).toBe(true);
    expect(new Set(words).size).toBe(JOB_STATES.length);
  });

  it.each([
    ['completed', 'good'],
    ['completed-with-skips', 'good'],
    ['paused', 'warn'],
    ['needs-attention', 'warn'],
    ['failed', 'bad'],
  ] as const)('is told for %s in the tone %s', (state, tone) => {
    expect(mount(StateTag, { props: { state } }).classes()).toContain(tone);
  });

  it('is words, not color alone, as a dot, too', () => {
    const dot = mount(StateDot, { props: { name: 'Failed', tone: 'bad' } });
    expect(dot.text()).toBe('Failed');
    expect(dot.classes()).toContain('bad');
  });
});
