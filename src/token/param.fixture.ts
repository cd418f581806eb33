import type { Param } from './param';

/** Whether each param can be shown: text, a finite number, a code, or a list of them. */
export function isFilled(params: readonly Param[]): boolean {
  return params.every((param) => {
    if (typeof param === 'string') return !/undefined|NaN|\[object|\n/.test(param);
    if (typeof param === 'number') return Number.isFinite(param);
    if (typeof param !== 'object' || param === null) return false;
    if ('seconds' in param) return Number.isFinite(param.seconds);
    if ('bytes' in param) return Number.isFinite(param.bytes);
    if ('code' in param) return isFilled(param.params ?? []);
    if ('anyOf' in param) return isFilled(param.anyOf);
    return isFilled('facts' in param ? param.facts : param);
  });
}
