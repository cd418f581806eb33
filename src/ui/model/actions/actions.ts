import { signal, type ReadonlySignal } from '@preact/signals';
import type { ActionState, PanelCommand, PanelSession, Resending } from '../../../traffic';
import type { PanelCommands, Result } from '../../commands';

/** The form of an action that is open. `text` is a token to start with, such as an edited one. */
export type ActionForm =
  | ({ readonly kind: 'send again'; readonly text?: string } & Pick<Resending, 'exchangeId'>)
  | { readonly kind: 'write back' | 'override'; readonly tokenId: number; readonly text?: string };

interface ActionsOptions {
  readonly call: PanelSession['call'];
  readonly send: (command: PanelCommand) => void;
  /** Requests the permission for these origins; absent if the browser doesn't support it in DevTools. */
  readonly allowOverride: PanelCommands['allowOverride'];
  /** Shows an error message if it fails. */
  readonly report: (result: Promise<Result>) => void;
}

/** What the user can do in the inspected page. Each action has a form that states what it does. */
export interface ActionsModel extends ActionsOptions {
  /** What can be undone now. */
  readonly state: ReadonlySignal<ActionState>;
  readonly form: ReadonlySignal<ActionForm | undefined>;
  open(form: ActionForm): void;
  close(): void;
}

/** Creates the model, and `apply` for the panel's model only. What forms and notices do is loaded with them. */
export function createActions(options: ActionsOptions) {
  const state = signal<ActionState>({ writes: [] });
  const form = signal<ActionForm | undefined>(undefined);
  const actions: ActionsModel = {
    ...options,
    state,
    form,
    open: (next) => (form.value = next),
    close: () => (form.value = undefined),
  };
  return { actions, apply: (next: ActionState) => (state.value = next) };
}
