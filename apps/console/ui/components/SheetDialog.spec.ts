/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { afterEach, describe, expect, it } from '@jest/globals';
import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { h } from 'vue';
import ConfirmDialog from './ConfirmDialog.vue';
import SheetDialog from './SheetDialog.vue';
import { asked } from '../composables/confirm.js';

enableAutoUnmount(afterEach);
afterEach(() => void (asked.value = null));

async function open(content = '<input type="text" name="title" />'): Promise<VueWrapper> {
  mount(ConfirmDialog, { attachTo: document.body });
  const shown = mount(SheetDialog, {
    attachTo: document.body,
    props: { title: 'Rename', words: 'The files keep the old title.' },
    slots: { default: () => h('div', { innerHTML: content }) },
  });
  await flushPromises();
  return shown;
}
const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]');
const question = (): HTMLElement | null => document.querySelector('[role=alertdialog]');
const input = (): HTMLInputElement =>
  document.querySelector<HTMLInputElement>('[name=title]') ?? document.createElement('input');

async function type(text: string): Promise<void> {
  input().value = text;
  input().dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}
async function pressKey(key: string): Promise<void> {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await flushPromises();
}
async function answer(isYes: boolean): Promise<void> {
  asked.value?.answer(isYes);
  await flushPromises();
}

describe('a dialog', () => {
  it('has its title for a name, its words for a description, and the focus', async () => {
    await open();
    const part = (attribute: string): string | null | undefined =>
      document.getElementById(dialog()?.getAttribute(attribute) ?? '')?.textContent;
    expect(part('aria-labelledby')).toBe('Rename');
    expect(part('aria-describedby')).toBe('The files keep the old title.');
    expect(dialog()?.contains(document.activeElement)).toBe(true);
  });

  it('gives the focus back to where it was', async () => {
    const before = document.createElement('button');
    document.body.append(before);
    before.focus();
    const shown = await open();
    expect(document.activeElement).not.toBe(before);
    shown.unmount();
    // reka-ui gives it back in a timer
    await new Promise((resolve) => setTimeout(resolve));
    expect(document.activeElement).toBe(before);
    before.remove();
  });

  it('closes by Escape and by its cross while nothing is typed', async () => {
    const shown = await open();
    await pressKey('Escape');
    expect(shown.emitted('close')).toHaveLength(1);
    dialog()?.querySelector<HTMLElement>('[aria-label=Close]')?.click();
    await flushPromises();
    expect(shown.emitted('close')).toHaveLength(2);
    expect(question()).toBeNull();
  });

  it('asks before it throws away what was typed, and stays when that is refused', async () => {
    const shown = await open();
    await type('The Brave Snail');
    await pressKey('Escape');
    expect(question()).not.toBeNull();
    await answer(false);
    expect(shown.emitted('close')).toBeUndefined();
    expect(input().value).toBe('The Brave Snail');
  });

  it('closes when that is agreed to', async () => {
    const shown = await open();
    await type('The Brave Snail');
    dialog()?.querySelector<HTMLElement>('[aria-label=Close]')?.click();
    await flushPromises();
    await answer(true);
    expect(shown.emitted('close')).toHaveLength(1);
  });

  it.each([
    ['a text that was emptied again', '<input type="text" name="title" />', ['a', ' ']],
    ['a number', '<input type="number" name="title" />', ['3']],
    ['a field that is only read', '<input type="text" name="title" readonly />', ['a']],
  ])('takes %s for no loss', async (_what, content, typed) => {
    const shown = await open(content);
    for (const text of typed) await type(text);
    await pressKey('Escape');
    expect(question()).toBeNull();
    expect(shown.emitted('close')).toHaveLength(1);
  });
});
