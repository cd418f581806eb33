import { isJsonObject } from '../json/read-json';
import { maxJsonDepth } from '../limits';
import type { Disclosure, JsonObject } from '../token';
import type { Disclosed, OpenedDisclosure } from './disclosed';

type Inserted = Pick<Disclosed, 'claims' | 'disclosures' | 'undisclosed' | 'warnings'>;

/** The result for one disclosure. */
type Outcome = Pick<OpenedDisclosure, 'pointer' | 'problem'>;

/**
 * Inserts disclosures where their digests are (RFC 9901 §7.1, steps 3 to 5). `digests` has those of each disclosure.
 */
export function insertDisclosures(
  claims: JsonObject,
  disclosures: readonly Disclosure[],
  digests: readonly (readonly string[])[] | undefined,
): Inserted {
  const inserter = new DisclosureInserter(disclosures, digests);
  return inserter.insert(claims);
}

/**
 * Traverses the claims and the inserted values once. Each digest is opened only once, so that no two disclosures can
 * contain each other, and none deeper than the limit for JSON.
 */
class DisclosureInserter {
  readonly #disclosures: readonly Disclosure[];
  readonly #digests: readonly (readonly string[])[] | undefined;
  readonly #byDigest = new Map<string, number>();
  readonly #outcomes: Outcome[];
  readonly #seen = new Set<string>();
  readonly #undisclosed: Disclosed['undisclosed'][number][] = [];
  readonly #warnings = new Set<string>();

  constructor(disclosures: readonly Disclosure[], digests: readonly (readonly string[])[] | undefined) {
    this.#disclosures = disclosures;
    this.#digests = digests;
    this.#outcomes = disclosures.map(() => ({}));
    for (const [index, each] of (digests ?? []).entries()) {
      for (const digest of each) {
        if (this.#byDigest.has(digest)) this.#settle(index, { problem: 'duplicate_digest' });
        else this.#byDigest.set(digest, index);
      }
    }
  }

  insert(claims: JsonObject): Inserted {
    const opened = this.#openObject(claims, '', 1);
    // RFC 9901 §4.1.1: `_sd_alg` is valid only at the top level.
    const { _sd_alg: _hash, ...rest } = opened;
    const disclosures = this.#disclosures.map((disclosure, index) => ({
      disclosure,
      digest: this.#findDigest(index),
      ...this.#finish(disclosure, index),
    }));
    return {
      claims: rest,
      disclosures,
      undisclosed: this.#undisclosed,
      warnings: [...this.#warnings],
    };
  }

  /** The digest that is in the claims, otherwise that of the text as received. */
  #findDigest(index: number): string {
    const [first = '', ...others] = this.#digests?.[index] ?? [];
    return others.find((digest) => this.#seen.has(digest)) ?? first;
  }

  /**
   * A disclosure whose digest isn't in the claims is unreferenced (§7.1 step 5), unless no digest could be computed.
   */
  #finish({ problem }: Disclosure, index: number): Outcome {
    const outcome = this.#outcomes[index] ?? {};
    if (outcome.pointer !== undefined || outcome.problem !== undefined) return outcome;
    if (problem !== undefined) return this.#settle(index, { problem: 'malformed' });
    return this.#digests === undefined ? {} : this.#settle(index, { problem: 'unreferenced' });
  }

  #settle(index: number, outcome: Outcome): Outcome {
    this.#outcomes[index] = outcome;
    const { problem } = outcome;
    if (problem === 'malformed' || problem === 'name_taken') this.#warnings.add('SDJ-FORM');
    if (problem === 'unreferenced' || problem === 'duplicate_digest') this.#warnings.add('SDJ-DIGEST');
    return outcome;
  }

  #open(value: unknown, pointer: string, depth: number): unknown {
    if (typeof value !== 'object' || value === null) return value;
    // Not opened: this depth was reached by inserting disclosures, each of which is valid by itself.
    if (depth > maxJsonDepth) {
      this.#warnings.add('SDJ-FORM');
      return value;
    }
    return Array.isArray(value)
      ? this.#openArray(value, pointer, depth)
      : this.#openObject(value as JsonObject, pointer, depth);
  }

  #openObject(object: JsonObject, pointer: string, depth: number): JsonObject {
    const members: [string, unknown][] = [];
    const names = new Set(Object.keys(object));
    for (const [name, value] of Object.entries(object)) {
      if (name === '_sd') continue;
      // RFC 9901 §4.1: `...` is allowed only in an array element, `_sd_alg` only at the top level.
      if (name === '...' || (name === '_sd_alg' && depth > 1)) {
        this.#warnings.add(name === '...' ? 'SDJ-FORM' : 'SDJ-ALG');
      }
      members.push([name, this.#open(value, step(pointer, name), depth + 1)]);
    }
    for (const digest of this.#readDigests(object)) {
      const index = this.#take(digest, pointer);
      if (index === undefined) continue;
      const { name, value, problem } = this.#disclosures[index] ?? {};
      if (problem !== undefined || name === undefined) {
        this.#settle(index, { problem: 'malformed' });
      } else if (names.has(name)) {
        this.#settle(index, { problem: 'name_taken' });
      } else {
        // RFC 9901 §4.1.1: only the issuer's payload can specify it, so the disclosed value has no effect.
        if (name === '_sd_alg') this.#warnings.add('SDJ-ALG');
        names.add(name);
        this.#settle(index, { pointer: step(pointer, name) });
        members.push([name, this.#open(value, step(pointer, name), depth + 1)]);
      }
    }
    // `fromEntries` creates own members for all names, including `__proto__`.
    return Object.fromEntries(members);
  }

  #openArray(items: readonly unknown[], pointer: string, depth: number): readonly unknown[] {
    const opened: unknown[] = [];
    for (const item of items) {
      const here = step(pointer, String(opened.length));
      const digest = readPlaceholder(item);
      if (digest === undefined) {
        opened.push(this.#open(item, here, depth + 1));
        continue;
      }
      // An array element that isn't disclosed is removed (§7.1 step 3d), so its pointer is that of its array.
      const index = this.#take(digest, pointer);
      if (index === undefined) continue;
      const { name, value, problem } = this.#disclosures[index] ?? {};
      if (problem !== undefined || name !== undefined) {
        this.#settle(index, { problem: 'malformed' });
      } else {
        this.#settle(index, { pointer: here });
        opened.push(this.#open(value, here, depth + 1));
      }
    }
    return opened;
  }

  #readDigests(object: JsonObject): readonly string[] {
    if (!Object.hasOwn(object, '_sd')) return [];
    const digests: unknown = object['_sd'];
    const isList = Array.isArray(digests) && digests.every((digest) => typeof digest === 'string');
    if (!isList) this.#warnings.add('SDJ-FORM');
    return isList ? digests : [];
  }

  /** The disclosure for a digest that `pointer` contains. A digest that occurs twice opens nothing the second time. */
  #take(digest: string, pointer: string): number | undefined {
    const index = this.#byDigest.get(digest);
    if (this.#seen.has(digest)) {
      this.#warnings.add('SDJ-DIGEST');
      if (index !== undefined) this.#settle(index, { ...this.#outcomes[index], problem: 'duplicate_digest' });
      return undefined;
    }
    this.#seen.add(digest);
    if (index === undefined) this.#undisclosed.push({ digest, pointer });
    return index;
  }
}

/** The digest that replaces an array element: an object with `...` and nothing else (RFC 9901 §4.2.4.2). */
function readPlaceholder(item: unknown): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const digest = item['...'];
  return typeof digest === 'string' && Object.keys(item).length === 1 ? digest : undefined;
}

function step(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
