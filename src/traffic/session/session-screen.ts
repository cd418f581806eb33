import { addDraft, removeDraft, type Drafts } from './drafts';
import type { PanelCommand, ScreenState } from './protocol';

/** What a new panel document shows as the last one did, besides the selection. In memory only. */
export type SessionScreen = Omit<ScreenState, 'selectedId' | 'requestId' | 'drafts'> & {
  readonly drafts: Drafts;
};

/** The screen of a new session. */
export const emptyScreen: SessionScreen = { filter: '', drafts: [] };

/** What a panel's command changes about the screen; undefined if it's about something else. */
export function changeScreen(screen: SessionScreen, command: PanelCommand): SessionScreen | undefined {
  switch (command.type) {
    case 'filter':
      return { ...screen, filter: command.text };
    case 'view':
      return { ...screen, view: command.view };
    case 'overview':
      return { ...screen, isOverviewCollapsed: command.isCollapsed };
    case 'layout':
      return { ...screen, layout: command.layout };
    case 'draft':
      return { ...screen, drafts: addDraft(screen.drafts, command.draft) };
    case 'forget draft':
      return { ...screen, drafts: removeDraft(screen.drafts, command.raw) };
    default:
      return undefined;
  }
}
