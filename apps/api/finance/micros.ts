import { decimalsOf } from '#payments/money.js';

/** Millionths of a currency's unit as its minor units, rounded half up: what artists charge is less than a cent a page. */
export function fromMicros(micros: bigint, currency: string): bigint {
  const each = 10n ** BigInt(6 - decimalsOf(currency));
  const half = each / 2n;
  return micros >= 0n ? (micros + half) / each : -((-micros + half) / each);
}
