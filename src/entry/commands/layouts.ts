import * as stored from '../../capture/extension/list-layouts';
import type { PanelCommands } from '../../ui';
import { resultOf } from './result';

export const loadLayouts: PanelCommands['loadLayouts'] = stored.loadLayouts;

export const saveLayout: PanelCommands['saveLayout'] = async (view, layout) =>
  resultOf(await stored.saveLayout(view, layout), 'command_layout_failed');
