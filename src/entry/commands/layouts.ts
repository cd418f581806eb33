import * as stored from '../../capture/extension/list-layouts';
import type { PanelCommands } from '../../ui';
import { resultOf } from './result';

/** The columns of the lists as they were last saved; the defaults if there are none. */
export const loadLayouts: PanelCommands['loadLayouts'] = stored.loadLayouts;

/** Stores the columns of one list on disk, for all panels. */
export const saveLayout: PanelCommands['saveLayout'] = async (view, layout) =>
  resultOf(await stored.saveLayout(view, layout), 'command_layout_failed');
