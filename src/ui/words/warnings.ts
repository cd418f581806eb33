import type { MessageKey, Say } from '../translate';

const warnings: ReadonlyMap<string, MessageKey> = new Map([
  ['KEY-ALG-MISMATCH', 'warning_key_alg_mismatch'],
  ['KEY-USE', 'warning_key_use'],
  ['KEY-PRIVATE-PASTED', 'warning_key_private_pasted'],
  ['KEY-RSA-SMALL', 'warning_key_rsa_small'],
  ['HMAC-SHORT-KEY', 'warning_hmac_short_key'],
]);

/** What a verdict's warning means; one without words of its own is named by its rule. */
export function describeWarning(say: Say, rule: string): string {
  const key = warnings.get(rule);
  return key ? say(key) : say('warning_rule', rule);
}
