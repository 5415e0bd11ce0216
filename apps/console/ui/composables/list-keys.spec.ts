import { describe, expect, it } from '@jest/globals';
import { commandOf, rowAfter } from './list-keys.js';

const bare = { ctrlKey: false, metaKey: false, altKey: false };

describe('the keys of the job list', () => {
  it('move, open, select, retry, search and explain', () => {
    const pressed = ['j', 'ArrowDown', 'k', 'ArrowUp', 'Enter', 'x', 'r', '/', '?', 'Escape'];
    expect(pressed.map((key) => commandOf(key, 'page', bare))).toEqual([
      'next',
      'next',
      'previous',
      'previous',
      'open',
      'select',
      'retry',
      'search',
      'help',
      'clear',
    ]);
    expect(commandOf('q', 'page', bare)).toBeNull();
  });

  it('leave letters to a field, and Enter to a button', () => {
    expect(commandOf('j', 'field', bare)).toBeNull();
    expect(commandOf('/', 'field', bare)).toBeNull();
    expect(commandOf('Escape', 'field', bare)).toBe('clear');
    expect(commandOf('Enter', 'control', bare)).toBeNull();
    expect(commandOf('j', 'control', bare)).toBe('next');
  });

  it('leave the browser its own: Ctrl-R reloads', () => {
    expect(commandOf('r', 'page', { ...bare, ctrlKey: true })).toBeNull();
    expect(commandOf('k', 'page', { ...bare, metaKey: true })).toBeNull();
  });

  it('stay within the rows', () => {
    expect(rowAfter('next', -1, 3, 10)).toBe(0);
    expect(rowAfter('next', 2, 3, 10)).toBe(2);
    expect(rowAfter('previous', -1, 3, 10)).toBe(0);
    expect(rowAfter('page-down', 1, 30, 10)).toBe(11);
    expect(rowAfter('page-up', 1, 30, 10)).toBe(0);
    expect(rowAfter('last', 0, 30, 10)).toBe(29);
    expect(rowAfter('open', 4, 30, 10)).toBe(4);
    expect(rowAfter('next', 0, 0, 10)).toBe(-1);
  });
});
