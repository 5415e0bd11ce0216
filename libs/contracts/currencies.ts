/**
 * How Stripe writes amounts, where it is not in hundredths. Not ISO 4217, and not what `Intl` says: browsers follow CLDR,
 * which counts no decimals for ALL, RSD or LBP. One table for the API, the console, exports and the sandbox.
 * Source: https://docs.stripe.com/currencies (zero-decimal, three-decimal, special cases), read in November 2026.
 */
interface CurrencyRule {
  /** Decimals of an amount in the API: 0 where the minor unit is the unit itself. */
  decimals: number;
  /** Amounts that are charged or refunded must be multiples of this many minor units. */
  chargeStep: number;
  /** The same for amounts that are paid out. */
  payoutStep: number;
}

const USUAL: CurrencyRule = { decimals: 2, chargeStep: 1, payoutStep: 1 };

const each = (codes: string, rule: Partial<CurrencyRule>): [code: string, rule: CurrencyRule][] =>
  codes.split(' ').map((code) => [code, { ...USUAL, ...rule }]);

const SPECIAL: ReadonlyMap<string, CurrencyRule> = new Map([
  ...each('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf', { decimals: 0 }),
  // The last digit must be 0: card networks do not take it.
  ...each('bhd jod kwd omr tnd', { decimals: 3, chargeStep: 10 }),
  // Zero-decimal by now; for compatibility their amounts keep two decimals, which must be 00: 5 UGX is 500.
  ...each('isk ugx', { chargeStep: 100, payoutStep: 100 }),
  // Charged in hundredths, paid out in whole units.
  ...each('huf twd', { payoutStep: 100 }),
]);

const ruleOf = (currency: string): CurrencyRule => SPECIAL.get(currency.toLowerCase()) ?? USUAL;

/** Decimals of Stripe's amounts in a currency: 2 for cents, 0 for yen. */
export const decimalsOf = (currency: string): number => ruleOf(currency).decimals;

/** Minor units of which every charged or refunded amount is a multiple. */
export const chargeStepOf = (currency: string): number => ruleOf(currency).chargeStep;

/** Minor units of which every paid out amount is a multiple; what is left over stays in the balance. */
export const payoutStepOf = (currency: string): number => ruleOf(currency).payoutStep;

export const isWhole = (minor: bigint, step: number): boolean => minor % BigInt(step) === 0n;
