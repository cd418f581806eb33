import * as settings from '../../capture/extension/settings';
import type { OptionsCommands } from '../../ui';
import { resultOf } from './result';

export const saveBounds: OptionsCommands['saveBounds'] = async (bounds) =>
  resultOf(await settings.saveBounds(bounds), 'command_bounds_failed');
