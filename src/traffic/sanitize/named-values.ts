import { isOpaque } from './secret-names';
import type { SanitizeWork } from './work';

/** A value with the name that a text gives it. */
export interface NamedValue {
  readonly name: string;
  /** The position of the value, without quotes. */
  readonly start: number;
  readonly end: number;
  /** How characters are escaped in it. */
  readonly form: 'quoted' | 'url' | 'plain';
}

interface Pattern {
  readonly hint: string;
  /** With the groups `name` and `value`. */
  readonly pattern: RegExp;
  readonly form: NamedValue['form'];
}

/** Each alternative is limited or ends at a character that it can't contain, so that all take linear time. */
const patterns: readonly Pattern[] = [
  // JSON, JavaScript, YAML, TOML: `"name": "value"`, `name = 'value'`.
  {
    hint: '"',
    pattern: /(?<name>[\w$.-]{1,64})["']?\s{0,8}[:=]\s{0,8}"(?<value>(?:[^"\\\n]|\\.){1,1048576})"/dg,
    form: 'quoted',
  },
  {
    hint: "'",
    pattern: /(?<name>[\w$.-]{1,64})["']?\s{0,8}[:=]\s{0,8}'(?<value>(?:[^'\\\n]|\\.){1,1048576})'/dg,
    form: 'quoted',
  },
  { hint: ':', pattern: /(?<name>[\w$.-]{1,64})"\s{0,8}:\s{0,8}(?<value>-?\d[\d.]{2,30})/dg, form: 'plain' },
  // A form, a query, a fragment, cookies, a command.
  {
    hint: '=',
    pattern: /(?<![^\s?&;#,"'<>(])(?<name>[^\s?&;#,"'<>()=]{1,64})=(?<value>[^\s&;#"'<>]{1,1048576})/dg,
    form: 'url',
  },
  // A list of fields: `{"name": "password", "value": "…"}`.
  {
    hint: '"value"',
    pattern:
      /"(?:name|key|id)"\s{0,8}:\s{0,8}"(?<name>[^"\\]{1,64})"\s{0,8},\s{0,99}"value"\s{0,8}:\s{0,8}"(?<value>(?:[^"\\\n]|\\.){1,1048576})"/dg,
    form: 'quoted',
  },
  // HTML: an input with its name before or after its value.
  {
    hint: '<input',
    pattern:
      /<input\b[^<>]{0,500}?\bname=["']?(?<name>[^\s"'<>]{1,64})["']?[^<>]{0,500}?\bvalue=["']?(?<value>[^\s"'<>]{1,1048576})/dgi,
    form: 'plain',
  },
  {
    hint: '<input',
    pattern:
      /<input\b[^<>]{0,500}?\bvalue=["']?(?<value>[^\s"'<>]{1,65536})["']?[^<>]{0,500}?\bname=["']?(?<name>[^\s"'<>]{1,64})/dgi,
    form: 'plain',
  },
  // XML, without the prefix of the name's namespace.
  {
    hint: '</',
    pattern: /<(?:[\w.-]{1,64}:)?(?<name>[\w.-]{1,64})(?:\s[^<>]{0,500})?>(?<value>[^<>]{1,1048576})<\//dg,
    form: 'plain',
  },
  // A part of a multipart body (RFC 7578 §4.2).
  {
    hint: 'name="',
    pattern:
      /[;\s]name="(?<name>[^"\r\n]{1,64})"[^\r\n]{0,500}\r?\n(?:[^\r\n]{1,500}\r?\n){0,4}\r?\n(?<value>[^\r\n]{1,1048576})/dg,
    form: 'plain',
  },
  // A header in a text, such as in a log or a command.
  {
    hint: ':',
    pattern:
      /(?<name>(?:[\w-]{0,30}authorization|[\w-]{0,30}(?:token|api-key|secret)))\s{0,4}:\s{0,4}(?<value>[^\s"'\\,;{}[\]<>][^\n"'\\{}[\]<>]{0,8192})/dgi,
    form: 'plain',
  },
];

/** Lists values with names in a text of any format. Reports values of some formats twice. */
export function* listNamedValues(text: string, work: SanitizeWork): Generator<NamedValue> {
  for (const { hint, pattern, form } of patterns) {
    if (!text.includes(hint)) continue;
    work.spend(10 * text.length);
    for (const { groups, indices } of text.matchAll(pattern)) {
      const range = indices?.groups?.['value'];
      if (range === undefined) continue;
      work.spend(100);
      yield { name: groups?.['name'] ?? '', start: range[0], end: range[1], form };
    }
  }
}

/** A secret that its form shows, whatever its name: a private key, a key of a known service, credentials after a scheme. */
const shapes: readonly {
  readonly hint: RegExp;
  readonly pattern: RegExp;
  /** A value that doesn't look random isn't a secret. */
  readonly isOpaque?: boolean;
}[] = [
  {
    hint: /(?:live|test)_|gh[pousr]_|github_pat_|glpat-|xox|npm_|SG\.|AIza|AKIA|ASIA/,
    pattern:
      /(?<![\w-])(?<value>(?:sk|rk|pk)_(?:live|test)_\w{16,64}|gh[pousr]_\w{30,64}|github_pat_\w{22,100}|glpat-[\w-]{20}|xox[abprs]-[\w-]{10,64}|npm_\w{36}|SG\.[\w-]{22}\.[\w-]{43}|AIza[\w-]{35}|A[KS]IA[A-Z\d]{16})/dg,
  },
  {
    hint: /bearer|basic|dpop/i,
    // Not the parameters of a challenge, such as `error_description="…"` (RFC 6750 §3), nor a sentence about them.
    pattern:
      /\b(?:bearer|basic|dpop)(?:\s|%20|\+){1,8}(?![a-z_-]{1,40}=(?:\\?["'](?:\\?["']|[^\s,;}\])])|[^\s"'=&,;\\]))(?!(?:authentication|authorization|credentials)\b)(?<value>[\w.~+/-]{12,1048576}=*)/dgi,
  },
  // RFC 3986 §3.2.1: credentials in a URL.
  { hint: /@/, pattern: /:\/\/[^\s/:@"'<>]{0,256}:(?<value>[^\s/:@"'<>]{1,256})@/dg },
  // Its user name, where it's a token.
  {
    hint: /@/,
    pattern: /:\/\/(?<value>[^\s/:@?#"'<>]{8,256})(?::[^\s/:@?#"'<>]{0,256})?@/dg,
    isOpaque: true,
  },
];

/** Lists the positions of secrets that are recognized by their form. */
export function* listShapedSecrets(
  text: string,
  work: SanitizeWork,
): Generator<Omit<NamedValue, 'name' | 'form'>> {
  yield* listPrivateKeys(text, work);
  for (const { hint, pattern, isOpaque: needsOpaque } of shapes) {
    work.spend(text.length);
    if (!hint.test(text)) continue;
    work.spend(10 * text.length);
    for (const { groups, indices } of text.matchAll(pattern)) {
      const range = indices?.groups?.['value'];
      if (range === undefined || (needsOpaque === true && !isOpaque(groups?.['value'] ?? ''))) continue;
      yield { start: range[0], end: range[1] };
    }
  }
}

const privateKey = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{1,65536}-----END/g;
/** A line of base64. A line break may be an escape, whose letter would otherwise look like base64. */
const keyLine = /\\[nr]|[A-Za-z\d+/=]{8,}/g;

function* listPrivateKeys(text: string, work: SanitizeWork): Generator<Omit<NamedValue, 'name' | 'form'>> {
  if (!text.includes('PRIVATE KEY-')) return;
  work.spend(10 * text.length);
  for (const { 0: block, index } of text.matchAll(privateKey)) {
    for (const line of block.matchAll(keyLine)) {
      if (line[0].startsWith('\\')) continue;
      const start = index + line.index;
      yield { start, end: start + line[0].length };
    }
  }
}
