import { describe, expect, it } from '@jest/globals';
import { currentLink } from './current-link.js';

const links = [{ to: '/' }, { to: '/support' }, { to: '/support/failures' }];

describe('the link that a page belongs to', () => {
  it.each([
    ['/', '/'],
    ['/books/7', '/'],
    ['/support', '/support'],
    ['/support/jobs/7', '/support'],
    ['/support/failures/abc', '/support/failures'],
    ['/account', undefined],
    ['/supporters', undefined],
  ])('of %s', (path, to) => expect(currentLink(path, links)?.to).toBe(to));
});
