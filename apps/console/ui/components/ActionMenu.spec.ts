/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import ActionMenu from './ActionMenu.vue';

enableAutoUnmount(afterEach);
beforeEach(() => void (document.body.innerHTML = '<main id="main"></main>'));

const rename = jest.fn();
const remove = jest.fn();
const menu = (): VueWrapper =>
  mount(ActionMenu, {
    attachTo: '#main',
    props: {
      label: 'Actions',
      actions: [
        { name: 'Rename…', icon: 'pencil', run: rename },
        { name: 'Delete', icon: 'trash', danger: true, run: remove },
      ],
    },
  });
const items = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
const pressKey = async (key: string): Promise<void> => {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await flushPromises();
  // reka-ui moves the focus in a timer
  await new Promise((resolve) => setTimeout(resolve));
};
/** Opened from the keyboard, with the focus on its button. */
async function open(): Promise<HTMLElement> {
  const button = menu().get('button').element;
  button.focus();
  await pressKey('Enter');
  return button;
}

describe('an action menu', () => {
  it('is a button with a name that says it opens a menu', () => {
    const button = menu().get('button');
    expect(button.attributes()).toMatchObject({
      'aria-label': 'Actions',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
    });
    expect(items().length).toBe(0);
  });

  it('opens by a key and names its actions', async () => {
    const button = await open();
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(items().map(({ textContent }) => textContent)).toEqual(['Rename…', 'Delete']);
  });

  it('runs an action once and closes', async () => {
    const button = await open();
    items()[1]?.click();
    await flushPromises();
    expect(remove).toHaveBeenCalledTimes(1);
    expect(button.getAttribute('aria-expanded')).toBe('false');
    expect(rename).not.toHaveBeenCalled();
  });

  it('closes by Escape, runs nothing and gives the focus back to its button', async () => {
    rename.mockClear();
    const button = await open();
    await pressKey('Escape');
    expect(items().length).toBe(0);
    expect(document.activeElement).toBe(button);
    expect(rename).not.toHaveBeenCalled();
  });
});
