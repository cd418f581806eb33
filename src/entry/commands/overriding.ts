import { canRequestOverride, requestOverride } from '../../capture/extension/override-permission';
import type { PanelCommands } from '../../ui';
import { resultOf } from './result';

/** Undefined in Firefox. */
export const allowOverride: PanelCommands['allowOverride'] = canRequestOverride
  ? async (origins) => resultOf(await requestOverride(origins), 'override_denied')
  : undefined;
