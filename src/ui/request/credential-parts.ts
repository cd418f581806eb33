import { finish, searchTokens } from '../../token';
import { secretNameOf } from '../../traffic';
import type { ArgumentPart } from './shell-quote';

/** What a replaced text was. */
export type CredentialKind = 'TOKEN' | 'COOKIE' | 'SECRET';

/** Assigns a name to each credential: the same one wherever it occurs. */
export interface CredentialNames {
  nameOf(credential: string, kind: CredentialKind): { readonly variable: string };
}

/** The first of a kind is `TOKEN`, the second `TOKEN_2`. */
export function createCredentialNames(): CredentialNames {
  const names = new Map<string, string>();
  const counts: Record<CredentialKind, number> = { TOKEN: 0, COOKIE: 0, SECRET: 0 };
  return {
    nameOf(credential, kind) {
      const known = names.get(credential);
      if (known !== undefined) return { variable: known };
      counts[kind] += 1;
      const variable = counts[kind] === 1 ? kind : `${kind}_${counts[kind]}`;
      names.set(credential, variable);
      return { variable };
    },
  };
}

/** Names of fields and headers whose value is usually a credential, but not the one that is the token's type. */
const credentialName =
  /^(?!.*_type$).*(?:token|secret|passw|credential|assertion|api[-_]?key|session|csrf|xsrf)|^(?:code|code_verifier|sig|signature|x-auth\b.*)$/i;

/** Whether the value of a field or header of this name is redacted. Only the first 64 characters are compared. */
export function isCredentialName(name: string): boolean {
  const start = name.slice(0, maxNameLength);
  return credentialName.test(start) || /authorization$/i.test(start) || secretNameOf(start) === 'secret';
}

const maxNameLength = 64;
/** Fields of a query, fragment or form. */
const field = /(?<=^|[?&#;])([^=?&#;\s]{1,64})=([^&#;\s]+)/g;
const jsonMember = /"([^"\\]{1,64})"\s{0,8}:\s{0,8}"((?:[^"\\]|\\[^])+)"/g;
/** RFC 3986 §3.2.1. */
const userInfo = /(?<=:\/\/)[^/?#@\s]+(?=@)/g;

interface CredentialSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: CredentialKind;
}

/** Whether the text contains a token, and whether all of it was searched. */
export function searchForTokens(text: string) {
  const { found, isCut } = finish(searchTokens(text));
  return { spans: found.map(({ source }): CredentialSpan => ({ ...source, kind: 'TOKEN' })), isCut };
}

/** The text of a URL, header or body with each credential replaced by its name. Undefined if it's too long to search. */
export function splitCredentials(text: string, names: CredentialNames): readonly ArgumentPart[] | undefined {
  const tokens = searchForTokens(text);
  if (tokens.isCut) return undefined;
  const parts: ArgumentPart[] = [];
  let end = 0;
  for (const span of mergeSpans([...tokens.spans, ...findNamed(text)])) {
    parts.push(text.slice(end, span.start), names.nameOf(text.slice(span.start, span.end), span.kind));
    ({ end } = span);
  }
  return [...parts, text.slice(end)].filter((part) => part !== '');
}

function findNamed(text: string): readonly CredentialSpan[] {
  const spans: CredentialSpan[] = [...text.matchAll(userInfo)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
    kind: 'SECRET',
  }));
  for (const [pattern, closing] of [
    [field, 0],
    [jsonMember, 1],
  ] as const) {
    for (const { 0: entire, 1: name = '', 2: value = '', index } of text.matchAll(pattern)) {
      const end = index + entire.length - closing;
      if (isCredentialName(name)) spans.push({ start: end - value.length, end, kind: 'SECRET' });
    }
  }
  return spans;
}

/** Spans that overlap become one. */
function mergeSpans(spans: readonly CredentialSpan[]): readonly CredentialSpan[] {
  const merged: CredentialSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else {
      const kind = last.kind === 'TOKEN' ? last.kind : span.kind;
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end), kind };
    }
  }
  return merged;
}
