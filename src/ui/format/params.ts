import type { Param } from '../../token';
import { describeDuration } from './time';
import { describeNumber, type MessageKey, type Translate } from './translate';
import { writeHostile } from './visible-text';

/**
 * A message with the params of a result of the token room. This is the one place where text of a token or a key enters a
 * sentence: each such param is made harmless here, and never the whole sentence, whose own spaces and signs must stay.
 */
export function translateResult(t: Translate, key: MessageKey, params: readonly Param[] = []): string {
  return t(key, ...params.map((param) => describeParam(t, param)));
}

/** A text of the knowledge catalogue with `$1`, `$2` … filled by {@link describeParam}. */
export function fillTemplate(t: Translate, template: string, params: readonly Param[] = []): string {
  return template.replace(/\$(\d)/g, (_, position: string) => {
    const param = params[Number(position) - 1];
    return param === undefined ? '' : describeParam(t, param);
  });
}

/** A param in the language of the UI, harmless to show. */
export function describeParam(t: Translate, param: Param): string {
  if (typeof param === 'string') return writeHostile(param);
  if (typeof param === 'number') return describeNumber(param, t.language);
  if ('seconds' in param) return describeDuration(t, param.seconds);
  if ('bytes' in param) return describeBytes(t, param.bytes);
  if ('code' in param) return translateResult(t, param.code, param.params);
  if ('anyOf' in param) return formatList(t, 'disjunction', param.anyOf);
  return 'facts' in param ? formatList(t, 'unit', param.facts) : formatList(t, 'conjunction', param);
}

function describeBytes({ language }: Translate, bytes: number): string {
  const format = new Intl.NumberFormat(language, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
  return format.format(bytes);
}

function formatList(t: Translate, type: Intl.ListFormatType, params: readonly Param[]): string {
  const list = new Intl.ListFormat(t.language, { type });
  return list.format(params.map((param) => describeParam(t, param)));
}
