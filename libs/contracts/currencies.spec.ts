import { describe, expect, it } from '@jest/globals';
import { chargeStepOf, decimalsOf, isWhole, payoutStepOf } from './currencies.js';

/** Every currency that Stripe's page lists, by the decimals of its amounts in the API. */
const LISTED = {
  0: 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF',
  3: 'BHD JOD KWD OMR TND',
  2:
    'USD AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK ' +
    'DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD KES KGS KHR KYD KZT LAK LBP LKR ' +
    'LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR ' +
    'SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH UGX UYU UZS WST XCD YER ZAR ZMW',
};
const ALL = Object.entries(LISTED).flatMap(([decimals, codes]) =>
  codes.split(' ').map((code): [string, number] => [code, Number(decimals)]),
);

describe('amounts of Stripe', () => {
  it.each(ALL)('in %s have %i decimals, however the code is written', (code, decimals) => {
    expect([decimalsOf(code.toLowerCase()), decimalsOf(code)]).toEqual([decimals, decimals]);
  });

  it('have two decimals in an unknown currency', () => {
    expect(['xyz', ''].map(decimalsOf)).toEqual([2, 2]);
  });

  it.each([
    ['usd', 1, 1],
    ['jpy', 1, 1],
    ['isk', 100, 100],
    ['ugx', 100, 100],
    ['huf', 1, 100],
    ['twd', 1, 100],
    ['bhd', 10, 1],
    ['jod', 10, 1],
    ['kwd', 10, 1],
    ['omr', 10, 1],
    ['tnd', 10, 1],
  ])('in %s are charged in steps of %i and paid out in steps of %i', (code, charge, payout) => {
    expect([chargeStepOf(code), payoutStepOf(code)]).toEqual([charge, payout]);
  });

  it('are in steps only in those', () => {
    const others = ALL.map(([code]) => code).filter((code) => !/ISK|UGX|HUF|TWD|BHD|JOD|KWD|OMR|TND/.test(code));
    expect(others.filter((code) => chargeStepOf(code) !== 1 || payoutStepOf(code) !== 1)).toEqual([]);
  });

  it.each([
    [500n, 100, true],
    [550n, 100, false],
    [-500n, 100, true],
    [5_124n, 10, false],
    [0n, 10, true],
  ])('%s is a multiple of %i: %s', (minor, step, whole) => expect(isWhole(minor, step)).toBe(whole));
});
