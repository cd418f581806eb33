import type { Result } from '../../commands';
import type { Translate } from '../../format/translate';
import type { ActionsModel } from './actions';

/** Restores an entry of the page's storage. The reason is one sentence. */
export async function undoWrite(t: Translate, { call }: ActionsModel, writeId: number): Promise<Result> {
  const result = await call('undo write', { writeId });
  if (result.ok && result.value === undefined) return { ok: true };
  return { ok: false, reason: t(result.ok && result.value === 'changed' ? 'undo_changed' : 'undo_failed') };
}

/** Ends the replacement of credentials. The reason is one sentence. */
export async function endOverride(t: Translate, { call }: ActionsModel): Promise<Result> {
  const result = await call('override', {});
  return result.ok && result.value === 'done'
    ? { ok: true }
    : { ok: false, reason: t('override_end_failed') };
}
