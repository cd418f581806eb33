import type { MakingFailure } from '../../token';
import { translateResult } from '../format/params';
import { describeNumber, type MessageKey, type Translate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import type { JsonProblem } from './json-problems';

const messages: Record<JsonProblem['kind'], MessageKey> = {
  ended: 'json_ended',
  comma_missing: 'json_comma_missing',
  comma_extra: 'json_comma_extra',
  value_missing: 'json_value_missing',
  quotes_single: 'json_quotes_single',
  name_unquoted: 'json_name_unquoted',
  line_break: 'json_line_break',
  unexpected: 'json_unexpected',
  too_deep: 'json_too_deep',
  not_object: 'json_not_object',
  alg_missing: 'json_alg_missing',
  duplicate: 'json_duplicate',
  date_not_number: 'json_date_not_number',
  date_milliseconds: 'json_date_milliseconds',
};

/** A problem of JSON text, with its line and column. */
export function describeJsonProblem(
  t: Translate,
  text: string,
  { kind, at, text: detail }: JsonProblem,
): string {
  const params = detail === undefined ? [] : [writeHostile(detail.slice(0, 60))];
  const problem = t(messages[kind], ...params);
  if (kind === 'not_object' || kind === 'alg_missing') return problem;
  const before = text.slice(0, at.start);
  const line = before.split('\n').length;
  const column = at.start - (before.lastIndexOf('\n') + 1) + 1;
  return t('json_at', problem, describeNumber(line, t.language), describeNumber(column, t.language));
}

/** Why no token was created. */
export function describeMakingFailure(t: Translate, { problem, params, keyMaterial }: MakingFailure): string {
  return keyMaterial === undefined
    ? translateResult(t, `making_${problem}`, params)
    : t(`key_material_${keyMaterial}`);
}
