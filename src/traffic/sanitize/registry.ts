import type { SecretKind } from './edits';
import { RandomText, type FillRandom } from './random-text';
import { isOpaque, protocolWords } from './secret-names';
import { minIndexed, SecretIndex } from './secret-index';
import { SanitizeWork } from './work';

/** The number of distinct values of each kind that were replaced. */
export type SanitizedCounts = Readonly<Record<SecretKind, number>>;

/** A value before and after. */
export interface SanitizedSample {
  readonly kind: SecretKind;
  readonly before: string;
  readonly after: string;
}

/** A single secret shown in full would defeat the purpose of the preview. */
const shownCharacters = 4;
const maxShownLength = 40;
const minClaim = 4;
const minCredential = 6;
const minLetters = 12;
const minCookie = 12;

/** The replacement of each secret. The same secret has the same replacement, wherever it is. */
export class Registry {
  readonly random: RandomText;
  readonly index = new SecretIndex();
  /** The client IDs that were found: they aren't secrets, even as a user name of Basic credentials. */
  readonly clientIds = new Set<string>();
  /** The claims that tokens have, with the number of distinct tokens that have each. */
  readonly claimNames = new Map<string, number>();
  /** The subjects in tokens. They aren't replaced only because a cookie has the same value. */
  readonly subjects = new Set<string>();
  /** Issuers, audiences and clients. They aren't replaced only because a personal claim has the same value. */
  readonly parties = new Set<string>();
  readonly #replacements = new Map<string, string>();
  readonly #created = new Set<string>();
  readonly #possible = new Map<string, SecretKind>();
  readonly #counted: Record<SecretKind, Set<string>> = {
    signature: new Set(),
    encryption: new Set(),
    cookie: new Set(),
    credential: new Set(),
    claim: new Set(),
  };
  readonly #samples = new Map<SecretKind, SanitizedSample>();

  constructor(fillRandom: FillRandom) {
    this.random = new RandomText(fillRandom);
  }

  /**
   * Returns the replacement of a secret, and makes it known for all texts if it can be recognized there. If it's only
   * possibly a secret, such as the value of a cookie, that is decided when all identifiers are known: see `promote`.
   */
  replace(secret: string, kind: SecretKind, isCertain = kind === 'credential'): string {
    if (this.#created.has(secret)) return secret;
    const known = this.#replacements.get(secret);
    if (known !== undefined) return known;
    const replacement = this.random.like(secret);
    this.set(secret, replacement, kind);
    if (!isCertain) this.#possible.set(secret, kind);
    else if (isRecognizable(secret, kind)) this.index.add(secret, replacement);
    return replacement;
  }

  /** Makes possible secrets known for all texts, except for those that tokens have as an identifier. */
  promote(): void {
    const identifiers = new SecretIndex();
    for (const text of [...this.subjects, ...this.parties]) identifiers.add(text, text);
    for (const [secret, kind] of this.#possible) {
      const replacement = this.#replacements.get(secret);
      if (replacement === undefined || this.parties.has(secret) || !isRecognizable(secret, kind)) continue;
      // A libraries' key for an account is made of its identifiers, which are in URLs as well.
      if (kind !== 'claim' && identifiers.find(secret, new SanitizeWork(secret.length)).length > 0) continue;
      // The value of a cookie can begin like others, with the names in its JSON.
      this.index.add(secret, replacement, false);
    }
    this.#possible.clear();
  }

  /** Sets the replacement of a secret; `replace` returns it from now on. */
  set(secret: string, replacement: string, kind: SecretKind): void {
    this.#replacements.set(secret, replacement);
    this.#created.add(replacement);
    this.count(secret, replacement, kind);
  }

  /** Sets the replacement of a part of a token, which has the same length and isn't counted. */
  setPart(part: string, replacement: string): void {
    this.#replacements.set(part, replacement);
    this.#created.add(replacement);
    this.index.add(part, replacement);
  }

  get(secret: string): string | undefined {
    return this.#replacements.get(secret);
  }

  /** Whether the text is a replacement. */
  isCreated(text: string): boolean {
    return this.#created.has(text);
  }

  /** The texts that can have a digest: tokens and credentials. */
  *secrets(): Generator<string> {
    const { signature, encryption, credential } = this.#counted;
    yield* signature;
    yield* encryption;
    yield* credential;
  }

  count(secret: string, replacement: string, kind: SecretKind): void {
    this.#counted[kind].add(secret);
    if (secret.length < 2 * shownCharacters || this.#samples.has(kind)) return;
    // The parts before the signature stay.
    const [before, after] =
      kind === 'signature' ? [lastPart(secret), lastPart(replacement)] : [secret, replacement];
    this.#samples.set(kind, { kind, before: mask(before), after: after.slice(0, maxShownLength) });
  }

  get counts(): SanitizedCounts {
    const { signature, encryption, cookie, credential, claim } = this.#counted;
    return {
      signature: signature.size,
      encryption: encryption.size,
      cookie: cookie.size,
      credential: credential.size,
      claim: claim.size,
    };
  }

  get samples(): readonly SanitizedSample[] {
    return [...this.#samples.values()];
  }
}

/** Whether the value can be recognized in other texts: it isn't only a common word. */
function isRecognizable(secret: string, kind: SecretKind): boolean {
  if (protocolWords.has(secret.toLowerCase()) || secret.length < minIndexed) return false;
  if (kind === 'claim') return secret.length >= minClaim && /[\p{L}\d]/u.test(secret);
  if (/^[a-z]+:\/\//i.test(secret)) return false;
  if (kind === 'cookie') return isOpaque(secret, minCookie) && !/[/\s]/.test(secret);
  return secret.length >= minCredential && (/[^a-z]/.test(secret) || secret.length >= minLetters);
}

function lastPart(token: string): string {
  return token.slice(token.lastIndexOf('.') + 1);
}

function mask(secret: string): string {
  return `${secret.slice(0, shownCharacters)}…`;
}
