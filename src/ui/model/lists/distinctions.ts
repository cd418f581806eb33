import { computed, type ReadonlySignal } from '@preact/signals';
import type { Entry, Facts } from '../detail/entry';
import type { TokensModel } from './tokens';

/** Longer audiences don't fit into a row. */
const maxLength = 80;

/** What a row shows of a token, and what else can distinguish it. */
export interface ListedFacts {
  readonly id: number;
  /** Tokens of one line have different positions in it. */
  readonly lineId: number | undefined;
  readonly subject: string;
  readonly type: string;
  /** Empty if the row doesn't show it. */
  readonly issuerHost: string;
  /** See {@link describeAudience}. */
  readonly audience: string;
}

/**
 * What distinguishes tokens that look alike: same subject, type and issuer, but not the same line, in which they have
 * different positions. By token ID; the audience if it differs, otherwise the number of the token.
 */
export function distinguish(listed: Iterable<ListedFacts>): ReadonlyMap<number, string> {
  const alike = new Map<string, ListedFacts[]>();
  for (const each of listed) {
    const key = JSON.stringify([each.subject, each.type, each.issuerHost]);
    const others = alike.get(key);
    if (others === undefined) alike.set(key, [each]);
    else others.push(each);
  }
  const distinctions = new Map<number, string>();
  for (const group of alike.values()) {
    const lines = new Set(group.map(({ id, lineId }) => (lineId === undefined ? `token ${id}` : lineId)));
    if (lines.size === 1) continue;
    const audiences = new Set(group.map(({ audience }) => audience));
    const isByAudience = audiences.size === lines.size && !audiences.has('');
    for (const { id, audience } of group) distinctions.set(id, isByAudience ? audience : `#${id}`);
  }
  return distinctions;
}

/** The same for the tokens of a log or of a text. */
export function findDistinctions(
  entries: Iterable<{ readonly row: Pick<Entry['row'], 'id' | 'line'>; readonly facts: Facts }>,
): ReadonlyMap<number, string> {
  const listed = Array.from(entries, ({ row: { id, line }, facts }) => {
    const { subject, type, issuerHost, token } = facts;
    const aud = token.kind === 'jwe' ? undefined : token.claims?.['aud'];
    return { id, lineId: line?.id, subject, type, issuerHost, audience: describeAudience(aud) };
  });
  return distinguish(listed);
}

const ofLists = new WeakMap<object, ReadonlySignal<ReadonlyMap<number, string>>>();

/** The same for a list, computed once for all of its rows after each change. */
export function distinctionsOf(
  tokens: Pick<TokensModel, 'entries'>,
): ReadonlySignal<ReadonlyMap<number, string>> {
  const known = ofLists.get(tokens) ?? computed(() => findDistinctions(tokens.entries().values()));
  ofLists.set(tokens, known);
  return known;
}

/** The first audience, without its scheme, and how many others there are. */
export function describeAudience(aud: unknown): string {
  const [first = '', ...others] = [aud ?? []].flat().filter((each) => typeof each === 'string');
  return `${first.replace(/^https?:\/\//, '')}${others.length > 0 ? ` +${others.length}` : ''}`.slice(
    0,
    maxLength,
  );
}
