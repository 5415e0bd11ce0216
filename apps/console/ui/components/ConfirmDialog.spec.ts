/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { afterEach, describe, expect, it } from '@jest/globals';
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import ConfirmDialog from './ConfirmDialog.vue';
import { asked, confirm } from '../composables/confirm.js';

enableAutoUnmount(afterEach);
afterEach(() => void (asked.value = null));

const dialog = (): HTMLElement | null => document.querySelector('[role=alertdialog]');
const button = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === name);

async function ask(danger = true): Promise<{ answer: Promise<boolean> }> {
  mount(ConfirmDialog, { attachTo: document.body });
  const answer = confirm({
    title: 'Delete it?',
    body: 'For ever.',
    confirmLabel: 'Delete',
    cancelLabel: 'Keep',
    danger,
  });
  await flushPromises();
  return { answer };
}

describe('the confirm dialog', () => {
  it('is not there while nothing is asked', () => {
    mount(ConfirmDialog, { attachTo: document.body });
    expect(dialog()).toBeNull();
  });

  it('has the question for a name, its text for a description, and the focus on what changes nothing', async () => {
    await ask();
    const part = (attribute: string): string | null | undefined =>
      document.getElementById(dialog()?.getAttribute(attribute) ?? '')?.textContent;
    expect(part('aria-labelledby')).toBe('Delete it?');
    expect(part('aria-describedby')).toBe('For ever.');
    expect(document.activeElement).toBe(button('Keep'));
  });

  it.each([
    ['Delete', true],
    ['Keep', false],
  ])('answers %s with %s and closes', async (name, expected) => {
    const { answer } = await ask();
    button(name)?.click();
    await expect(answer).resolves.toBe(expected);
    await flushPromises();
    expect(dialog()).toBeNull();
  });

  it('takes Escape for no', async () => {
    const { answer } = await ask();
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
    );
    await expect(answer).resolves.toBe(false);
  });

  it('marks what cannot be undone', async () => {
    await ask(true);
    expect(button('Delete')?.className).toContain('danger');
  });

  it('marks the rest as the ordinary next step', async () => {
    await ask(false);
    expect(button('Delete')?.className).toContain('primary');
  });
});
