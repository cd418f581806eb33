import { finish, loadDigests, type Digests, type Steps } from '../../token';
import type { Exchange } from '../exchange/exchange';
import { isClaimReplaced, type DecidedClaims } from './claim-names';
import { dropReasons, type DropCounts, type DropReason } from './dropped';
import type { FillRandom } from './random-text';
import { Registry, type SanitizedCounts, type SanitizedSample } from './registry';
import { sanitizeExchange, type ExchangeTools } from './sanitize-exchange';
import { TokenSanitizer } from './sanitize-token';
import { SanitizeWork } from './work';
import { maxListedClaims } from './limits';

/** What a sanitized export replaces. */
export interface SanitizedSummary {
  readonly counts: SanitizedCounts;
  /** Bodies and messages of which only the tokens are exported. */
  readonly dropped: DropCounts;
  /** At most one of each kind. */
  readonly samples: readonly SanitizedSample[];
  /** The claims of the tokens, most frequent first, and whether they are replaced. */
  readonly claims: readonly { readonly name: string; readonly isReplaced: boolean }[];
}

/** The user's decisions, and the source of randomness for replacements. */
export interface SanitizerOptions {
  readonly fillRandom: FillRandom;
  /** Whether to replace a claim, by its name; if absent, only a personal one. */
  readonly decided?: Readonly<Record<string, boolean>> | undefined;
}

/** Creates a sanitizer for one export. Loads the hash functions for digests of what is replaced, such as `at_hash`. */
export async function createSanitizer(options: SanitizerOptions): Promise<Sanitizer> {
  return new Sanitizer(options, await loadDigests());
}

/**
 * Replaces the secrets of one export: signatures, ciphertext, credentials, values of cookies, and claims. Equal values get
 * equal replacements, which are random, so that nothing can be derived from them. First pass all exchanges to `collect`:
 * a secret in one of them can be in any other one, where nothing identifies it.
 */
export class Sanitizer {
  readonly #registry: Registry;
  readonly #decided: DecidedClaims;
  readonly #tokens: TokenSanitizer;
  readonly #digests: Digests;
  readonly #tools: ExchangeTools;
  /** What is digested, by its digest. */
  readonly #digested = new Map<
    string,
    { readonly text: string; readonly digest: (text: string) => string | undefined }
  >();
  #dropped: Partial<Record<DropReason, number>> = {};

  constructor({ fillRandom, decided = {} }: SanitizerOptions, digests: Digests) {
    this.#registry = new Registry(fillRandom);
    this.#decided = new Map(Object.entries(decided));
    this.#digests = digests;
    const tools = {
      registry: this.#registry,
      decided: this.#decided,
      replaceDigest: (text: string) => this.#replaceDigest(text),
    };
    this.#tokens = new TokenSanitizer(tools, digests);
    this.#tools = {
      ...tools,
      sanitizeToken: (raw, work) => this.#tokens.sanitize(raw, work),
      drop: (reason) => (this.#dropped[reason] = (this.#dropped[reason] ?? 0) + 1),
    };
  }

  /** Finds the secrets of one exchange. */
  *collect(exchange: Exchange): Steps<void> {
    yield* sanitizeExchange(exchange, this.#tools);
  }

  /** Call it after all exchanges were collected. */
  *prepare(): Steps<void> {
    this.#registry.promote();
    for (const text of this.#registry.secrets()) {
      if (text.length >= minDigested) this.#addDigests(text);
      yield;
    }
    this.#tokens.forget();
    this.#dropped = {};
  }

  *sanitize(exchange: Exchange): Steps<Exchange> {
    return yield* sanitizeExchange(exchange, this.#tools);
  }

  get summary(): SanitizedSummary {
    const { claimNames, counts, samples } = this.#registry;
    const claims = [...claimNames]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, maxListedClaims)
      .map(([name]) => ({
        name,
        isReplaced: isClaimReplaced(this.#decided, name),
      }));
    const dropped = Object.fromEntries(
      dropReasons.flatMap((reason) => {
        const count = this.#dropped[reason];
        return count === undefined ? [] : [[reason, count]];
      }),
    );
    return { counts, dropped, samples, claims };
  }

  #addDigests(text: string): void {
    const { digestText, digestTokenHash } = this.#digests;
    const add = (digest: (text: string) => string | undefined) => {
      const key = digest(text);
      if (key !== undefined) this.#digested.set(key, { text, digest });
    };
    // `ath` and `code_challenge` (RFC 9449 §4.2, RFC 7636 §4.2); `at_hash` and `c_hash`.
    add(digestText);
    for (const hash of ['sha-256', 'sha-384', 'sha-512']) add((each) => digestTokenHash(each, hash));
  }

  #replaceDigest(text: string): string | undefined {
    const known = this.#digested.get(text);
    if (known === undefined) return undefined;
    // A token can change when more secrets are known.
    const replacement = this.#tokens.isToken(known.text)
      ? finish(this.#tokens.sanitize(known.text, new SanitizeWork(known.text.length)))
      : this.#registry.get(known.text);
    return replacement === undefined ? undefined : known.digest(replacement);
  }
}

/** Shorter secrets aren't codes, verifiers or tokens. */
const minDigested = 8;
