/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { afterEach, describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import { nextTick } from 'vue';
import TimeAgo from './TimeAgo.vue';
import { clock } from '../format/ago.js';

const AT = '2026-03-01T12:00:00.000Z';
const MINUTE = 60_000;
afterEach(() => void (clock.value = Date.now()));

describe('a time', () => {
  it('is marked with the exact time, for machines and for who points at it', () => {
    const shown = mount(TimeAgo, { props: { at: AT } });
    expect(shown.element.tagName).toBe('TIME');
    expect(shown.attributes('datetime')).toBe(AT);
    expect(shown.attributes('title')).toContain('2026');
  });

  it('goes on with the clock', async () => {
    clock.value = Date.parse(AT);
    const shown = mount(TimeAgo, { props: { at: AT } });
    const now = shown.text();
    clock.value += 3 * MINUTE;
    await nextTick();
    expect(shown.text()).not.toBe(now);
    expect(shown.text()).toContain('3');
  });

  it('is a date after a week', () => {
    clock.value = Date.parse(AT) + 8 * 24 * 60 * MINUTE;
    expect(mount(TimeAgo, { props: { at: AT } }).text()).toContain('2026');
  });
});
