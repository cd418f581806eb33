import { removeGranted } from '../../capture/extension/granted-permissions';
import * as holdings from '../../capture/extension/holdings';
import type { MessageKey, OptionsCommands } from '../../ui';
import { resultOf } from './result';

const failures: Record<Exclude<holdings.ForgetOutcome, 'forgotten'>, MessageKey> = {
  left: 'holdings_failed',
  silent: 'holdings_silent',
};

/** See `readHoldings` in `capture/extension`. */
export const countHoldings: OptionsCommands['countHoldings'] = holdings.readHoldings;

/** Removes everything that is stored, and makes open panels forget their logs. */
export const forgetHoldings: OptionsCommands['forgetHoldings'] = async () => {
  const outcome = await holdings.forgetHoldings();
  return outcome === 'forgotten' ? { ok: true } : resultOf(false, failures[outcome]);
};

/** Gives up a permission that was requested for a click. */
export const removePermission: OptionsCommands['removePermission'] = async (permission) =>
  resultOf(await removeGranted(permission), 'options_permission_failed');
