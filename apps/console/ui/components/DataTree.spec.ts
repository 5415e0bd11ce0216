/** @jest-environment ./apps/stack/testing/dom-environment.mjs */
import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import DataTree from './DataTree.vue';

const tree = (data: unknown) => mount(DataTree, { props: { data } });

describe('a data tree', () => {
  it('shows each name with its value', () => {
    const shown = tree({ page: 7, refunded: false, code: 'content-policy' });
    expect(shown.findAll('dt').map((name) => name.text())).toEqual(['page', 'refunded', 'code']);
    expect(shown.findAll('dd').map((value) => value.text())).toEqual(['7', 'false', 'content-policy']);
  });

  it('nests objects and lists', () => {
    const shown = tree({ cost: { minor: '4' }, prompts: ['a fox'] });
    expect(shown.findAll('dl dl')).toHaveLength(2);
    expect(shown.findAll('dl dl dt').map((name) => name.text())).toEqual(['minor', '0']);
  });

  it('shows markup of authors as text', () => {
    const shown = tree({ title: '<img src=x onerror=alert(1)>' });
    expect(shown.find('img').exists()).toBe(false);
    expect(shown.get('dd').text()).toBe('<img src=x onerror=alert(1)>');
  });

  it('tells nothing, empty text and empty objects', () => {
    const shown = tree({ none: null, text: '', list: [], object: {} });
    expect(shown.findAll('dd').map((value) => value.text())).toEqual(['–', '–', '(empty)', '(empty)']);
  });

  it.each([
    ['a word', 'a word'],
    [0, '0'],
    [null, '–'],
    [[], '(empty)'],
  ])('shows %j alone as %s', (data, text) => {
    expect(tree(data).text()).toBe(text);
  });
});
