import { maxQuoted } from './limits';

/** A value as text; empty for anything that isn't text, a number or a boolean. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** Text or a list of texts, as `aud` is (RFC 7519 §4.1.3). */
export function listOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value)
    ? value.slice(0, 100).filter((each): each is string => typeof each === 'string')
    : [];
}

/** The beginning of a text that is too long to quote. */
export function cut(text: string): string {
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text;
}
