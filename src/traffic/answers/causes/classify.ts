import type { CauseCode } from './cause';
import { maxReportLength } from './limits';
import { dpopPhrases, phrases, specificWeight } from './phrases';

/** OAuth error codes with one meaning. RFC 6749 §5.2, RFC 8707 §2, RFC 9449 §7.1 and §9, RFC 9470 §3. */
const errorCodes: ReadonlyMap<string, readonly [CauseCode, number]> = new Map<
  string,
  readonly [CauseCode, number]
>([
  ['insufficient_scope', ['scope', specificWeight]],
  ['invalid_scope', ['scope', specificWeight]],
  ['insufficient_user_authentication', ['step-up', 70]],
  // Microsoft identity platform, claims challenge.
  ['insufficient_claims', ['step-up', 60]],
  ['interaction_required', ['step-up', specificWeight]],
  ['use_dpop_nonce', ['dpop-nonce', 80]],
  ['invalid_client', ['invalid-client', 50]],
  ['unauthorized_client', ['invalid-client', 45]],
  ['invalid_grant', ['invalid-grant', 35]],
  ['invalid_target', ['audience', specificWeight]],
]);

/** What a program was doing, before the reason why it failed. */
const activity =
  /^[^:]{0,120}(?:\bwhile (?:attempting to |trying to )?(?:decod|pars|verif|validat)\w*|\bcould not verify)[^:]{0,60}:\s*(\S[^]*)$/i;

/** What a text from a server suggests: the causes, each with a weight. A text that lists many causes says little. */
export function classify(text: string): ReadonlyMap<CauseCode, number> {
  const code = errorCodes.get(text);
  if (code !== undefined) return new Map([code]);
  if (text === 'invalid_token' || text === 'invalid_request') return new Map();
  const reason = activity.exec(text)?.[1];
  const found = reason === undefined ? undefined : classifyWords(reason);
  return found !== undefined && found.size > 0 ? found : classifyWords(text);
}

function classifyWords(text: string): ReadonlyMap<CauseCode, number> {
  const plain = normalize(text);
  const isAboutProof = /\bdpop\b|\bproof\b|\bhtm\b|\bhtu\b|\bath\b|\bjkt\b/.test(plain);
  const found = new Map<CauseCode, number>();
  for (const { cause, pattern, weight = specificWeight, except } of [
    ...(isAboutProof ? dpopPhrases : []),
    ...phrases,
  ]) {
    if (!pattern.test(plain) || except?.test(plain) === true) continue;
    found.set(cause, Math.max(found.get(cause) ?? 0, weight));
  }
  if (isAboutProof) dropOthers(found);
  // "no key found to verify the signature", "invalid signature algorithm", "invalid scope or token expired".
  if (found.has('unknown-kid') || found.has('algorithm')) found.delete('signature');
  if (found.has('csrf'))
    for (const other of ['no-token', 'cookie-not-sent', 'scope', 'preflight', 'signature'] as const)
      found.delete(other);
  if (found.has('pkce'))
    for (const other of ['invalid-grant', 'signature', 'algorithm'] as const) found.delete(other);
  if (found.has('redirect-mismatch')) found.delete('invalid-grant');
  if (found.has('step-up')) found.delete('no-token');
  if (found.has('too-large'))
    for (const other of ['cookie-not-sent', 'malformed'] as const) found.delete(other);
  if (
    found.size < 3 &&
    !/\b(?:invalid|missing|malformed) (?:or|and|,)(?! insufficient)|\bor (?:has |is )?(?:invalid|expired|revoked)/.test(
      plain,
    )
  )
    return found;
  return new Map(
    [...found].map(([cause, weight]) => [cause, weight / (found.size < 2 ? 2 : found.size + 1)]),
  );
}

/** The words of a text about a proof have other meanings elsewhere. */
function dropOthers(found: Map<CauseCode, number>): void {
  const specificOnes = [...found.keys()].filter(
    (cause) => cause.startsWith('dpop-') && cause !== 'dpop-missing',
  );
  for (const cause of found.keys()) if (!cause.startsWith('dpop-')) found.delete(cause);
  if (specificOnes.length > 0) found.delete('dpop-missing');
  // "htm does not match", "htu mismatch".
  if (specificOnes.length > 1) found.delete('dpop-binding');
}

function normalize(text: string): string {
  return (
    text
      .slice(0, maxReportLength)
      .replaceAll(/\bhttps?:\/\/[^\s"'<>]+/g, ' ')
      .replaceAll(/\beyJ[\w.-]+/g, ' ')
      // Names, such as that of an API key.
      .replaceAll(/`[^`]{1,60}`/g, ' ')
      .replaceAll(/dpop/gi, 'dpop')
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll(/([A-Z]{2})([A-Z][a-z])/g, '$1 $2')
      .toLowerCase()
      .replaceAll(/[_-]/g, ' ')
      .replaceAll(/\s+/g, ' ')
  );
}
