/**
 * Jest environment for component tests: jsdom with missing APIs. A suite selects it in its first comment:
 * `@jest-environment ./apps/stack/testing/dom-environment.mjs`.
 */
import { TestEnvironment } from 'jest-environment-jsdom';

class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

export default class DomEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    const { window } = this.dom;
    // jsdom has no layout
    window.ResizeObserver = window.IntersectionObserver = NoObserver;
    window.matchMedia = () => Object.assign(new window.EventTarget(), { matches: false });
    window.Element.prototype.scrollIntoView = () => undefined;
    window.Element.prototype.hasPointerCapture = () => false;
  }

  /** Not `source`, which packages have as well; nor `browser`, whose files are ES modules without saying so. */
  exportConditions() {
    return ['node', 'node-addons'];
  }
}
