import { decode, placeholderSignature, type Digests, type Jws, type Steps, type Token } from '../../token';
import { decodeBase64Text, encodeBase64url } from './encoded-runs';
import { applyEdits, type Edit } from './edits';
import { unescapeJson } from './json-strings';
import { sanitizeText, type TextTools } from './sanitize-text';
import type { SanitizeWork } from './work';
import { maxDisclosureRounds, maxNotedClaims } from './limits';

/**
 * Replaces the signature, the ciphertext and the claims to be replaced. Header and other claims stay. The result has the
 * form of the original, so that it's found and decoded in the same way.
 */
export class TokenSanitizer {
  readonly #sanitized = new Map<string, string>();
  readonly #known = new Set<string>();
  readonly #tools: Omit<TextTools, 'sanitizeToken'>;
  readonly #digests: Digests;
  /** Digests of disclosures, and of SD-JWTs in key bindings, in the token that is being sanitized. */
  readonly #localDigests = new Map<string, string>();

  constructor(tools: Omit<TextTools, 'sanitizeToken'>, digests: Digests) {
    this.#tools = tools;
    this.#digests = digests;
  }

  isToken(text: string): boolean {
    return this.#known.has(text);
  }

  /** Sanitizes each token again, since more secrets are known, which a token may contain. */
  forget(): void {
    this.#sanitized.clear();
  }

  *sanitize(raw: string, work: SanitizeWork): Steps<string> {
    const { registry } = this.#tools;
    if (registry.isCreated(raw)) return raw;
    const known = this.#sanitized.get(raw);
    if (known !== undefined) return known;
    const token = decode(raw);
    this.#noteClaims(token, raw);
    const result = yield* this.#sanitizeToken(token, raw, work);
    this.#sanitized.set(raw, result);
    registry.set(raw, result, token.kind === 'jwe' ? 'encryption' : 'signature');
    return result;
  }

  #noteClaims(token: Token, raw: string): void {
    const claims = token.kind === 'jwe' ? undefined : token.claims;
    const isKnown = this.#known.has(raw);
    this.#known.add(raw);
    if (claims === undefined || isKnown) return;
    const { claimNames, clientIds, subjects, parties } = this.#tools.registry;
    for (const [name, value] of Object.entries(claims).slice(0, maxNotedClaims)) {
      claimNames.set(name, (claimNames.get(name) ?? 0) + 1);
      const values: readonly unknown[] = Array.isArray(value) ? value.slice(0, 20) : [value];
      for (const each of values) {
        if (typeof each !== 'string' || each.length > 256) continue;
        if (subjectClaims.has(name)) subjects.add(each);
        if (partyClaims.has(name)) parties.add(each);
        if (clientClaims.has(name)) clientIds.add(each);
      }
    }
  }

  *#sanitizeToken(token: Token, raw: string, work: SanitizeWork): Steps<string> {
    if (/^\s*\{/.test(raw)) return yield* this.#sanitizeJson(raw, work);
    if (token.kind === 'sd-jwt') return yield* this.#sanitizeSdJwt(raw, work);
    if (token.kind === 'malformed' && (token.reason.startsWith('credentials') || !raw.includes('.')))
      return yield* this.#sanitizeText(raw, work);
    const isEncrypted =
      token.kind === 'jwe' || ('header' in token && Object.hasOwn(token.header ?? {}, 'enc'));
    const [header = '', ...parts] = raw.split('.');
    const sanitizedHeader = yield* this.#sanitizePart(header, work);
    if (isEncrypted) {
      const [encryptedKey = '', iv = '', ciphertext = '', ...rest] = parts;
      const tag = rest.map((part) => this.#scramble(part, placeholderSignature));
      return [
        sanitizedHeader,
        ...[encryptedKey, iv, ciphertext].slice(0, parts.length).map((part) => this.#scramble(part)),
        ...tag,
      ].join('.');
    }
    // An unencoded payload may contain dots (RFC 7797 §5.2).
    const isUnencoded = token.kind === 'jws' && token.header['b64'] === false;
    const payload = isUnencoded ? parts.slice(0, -1).join('.') : (parts[0] ?? '');
    const others = isUnencoded ? parts.slice(-1) : parts.slice(1);
    const sanitizedPayload = isUnencoded
      ? yield* this.#sanitizeText(payload, work)
      : yield* this.#sanitizePayload(payload, token, work);
    const signatures = others.map((part) => this.#scramble(part, placeholderSignature));
    return [sanitizedHeader, ...(parts.length === 0 ? [] : [sanitizedPayload]), ...signatures].join('.');
  }

  *#sanitizePayload(encoded: string, token: Token, work: SanitizeWork): Steps<string> {
    const { claims, payloadForm }: Partial<Pick<Jws, 'claims' | 'payloadForm'>> =
      token.kind === 'jws' ? token : {};
    // Compressed, or not in UTF-8: written as plain JSON.
    if (payloadForm !== undefined && claims !== undefined) {
      return encodeBase64url(yield* this.#sanitizeText(JSON.stringify(claims), work));
    }
    return yield* this.#sanitizePart(encoded, work);
  }

  /** A header, or a payload. What isn't text is replaced completely. */
  *#sanitizePart(encoded: string, work: SanitizeWork): Steps<string> {
    if (encoded === '') return '';
    const text = decodeBase64Text(encoded);
    if (text === undefined) return this.#scramble(encoded);
    const sanitized = yield* this.#sanitizeText(text, work);
    return sanitized === text ? encoded : encodeBase64url(sanitized);
  }

  *#sanitizeText(text: string, work: SanitizeWork): Steps<string> {
    work.spend(text.length);
    const tools: TextTools = {
      ...this.#tools,
      replaceDigest: (digest) => this.#localDigests.get(digest) ?? this.#tools.replaceDigest(digest),
      sanitizeToken: (raw, innerWork) => this.sanitize(raw, innerWork),
    };
    return yield* sanitizeText(text, tools, work, { isClaims: true });
  }

  #scramble(part: string, prefix = ''): string {
    const { registry } = this.#tools;
    if (part.length < minScrambled) return part.replace(/[A-Za-z\d]/g, 'A');
    const known = registry.get(part);
    if (known !== undefined) return known;
    const isBase64url = /^[\w-]+$/.test(part);
    const replacement = isBase64url
      ? registry.random.base64urlLike(part, prefix)
      : registry.random.like(part);
    registry.setPart(part, replacement);
    return replacement;
  }

  /** RFC 9901 §4: the issuer's JWS, disclosures, and a key binding. Digests of what changes are computed again. */
  *#sanitizeSdJwt(raw: string, work: SanitizeWork): Steps<string> {
    const [jws = '', ...rest] = raw.split('~');
    const keyBinding = rest.pop() ?? '';
    const sanitized = yield* this.#sanitizeDisclosures(rest, work);
    const issued = [yield* this.sanitize(jws, work), ...rest.map((each) => sanitized.get(each) ?? '')];
    if (keyBinding === '') return `${issued.join('~')}~`;
    this.#setDigest(`${[jws, ...rest].join('~')}~`, `${issued.join('~')}~`);
    return `${issued.join('~')}~${yield* this.sanitize(keyBinding, work)}`;
  }

  /** Returns what each becomes. */
  *#sanitizeDisclosures(
    disclosures: readonly string[],
    work: SanitizeWork,
  ): Steps<ReadonlyMap<string, string>> {
    // A disclosure can contain digests of those before it or after it, so that each is needed first.
    const sanitized = new Map<string, string>();
    for (let round = 0; round < maxDisclosureRounds; round += 1) {
      let hasChanged = false;
      for (const disclosure of disclosures) {
        const changed = yield* this.#sanitizeDisclosure(disclosure, work);
        if (sanitized.get(disclosure) === changed) continue;
        sanitized.set(disclosure, changed);
        hasChanged = true;
        this.#setDigest(disclosure, changed);
      }
      if (!hasChanged) break;
    }
    return sanitized;
  }

  #setDigest(text: string, sanitized: string): void {
    const [before, after] = [this.#digests.digestText(text), this.#digests.digestText(sanitized)];
    if (before !== undefined && after !== undefined && before !== after)
      this.#localDigests.set(before, after);
  }

  *#sanitizeDisclosure(encoded: string, work: SanitizeWork): Steps<string> {
    const text = decodeBase64Text(encoded);
    if (text === undefined) return this.#scramble(encoded);
    let members: unknown;
    try {
      members = JSON.parse(text);
    } catch {
      return yield* this.#sanitizePart(encoded, work);
    }
    if (!Array.isArray(members) || members.length !== 3 || typeof members[1] !== 'string')
      return yield* this.#sanitizePart(encoded, work);
    const [salt, name, value] = members as readonly unknown[];
    const member = JSON.stringify({ [String(name)]: value });
    const sanitized = yield* this.#sanitizeText(member, work);
    if (sanitized === member) return encoded;
    const changed = Object.values(JSON.parse(sanitized) as Record<string, unknown>)[0];
    return encodeBase64url(JSON.stringify([salt, name, changed]));
  }

  /** JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2), also of an SD-JWT (RFC 9901 §8). */
  *#sanitizeJson(raw: string, work: SanitizeWork): Steps<string> {
    const { disclosures, keyBindings } = listSdJwtParts(raw);
    const replaced = new Map(yield* this.#sanitizeDisclosures(disclosures, work));
    const result = yield* this.#sanitizeMembers(raw, work);
    if (disclosures.length === 0 && keyBindings.length === 0) return result;
    const combine = (json: string, texts: readonly string[]) => `${[combineJws(json), ...texts].join('~')}~`;
    const issued = disclosures.map((each) => replaced.get(each) ?? '');
    this.#setDigest(combine(raw, disclosures), combine(result, issued));
    for (const each of keyBindings) replaced.set(each, yield* this.sanitize(each, work));
    return result.replaceAll(jsonString, (written, content: string) => {
      const replacement = replaced.get(unescapeJson(content));
      return replacement === undefined ? written : JSON.stringify(replacement);
    });
  }

  *#sanitizeMembers(raw: string, work: SanitizeWork): Steps<string> {
    const edits: Edit[] = [];
    for (const match of raw.matchAll(serialized)) {
      const [, before = '', name = '', value = ''] = match;
      const start = match.index + before.length;
      const text =
        name === 'payload'
          ? yield* this.#sanitizePart(value, work)
          : name === 'signature' || name === 'tag'
            ? this.#scramble(value, placeholderSignature)
            : this.#scramble(value);
      edits.push({ start, end: start + value.length, text });
    }
    return applyEdits(raw, edits);
  }
}

const jsonString = /"((?:[^"\\]|\\.)*)"/g;

interface SerializedPart {
  readonly protected?: unknown;
  readonly signature?: unknown;
  readonly header?: { readonly disclosures?: unknown; readonly kb_jwt?: unknown } | null;
}

interface SerializedJws extends SerializedPart {
  readonly payload?: unknown;
  readonly signatures?: readonly (SerializedPart | null)[];
}

function parseJws(raw: string): SerializedJws {
  try {
    return JSON.parse(raw) as SerializedJws;
  } catch {
    return {};
  }
}

/** The disclosures and key bindings in the unprotected headers of an SD-JWT. */
function listSdJwtParts(raw: string) {
  const jws = parseJws(raw);
  const headers = [jws, ...(Array.isArray(jws.signatures) ? jws.signatures : [])].map((part) => part?.header);
  const listTexts = (values: readonly unknown[]) =>
    values.filter((value): value is string => typeof value === 'string' && value !== '');
  return {
    disclosures: listTexts(
      headers.flatMap((header) => (Array.isArray(header?.disclosures) ? header.disclosures : [])),
    ),
    keyBindings: listTexts(headers.map((header) => header?.kb_jwt)),
  };
}

/** The compact form of the first signature. */
function combineJws(raw: string): string {
  const jws = parseJws(raw);
  const first = jws.signatures?.[0] ?? jws;
  return [first.protected, jws.payload, first.signature].join('.');
}

const serialized = /("(payload|signature|ciphertext|tag|iv|encrypted_key)"\s*:\s*")([^"\\]*)/g;
/** Shorter parts can't be signatures. */
const minScrambled = 8;
const subjectClaims: ReadonlySet<string> = new Set(['sub', 'oid', 'tid']);
const partyClaims: ReadonlySet<string> = new Set(['iss', 'aud', 'azp', 'client_id']);
const clientClaims: ReadonlySet<string> = new Set(['aud', 'azp', 'client_id', 'appid', 'cid']);
