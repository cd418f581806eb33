import type { Found } from './found';
import type { Missing } from './explain/missing';

/** The functions that the suite tests. */
export interface FindingDoor {
  readonly findTokens: (text: string) => readonly Found[];
  readonly explainMissing: (text: string) => Missing;
}

/** The result of one case. `reason` explains an intended difference from the vectors. */
export interface FindingRow {
  readonly suite: 'pasted-text';
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
  readonly reason?: string;
}

interface Case {
  readonly id: string;
  readonly input: string;
  readonly expected_tokens: readonly string[];
}

/** For each case the code of the note about how the token was unwrapped, or of the explanation why there is none. */
const codes: Readonly<Record<string, string>> = {
  'bearer-prefix': 'prefix_removed',
  'header-line': 'prefix_removed',
  'double-quotes': 'quotes_removed',
  'smart-quotes': 'quotes_removed',
  'angle-brackets': 'quotes_removed',
  'line-wrapped': 'lines_merged',
  'rfc-style-dots-on-own-lines': 'lines_merged',
  'zero-width': 'invisible_removed',
  bom: 'invisible_removed',
  'url-encoded': 'url_decoded',
  'std-base64': 'alphabet_replaced',
  'std-double-encoded': 'base64_decoded',
  'json-string-escaped': 'json_decoded',
  'chunked-cookie': 'chunks_merged',
  'supabase-cookie': 'supabase_prefix',
  'html-escaped': 'quotes_removed',
  'truncated-dots': 'cut',
  'truncated-middle': 'cut_inside',
  'signature-missing': 'two_parts',
  'payload-only': 'payload_only',
  'four-parts': 'malformed part_count',
  'opaque-google': 'opaque_google',
  'opaque-stripe': 'opaque_stripe',
  'macaroon-branca-fernet': 'fernet',
  'django-signed': 'django',
  pem: 'pem',
  'not-json-header': 'malformed header_not_json',
  utf16: 'malformed header_not_utf8',
  huge: 'malformed part_count',
  'spaces-only': 'empty',
};

/** Valid tokens, or broken ones with a JOSE header, for which the vectors list no token. */
const foundAnyway: Readonly<Record<string, string>> = {
  'dup-keys': 'A valid JWS. The checks report its duplicate members.',
  noncanonical: 'Malformed, but with a JOSE header and three parts: it was sent to a server.',
  'wrong-length': 'Its signature has 44 letters, a valid length: a JWS whose signature has 33 bytes.',
  'string-timestamps': 'A valid JWS. The checks report the types of its claims.',
};

/** Runs every case of `pasted-text/inputs.json`. Throws if the vectors have another structure. */
export function checkPastedText(vectors: unknown, door: FindingDoor): readonly FindingRow[] {
  const { cases } = vectors as { readonly cases: readonly Case[] };
  return cases.map(({ id, input, expected_tokens: listed }) => {
    const reason = foundAnyway[id];
    const tokens = reason === undefined ? listed : [input];
    const found = door.findTokens(input);
    const expected = describe(tokens, codes[id] ?? '');
    const got = describe(
      found.map(({ raw }) => raw),
      found.length > 0
        ? found.flatMap(({ notes }) => notes.map(({ code }) => code)).join(' ')
        : describeMissing(door.explainMissing(input)),
    );
    return { suite: 'pasted-text', id, expected, got, ok: expected === got, ...(reason && { reason }) };
  });
}

function describe(raws: readonly string[], code: string): string {
  return JSON.stringify({ tokens: raws, code });
}

function describeMissing({ reason, token }: Missing): string {
  return reason === 'malformed' ? `${reason} ${token?.reason}` : reason;
}
