import { removeGranted } from '../../capture/extension/granted-permissions';
import * as storedData from '../../capture/extension/stored-data';
import type { MessageKey, OptionsCommands } from '../../ui';
import { resultOf } from './result';

const failures: Record<Exclude<storedData.ForgetOutcome, 'forgotten'>, MessageKey> = {
  left: 'stored_data_failed',
  silent: 'stored_data_silent',
};

/** See `readStoredData` in `capture/extension`. */
export const countStoredData: OptionsCommands['countStoredData'] = storedData.readStoredData;

/** Removes everything that is stored, and makes open panels forget their logs. */
export const forgetStoredData: OptionsCommands['forgetStoredData'] = async () => {
  const outcome = await storedData.forgetStoredData();
  return outcome === 'forgotten' ? { ok: true } : resultOf(false, failures[outcome]);
};

/** Gives up a permission that was requested for a click. */
export const removePermission: OptionsCommands['removePermission'] = async (permission) =>
  resultOf(await removeGranted(permission), 'options_permission_failed');
