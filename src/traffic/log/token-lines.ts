import { refineTokenType, type TokenType } from '../../token';
import { maxAudiences, maxLineKeyLength, maxLineLength } from './limits';
import type { TokenLinePosition } from './log-summary';
import type { StoredToken } from './stored-token';

/**
 * Types of tokens that are renewed. The others, such as DPoP proofs and client assertions, are made for one request, so
 * the next one doesn't replace them.
 */
const renewedTypes: ReadonlySet<TokenType> = new Set<TokenType>([
  'access token',
  'ID token',
  'refresh token',
  'session token',
  'workload identity token',
  'service account token',
  'JWT',
]);

/** Claims that specify the client: RFC 9068 §2.2, OpenID Connect Core 1.0 §2, Okta, Microsoft Entra ID. */
const clientClaims = ['client_id', 'azp', 'cid', 'appid'] as const;
/** Claims that specify the token type at some providers. A refresh token may have the other claims of an access token. */
const typeClaims = ['typ', 'token_use', 'token_type', 'type', 'use'] as const;

/** A token in a line. It stays after its token was evicted, so that the positions of the others don't change. */
interface Member {
  readonly tokenId: number;
  readonly issuedAtSeconds: number;
  readonly firstSeenMs: number;
  isStored: boolean;
}

function compareMembers(a: Member, b: Member): number {
  return a.issuedAtSeconds - b.issuedAtSeconds || a.firstSeenMs - b.firstSeenMs;
}

/** Tokens with the same issuer, subject, client, audience and type, oldest first. */
class TokenLine {
  readonly id: number;
  readonly key: string;
  /** The newest ones, within the limit. */
  readonly members: Member[] = [];
  /** How many earlier ones there were. */
  #earlier = 0;

  constructor(id: number, key: string) {
    this.id = id;
    this.key = key;
  }

  positionOf(tokenId: number): TokenLinePosition | undefined {
    const index = this.members.findIndex((member) => member.tokenId === tokenId);
    if (index === -1) return undefined;
    const size = this.#earlier + this.members.length;
    const position = this.#earlier + index + 1;
    return { id: this.id, position, size, isCurrent: position === size };
  }

  /**
   * Adds a token after those that were issued before it. Times of issue are in seconds, and responses are read in any
   * order, so tokens of the same second are in the order they were first seen in the traffic.
   */
  add(member: Member): void {
    this.#insert(member);
    if (this.members.length <= maxLineLength) return;
    this.members.shift();
    this.#earlier += 1;
  }

  /** A sighting has shown that the token was there earlier than known. Returns whether positions have changed. */
  move(tokenId: number, firstSeenMs: number): boolean {
    const index = this.members.findIndex((member) => member.tokenId === tokenId);
    const [member] = index === -1 ? [] : this.members.splice(index, 1);
    return member !== undefined && this.#insert({ ...member, firstSeenMs }) !== index;
  }

  remove(tokenId: number): void {
    const index = this.members.findIndex((member) => member.tokenId === tokenId);
    if (index !== -1) this.members.splice(index, 1);
  }

  #insert(member: Member): number {
    const index = this.members.findLastIndex((each) => compareMembers(each, member) <= 0) + 1;
    this.members.splice(index, 0, member);
    return index;
  }
}

/**
 * The lines of a log's tokens. Assigning one takes time for the members of its line, which are limited in number. A token
 * without a time of issue isn't in a line, and neither is one without a subject and a client, since tokens of different
 * people would share a line.
 */
export class TokenLines {
  readonly #byKey = new Map<string, TokenLine>();
  readonly #lineOf = new Map<number, TokenLine>();
  /** Tokens whose position has changed since `takeChanged`. */
  #changed = new Set<number>();
  #lastId = 0;

  /**
   * Adds a token to its line, and again if a sighting has shown that it has another type or was there earlier than
   * known.
   */
  assign(token: StoredToken): void {
    const key = lineKeyOf(token);
    const before = this.#lineOf.get(token.id);
    if (before !== undefined && before.key === key) {
      if (before.move(token.id, token.firstSeenMs)) this.#noteChanged(before);
      return;
    }
    if (before !== undefined) this.#leave(before, token.id);
    if (key === undefined) return;
    const line = this.#byKey.get(key) ?? this.#create(key);
    this.#lineOf.set(token.id, line);
    this.#noteChanged(line);
    const issuedAtSeconds = token.facts.claims?.['iat'] as number;
    line.add({ tokenId: token.id, issuedAtSeconds, firstSeenMs: token.firstSeenMs, isStored: true });
    this.#changed.add(token.id);
  }

  positionOf(tokenId: number): TokenLinePosition | undefined {
    return this.#lineOf.get(tokenId)?.positionOf(tokenId);
  }

  /** IDs of the stored tokens in the line of this one, oldest first; empty if it isn't in a line. */
  lineOf(tokenId: number): readonly number[] {
    const members = this.#lineOf.get(tokenId)?.members ?? [];
    return members.filter(({ isStored }) => isStored).map((member) => member.tokenId);
  }

  /** The token was evicted. Its line keeps its position until all of its tokens are evicted. */
  evict(tokenId: number): void {
    const line = this.#lineOf.get(tokenId);
    if (line === undefined) return;
    this.#lineOf.delete(tokenId);
    const member = line.members.find((each) => each.tokenId === tokenId);
    if (member !== undefined) member.isStored = false;
    if (!line.members.some(({ isStored }) => isStored)) this.#byKey.delete(line.key);
  }

  /** IDs of the stored tokens whose position has changed since the last call. */
  takeChanged(): readonly number[] {
    if (this.#changed.size === 0) return [];
    const changed = [...this.#changed].filter((id) => this.#lineOf.has(id));
    this.#changed = new Set();
    return changed;
  }

  clear(): void {
    this.#byKey.clear();
    this.#lineOf.clear();
    this.#changed.clear();
  }

  #create(key: string): TokenLine {
    this.#lastId += 1;
    const line = new TokenLine(this.#lastId, key);
    this.#byKey.set(key, line);
    return line;
  }

  #leave(line: TokenLine, tokenId: number): void {
    this.#lineOf.delete(tokenId);
    line.remove(tokenId);
    if (line.members.length === 0) this.#byKey.delete(line.key);
    this.#noteChanged(line);
  }

  #noteChanged(line: TokenLine): void {
    for (const { tokenId } of line.members) this.#changed.add(tokenId);
  }
}

/** What the tokens of a line have in common; undefined if the token doesn't have enough claims. */
function lineKeyOf({ facts: { claims }, typeByContent, typeLocation }: StoredToken): string | undefined {
  if (claims === undefined || !Number.isFinite(claims['iat'])) return undefined;
  const { type } = refineTokenType(typeByContent, typeLocation ? [typeLocation] : []);
  const client = clientClaims.map((name) => textOf(claims[name])).find((text) => text !== '');
  const subject = textOf(claims['sub']);
  const audience = [claims['aud'] ?? []].flat();
  if (!renewedTypes.has(type) || (subject === '' && client === undefined)) return undefined;
  if (audience.length > maxAudiences) return undefined;
  const key = JSON.stringify([
    type,
    ...typeClaims.map((name) => textOf(claims[name])),
    textOf(claims['iss']),
    subject,
    client,
    [...new Set(audience.map(textOf))].sort(),
  ]);
  return key.length > maxLineKeyLength ? undefined : key;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
