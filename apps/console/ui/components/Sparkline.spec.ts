/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import Sparkline from './Sparkline.vue';

const line = (perHour: number[]) => mount(Sparkline, { props: { perHour } });
const heights = (perHour: number[]) =>
  line(perHour)
    .findAll('rect')
    .map((bar) => Number(bar.attributes('height')));

describe('a sparkline', () => {
  it('is a picture whose name says the sum and the peak', () => {
    const { role, 'aria-label': label } = line([1, 0, 5]).attributes();
    expect(role).toBe('img');
    expect(label).toContain('6 in');
    expect(label).toMatch(/\b5$/);
  });

  it('has a bar for each hour, the highest as high as the picture', () => {
    expect(heights([6, 12, 24])).toEqual([6, 12, 24]);
  });

  it('keeps one case visible beside many, and less for none', () => {
    const [one = 0, none = 0] = heights([1, 0, 1000]);
    expect(one).toBeGreaterThan(none);
  });

  it('stands for a day without any', () => {
    expect(line([0, 0]).attributes('aria-label')).toContain('0 in');
    expect(heights([0, 0])).toEqual([1, 1]);
  });
});
