import type { Verdict } from '../../token';
import { translateResult } from './params';
import type { Translate } from './translate';

/** The reason of a verdict, then its notes. */
export function describeVerdict(
  t: Translate,
  { reason, variant, params, keyMaterial, notes = [] }: Verdict,
): string {
  return [
    keyMaterial === undefined
      ? translateResult(t, `verdict_${variant ?? reason}`, params)
      : t(`key_material_${keyMaterial}`),
    ...notes.map((note) => translateResult(t, `verdict_note_${note.code}`, note.params)),
  ].join(' ');
}
