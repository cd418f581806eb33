import type { KeyringRow } from '../model/keyring-list';
import { describeParam } from './params';
import type { Translate } from './translate';
import { writeHostile } from './visible-text';

const maxLength = 100;

/** The name that the user gave to a key, its `kid`, or its kind. */
export function describeKeyName(t: Translate, { name, summary }: KeyringRow): string {
  const text = name || summary.kid?.slice(0, maxLength);
  return text === undefined ? describeParam(t, summary.size ?? summary.kind) : writeHostile(text);
}
