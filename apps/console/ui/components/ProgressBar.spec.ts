/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import ProgressBar from './ProgressBar.vue';

const bar = (done: number, total: number) => mount(ProgressBar, { props: { done, total, label: 'Pages' } });
const width = (done: number, total: number) => (bar(done, total).get('.fill').element as HTMLElement).style.width;

describe('a progress bar', () => {
  it('tells a screen reader how far it is', () => {
    expect(bar(9, 24).attributes()).toMatchObject({
      role: 'progressbar',
      'aria-label': 'Pages',
      'aria-valuemin': '0',
      'aria-valuemax': '24',
      'aria-valuenow': '9',
      'aria-valuetext': '9 of 24',
    });
  });

  it.each([
    [0, 24, '0%'],
    [6, 24, '25%'],
    [24, 24, '100%'],
    [25, 24, '100%'],
    [0, 0, '0%'],
  ])('is filled for %d of %d to %s', (done, total, expected) => {
    expect(width(done, total)).toBe(expected);
  });
});
