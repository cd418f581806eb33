import type { Entry } from './detail/entry';

/** Longer audiences don't fit into a row. */
const maxLength = 80;

/**
 * What distinguishes tokens that look alike: same subject, type and issuer, but not the same line, in which they have
 * different positions. By token ID; the audience if it differs, otherwise the number of the token in the log.
 */
export function findDistinctions(entries: Iterable<Entry>): ReadonlyMap<number, string> {
  const alike = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { subject, type, issuerHost } = entry.facts;
    const key = JSON.stringify([subject, type, issuerHost]);
    const others = alike.get(key);
    if (others === undefined) alike.set(key, [entry]);
    else others.push(entry);
  }
  const distinctions = new Map<number, string>();
  for (const group of alike.values()) {
    const lines = new Set(group.map(lineOf));
    if (lines.size === 1) continue;
    const audiences = new Set(group.map(audienceOf));
    const isByAudience = audiences.size === lines.size && !audiences.has('');
    for (const entry of group) {
      distinctions.set(entry.row.id, isByAudience ? audienceOf(entry) : `#${entry.row.id}`);
    }
  }
  return distinctions;
}

function lineOf({ row }: Entry): string {
  return row.line === undefined ? `token ${row.id}` : `line ${row.line.id}`;
}

function audienceOf({ facts: { token } }: Entry): string {
  const aud = token.kind === 'jwe' ? undefined : token.claims?.['aud'];
  const [first = '', ...others] = [aud ?? []].flat().filter((each) => typeof each === 'string');
  return `${first.replace(/^https?:\/\//, '')}${others.length > 0 ? ` +${others.length}` : ''}`.slice(
    0,
    maxLength,
  );
}
