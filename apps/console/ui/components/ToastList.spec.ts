/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { enableAutoUnmount, mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils';
import { nextTick } from 'vue';
import ToastList from './ToastList.vue';
import { sparesToasts, notify, notifyProblem, notifyState, toasts } from '../composables/toasts.js';

enableAutoUnmount(afterEach);
beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  toasts.value = [];
  jest.useRealTimers();
});

const list = (): VueWrapper =>
  mount(ToastList, { attachTo: document.body, global: { stubs: { RouterLink: RouterLinkStub } } });
const texts = (shown: VueWrapper): string[] => shown.findAll('.toast > span').map((each) => each.text());

describe('toasts', () => {
  it('are announced without taking the focus', async () => {
    const shown = list();
    notify('Saved.');
    await nextTick();
    expect(shown.attributes()).toMatchObject({ role: 'status', 'aria-live': 'polite' });
    expect(texts(shown)).toEqual(['Saved.']);
    expect(document.activeElement).toBe(document.body);
  });

  it('go by themselves, problems later than the rest', async () => {
    const shown = list();
    notify('Saved.');
    notifyProblem(new Error('Not saved.'));
    jest.advanceTimersByTime(6_000);
    await nextTick();
    expect(texts(shown)).toEqual(['Not saved.']);
    jest.advanceTimersByTime(6_000);
    await nextTick();
    expect(texts(shown)).toEqual([]);
  });

  it('are dismissed one by one', async () => {
    const shown = list();
    notify('First.');
    notify('Second.');
    await nextTick();
    await shown.get('[aria-label=Dismiss]').trigger('click');
    expect(texts(shown)).toEqual(['Second.']);
  });

  it('undo once, and are gone', async () => {
    const undo = jest.fn();
    const shown = list();
    notify('In the trash.', undo);
    await nextTick();
    await shown.get('.undo').trigger('click');
    expect(undo).toHaveBeenCalledTimes(1);
    expect(texts(shown)).toEqual([]);
  });

  it('show only the newest of what is told about one thing', async () => {
    const shown = list();
    notify('Saved.');
    notifyState('page 3', 'Locked.');
    notifyState('page 3', 'Unlocked.');
    await nextTick();
    expect(texts(shown)).toEqual(['Saved.', 'Unlocked.']);
  });

  it('may be clicked beside an open dialog without closing it', async () => {
    const shown = list();
    notify('Saved.');
    await nextTick();
    const outside = (target: Element): boolean => {
      const event = new CustomEvent('outside', { cancelable: true, detail: { originalEvent: { target } } });
      sparesToasts(event);
      return event.defaultPrevented;
    };
    expect(outside(shown.get('.toast').element)).toBe(true);
    expect(outside(document.body)).toBe(false);
  });
});
