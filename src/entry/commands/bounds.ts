import * as settings from '../../capture/extension/settings';
import type { OptionsCommands } from '../../ui';
import { resultOf } from './result';

/** Stores the limits of a log for all panels. */
export const saveBounds: OptionsCommands['saveBounds'] = async (bounds) =>
  resultOf(await settings.saveBounds(bounds), 'command_bounds_failed');
