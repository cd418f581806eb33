import { receivedText, searchTokens, type Found, type FoundNote, type Steps } from '../../token';
import { EditList, applyEdits, type Edit, type SecretKind } from './edits';
import { listEncodedRuns, listSegments, toBytes } from './encoded-runs';
import { listJsonScalars, unescapeJson } from './json-strings';
import { listNamedValues, listShapedSecrets, type NamedValue } from './named-values';
import { isOpaque, isPrivateKeyMember, secretNameOf } from './secret-names';
import type { Registry } from './registry';
import { isMemberReplaced, type DecidedClaims } from './claim-names';
import { decodeViews } from './views';
import type { SanitizeWork } from './work';
import { maxLayers } from './limits';

/** What the sanitizer of texts uses. */
export interface TextTools {
  readonly registry: Registry;
  readonly decided: DecidedClaims;
  /** Replaces the digest of something that is replaced, such as `at_hash`. Undefined for any other text. */
  readonly replaceDigest: (text: string) => string | undefined;
  readonly sanitizeToken: (raw: string, work: SanitizeWork) => Steps<string>;
}

interface TextOptions {
  /** The text is the claims of a token. */
  readonly isClaims?: boolean;
  /** Every value that could be a secret is replaced, whatever its name. */
  readonly isStrict?: boolean;
  /** The text is a script, whose variables have the names of secrets. */
  readonly isCode?: boolean;
  /** Only secrets that are known are replaced. */
  readonly isKnownOnly?: boolean;
}

/** Replaces tokens and secrets in a text of any format, also in escapes and encodings that it contains. */
export function* sanitizeText(
  text: string,
  tools: TextTools,
  work: SanitizeWork,
  options: TextOptions = {},
): Steps<string> {
  return applyEdits(text, yield* findEdits(text, tools, work, options, 0));
}

function* findEdits(
  text: string,
  tools: TextTools,
  work: SanitizeWork,
  options: TextOptions,
  depth: number,
): Steps<readonly Edit[]> {
  if (text.length < 4) return [];
  work.spend(100);
  const list = new EditList();
  const { wrapped, deferred } =
    options.isKnownOnly === true ? nothing : yield* addUnknown(text, list, tools, work, options);
  addSpaced(text, list, tools, work);
  if (work.isPauseDue()) yield;
  if (depth < maxLayers) {
    for (const view of decodeViews(text)) {
      work.spend(20 * text.length);
      const inner = yield* findEdits(view.text, tools, work, options, depth + 1);
      list.add(inner.map(view.toSource));
    }
    yield* addEncoded(text, list, tools, work, options, depth);
  }
  // After the views: a part of a token that is known must not keep the token from being found in one of them.
  list.add(tools.registry.index.find(text, work));
  for (const { kind, ...range } of deferred) {
    work.spend(list.edits.length);
    list.add(replaceGaps({ text, ...range }, list, tools.registry, kind));
  }
  // A token that nothing above replaced, such as in the digits of a health card: its text becomes the token itself.
  for (const one of wrapped) {
    const { start, end } = one.source;
    if (list.overlaps(start, end)) continue;
    work.spend(list.edits.length);
    list.add([{ start, end, text: yield* tools.sanitizeToken(one.raw, work) }]);
  }
  return list.edits;
}

type SecretRange = Pick<NamedValue, 'start' | 'end' | 'form'> & { readonly kind: SecretKind };

interface Unknown {
  readonly wrapped: readonly Found[];
  /** Secrets with a wrapped token in them: replaced when the token was. */
  readonly deferred: readonly SecretRange[];
}

const nothing: Unknown = { wrapped: [], deferred: [] };

/** Replaces tokens, claims, and secrets by their names. Returns the tokens that are wrapped in something. */
function* addUnknown(
  text: string,
  list: EditList,
  tools: TextTools,
  work: SanitizeWork,
  options: TextOptions,
): Steps<Unknown> {
  const { found } = yield* searchTokens(text);
  work.spend(60 * text.length);
  const wrapped = yield* addTokens(text, found, list, tools, work);
  if (options.isClaims === true || mayHaveClaims(text)) {
    work.spend(20 * text.length);
    addClaims(text, list, tools, options);
  }
  return { wrapped, deferred: addNamedSecrets(text, wrapped, list, tools, work, options) };
}

/** What may be between the letters of a token, or in their place. */
const interruptions: ReadonlySet<FoundNote['code']> = new Set([
  'tags_removed',
  'colors_removed',
  'escapes_decoded',
  'strings_concatenated',
  'similar_replaced',
]);
/** The steps of a path to a token in a text that also contains other things. */
const encodings: ReadonlySet<string> = new Set(['base64', 'cookie', 'shc']);

function isInterrupted({ notes, path }: Found): boolean {
  return notes.some(({ code }) => interruptions.has(code)) && !path.some((step) => encodings.has(step));
}

/** Replaces the tokens that are in the text as they are. Returns the others. */
function* addTokens(
  text: string,
  found: readonly Found[],
  list: EditList,
  tools: TextTools,
  work: SanitizeWork,
): Steps<readonly Found[]> {
  const edits: Edit[] = [];
  const wrapped: Found[] = [];
  let end = 0;
  for (const one of found) {
    const { start } = one.source;
    const written = text.slice(start, one.source.end);
    // A token in lines, or with other characters in it, is written without them.
    const isPlain =
      one.path.length === 0 ||
      written === one.raw ||
      written === receivedText(one.token) ||
      isInterrupted(one);
    // The rest of the token may follow the escape. A view of the text has all of it.
    const mayContinue = text[one.source.end] === '%';
    if (start < end || !isPlain || mayContinue) {
      wrapped.push(one);
      continue;
    }
    ({ end } = one.source);
    edits.push({ start, end, text: yield* tools.sanitizeToken(one.raw, work) });
  }
  list.add(edits);
  return wrapped;
}

/** The claims of a token, or what a userinfo endpoint returns (OpenID Connect Core 1.0 §5.3.2). */
const claimsShape = /"sub"\s{0,8}:/;

function mayHaveClaims(text: string): boolean {
  return text.includes('{') && (claimsShape.test(text) || text.includes('"email'));
}

function addClaims(
  text: string,
  list: EditList,
  { registry, decided, replaceDigest }: TextTools,
  options: TextOptions,
): void {
  const isClaims = options.isClaims === true || claimsShape.test(text);
  const edits: Edit[] = [];
  for (const { start, end, isString, path } of listJsonScalars(text)) {
    const written = text.slice(start, end);
    const value = isString ? unescapeJson(written) : written;
    const digest = isString ? replaceDigest(value) : undefined;
    if (digest !== undefined) {
      edits.push({ start, end, text: digest });
      continue;
    }
    if (!isMemberReplaced(decided, path, isClaims) || value === '') continue;
    const replacement = isString ? registry.replace(value, 'claim') : replaceNumber(value, registry);
    edits.push({ start, end, text: isString ? JSON.stringify(replacement).slice(1, -1) : replacement });
  }
  list.add(edits);
}

/** A JSON number must not begin with a zero. */
function replaceNumber(value: string, registry: Registry): string {
  const replacement = registry.replace(value, 'claim');
  const changed = replacement.replace(/^(-?)0(?=\d)/, '$17');
  if (changed !== replacement) registry.set(value, changed, 'claim');
  return changed;
}

/** The start of a token, of which a letter is escaped. */
const escapedToken = /^(?:e|%65|\\u0065|&#101;)(?:y|w|%7[79]|\\u007[79]|&#1(?:21|19);)/i;
const maxEscapedStart = 20;

function addNamedSecrets(
  text: string,
  wrapped: readonly Found[],
  list: EditList,
  tools: TextTools,
  work: SanitizeWork,
  { isStrict = false, isClaims = false, isCode = false }: TextOptions,
): readonly SecretRange[] {
  const { registry, replaceDigest } = tools;
  const edits = new EditList();
  const deferred: SecretRange[] = [];
  const replace = (range: SecretRange) => {
    const { start, end, kind } = range;
    work.spend(edits.edits.length + list.edits.length + wrapped.length);
    const isEscapedToken = escapedToken.test(text.slice(start, Math.min(end, start + maxEscapedStart)));
    if (isEscapedToken || wrapped.some(({ source }) => source.start < end && start < source.end))
      deferred.push(range);
    else edits.add(replaceGaps({ text, ...range }, list, registry, kind));
  };
  for (const range of listShapedSecrets(text, work)) replace({ ...range, form: 'plain', kind: 'credential' });
  for (const { name, start, end, form } of listNamedValues(text, work)) {
    if (isCode && form === 'url') continue;
    const plainName = decodeWritten(name, 'url');
    const value = decodeWritten(text.slice(start, end), form);
    if (plainName === 'client_id') registry.clientIds.add(value);
    const digest = replaceDigest(value);
    if (digest !== undefined) edits.add([{ start, end, text: digest }]);
    else if (isSecretValue(plainName, value, form)) replace({ start, end, form, kind: 'credential' });
    else if (isStrict && !isClaims && isOpaque(value, 12)) replace({ start, end, form, kind: 'cookie' });
  }
  list.add(edits.edits);
  return deferred;
}

function isSecretValue(name: string, value: string, form: NamedValue['form']): boolean {
  if (/^(?:true|false|null|undefined)$/.test(value)) return false;
  if (isPrivateKeyMember(name, value)) return true;
  const byName = secretNameOf(name);
  if (byName === 'secret') return true;
  if (byName === 'possible') {
    // In a query or a form, `code` is an authorization code; in JSON it may be that of an error.
    return isOpaque(value) || (form === 'url' && /^code$/i.test(name) && value.length >= 4);
  }
  return false;
}

/** Replaces a value, or only what is beside the tokens in it. */
function replaceGaps(
  {
    text,
    start,
    end,
    form,
  }: {
    readonly text: string;
    readonly start: number;
    readonly end: number;
    readonly form: NamedValue['form'];
  },
  list: EditList,
  registry: Registry,
  kind: SecretKind = 'credential',
): Edit[] {
  if (!list.overlaps(start, end)) {
    const scheme =
      /^(?:bearer|basic|dpop|token|digest)(?:\s|%20|\+)+/i.exec(
        text.slice(start, Math.min(end, start + 40)),
      )?.[0] ?? '';
    const from = start + scheme.length;
    const written = text.slice(from, end);
    const value = decodeWritten(written, form);
    const replacement = registry.replace(value, kind);
    return [{ start: from, end, text: value === written ? replacement : encodeWritten(replacement, form) }];
  }
  return list.gaps(start, end).flatMap((gap) => {
    const words = text.slice(gap.start, gap.end).matchAll(/[\w+/-]{6,}/g);
    return [...words].flatMap(({ 0: word, index }) =>
      isOpaque(word, 6)
        ? [
            {
              start: gap.start + index,
              end: gap.start + index + word.length,
              text: registry.replace(word, kind),
            },
          ]
        : [],
    );
  });
}

function decodeWritten(written: string, form: NamedValue['form']): string {
  if (form === 'quoted') return unescapeJson(written);
  if (form === 'plain' || !/[%+]/.test(written)) return written;
  try {
    return decodeURIComponent(written.replaceAll('+', ' '));
  } catch {
    return written;
  }
}

function encodeWritten(value: string, form: NamedValue['form']): string {
  return form === 'quoted' ? JSON.stringify(value).slice(1, -1) : encodeURIComponent(value);
}

function* addEncoded(
  text: string,
  list: EditList,
  tools: TextTools,
  work: SanitizeWork,
  options: TextOptions,
  depth: number,
): Steps<void> {
  for (const run of listEncodedRuns(text, (start, end) => list.overlaps(start, end), work)) {
    if (list.overlaps(run.start, run.end)) continue;
    const { decoded } = run;
    const inner = run.isText
      ? yield* findEdits(decoded, tools, work, options, depth + 1)
      : yield* findInBytes(decoded, tools, work, options, depth);
    if (inner.length > 0) {
      work.spend(list.edits.length);
      list.add([{ start: run.start, end: run.end, text: run.encode(applyEdits(decoded, inner)) }]);
    }
    if (work.isPauseDue()) yield;
  }
}

function* findInBytes(
  bytes: string,
  tools: TextTools,
  work: SanitizeWork,
  options: TextOptions,
  depth: number,
): Steps<readonly Edit[]> {
  const list = new EditList();
  const edits: Edit[] = [];
  for (const { start, end, text } of listSegments(bytes)) {
    const inner = yield* findEdits(text, tools, work, options, depth + 1);
    if (inner.length > 0) edits.push({ start, end, text: toBytes(applyEdits(text, inner)) });
  }
  list.add(edits);
  list.add(tools.registry.index.find(bytes, work));
  return list.edits;
}

/** A plus sign in a form is a space (URL Standard §5.1), as in a person's name. */
function addSpaced(text: string, list: EditList, { registry }: TextTools, work: SanitizeWork): void {
  if (!text.includes('+')) return;
  const edits = registry.index.find(text.replaceAll('+', ' '), work);
  list.add(
    edits
      .filter(({ start, end }) => text.slice(start, end).includes('+'))
      .map((edit) => ({ ...edit, text: edit.text.replaceAll(' ', '+') })),
  );
}

/** Whether a known secret is still in a text, also in escapes and encodings. */
export function* hasKnownSecret(text: string, tools: TextTools, work: SanitizeWork): Steps<boolean> {
  return (yield* findEdits(text, tools, work, { isKnownOnly: true }, 0)).length > 0;
}

/** JSON, perhaps with an escape or in base64. */
const jsonShape = /^["\s]*(?:[a-z]{1,2}:|base64-)?(?:[[{]|%7B|%5B|ey|W)/i;

/**
 * Replaces the entire value, such as a cookie's; if there are tokens in it, or it's JSON, only what could be a secret
 * beside them.
 */
export function* sanitizeSecretValue(
  value: string,
  kind: SecretKind,
  tools: TextTools,
  work: SanitizeWork,
): Steps<string> {
  const edits = yield* findEdits(value, tools, work, { isStrict: true }, 0);
  if (edits.length === 0) return tools.registry.replace(value, kind);
  if (!jsonShape.test(value)) {
    work.spend(60 * value.length);
    if ((yield* searchTokens(value)).found.length === 0) return tools.registry.replace(value, kind);
  }
  const list = new EditList();
  list.add(edits);
  list.add(
    replaceGaps({ text: value, start: 0, end: value.length, form: 'plain' }, list, tools.registry, kind),
  );
  return applyEdits(value, list.edits);
}
