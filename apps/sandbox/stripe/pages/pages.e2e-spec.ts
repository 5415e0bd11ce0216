import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../../../test/support/browser.js';
import { CHALLENGED_CARD, DECLINED_CARD, FAILS_LATER_CARD, StripeShop } from '../../../../test/support/stripe-shop.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('the hosted pages in a browser', () => {
  let browser: Browser;
  let shop: StripeShop;
  beforeAll(async () => {
    shop = await StripeShop.open();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  const thanks = (): string => `${shop.sandbox.adminUrl}/clock?session={CHECKOUT_SESSION_ID}`;

  it('lead a person without JavaScript from a decline over 3-D Secure to the shop', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const session = await shop.session((await shop.price(1200)).id, { success_url: thanks() });
    await page.goto(session.url ?? '');
    await page.locator('#card').fill(DECLINED_CARD);
    await page.locator('#pay').click();
    expect(await page.locator('#error').textContent()).toBe('Your card was declined.');
    await page.getByLabel('Visa that asks for 3-D Secure').check();
    await page.locator('#pay').click();
    await page.locator('#fail').click();
    expect(await page.locator('#error').textContent()).toContain('unable to authenticate');
    await page.locator('#card').fill(CHALLENGED_CARD);
    await page.locator('#pay').click();
    await page.locator('#authenticate').click();
    expect(page.url()).toBe(`${shop.sandbox.adminUrl}/clock?session=${session.id}`);
    await context.close();
  });

  it('let a person go back without paying', async () => {
    const page = await browser.newPage();
    const back = `${shop.sandbox.adminUrl}/faults`;
    const session = await shop.session((await shop.price(1200)).id, { cancel_url: back });
    await page.goto(session.url ?? '');
    await page.locator('#cancel').click();
    expect(page.url()).toBe(back);
    expect((await shop.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    await page.close();
  });

  it.each([
    ['desktop', 1280],
    ['phone', 375],
  ])('have no fault that axe can find, and fit a %s', async (_device, width) => {
    const { customer } = await shop.subscribe(900, FAILS_LATER_CARD);
    await shop.advance(31.1);
    const portal = await shop.stripe.billingPortal.sessions.create({ customer, return_url: 'https://shop.example/' });
    const session = await shop.session((await shop.price(1200)).id, { customer_email: undefined });
    const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
    const page = await context.newPage();
    for (const url of [session.url ?? '', portal.url]) {
      await page.goto(url);
      await page.addScriptTag({ path: AXE });
      const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
      expect(found).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
    await context.close();
  });
});
