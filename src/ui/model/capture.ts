import { signal, type ReadonlySignal } from '@preact/signals';
import {
  noCounts,
  type CaptureHealth,
  type LogCounts,
  type LogSettings,
  type GapFix,
  type PanelCommand,
  type SessionState,
  type Watching,
} from '../../traffic';
import type { PanelCommands, Result } from '../commands';

/** What is captured from the inspected tab, and the controls of capture. */
export interface CaptureModel {
  /** False until the first snapshot. */
  readonly isConnected: ReadonlySignal<boolean>;
  readonly counts: ReadonlySignal<LogCounts>;
  readonly settings: ReadonlySignal<LogSettings>;
  readonly watching: ReadonlySignal<Watching>;
  /** Empty if the inspected page has no origin that can be watched. */
  readonly inspectedOrigin: ReadonlySignal<string>;
  /** The capture state of each source; no items until it's known. */
  readonly health: ReadonlySignal<CaptureHealth>;
  togglePause(): void;
  togglePreserve(): void;
  clear(): void;
  reload(): void;
  /** Call it synchronously within a click: browsers show a permission prompt only then. */
  toggleWatch(): void;
  /** Does what is needed to capture a source. Call it synchronously within a click too. */
  applyFix(fix: GapFix): void;
}

interface CaptureOptions {
  readonly commands: Pick<PanelCommands, 'watch' | 'unwatch' | 'reloadPage'>;
  readonly send: (command: PanelCommand) => void;
  /** Shows an error message if the command fails. */
  readonly report: (result: Promise<Result>) => void;
  readonly ended: AbortSignal;
}

/** Creates the capture model, and `apply` for the panel's model only. */
export function createCapture({ commands, send, report, ended }: CaptureOptions) {
  const isConnected = signal(false);
  const counts = signal(noCounts);
  const settings = signal<LogSettings>({ paused: false, preserve: true });
  const watching = signal<Watching>({ state: 'off' });
  const inspectedOrigin = signal('');
  const health = signal<CaptureHealth>({ items: [] });
  const toggle = (name: keyof LogSettings) => {
    const before = settings.peek();
    send({ type: 'settings', settings: { ...before, [name]: !before[name] } });
  };
  const reload = () => report(commands.reloadPage(ended));
  const watch = (origin: string) => report(commands.watch(origin, ended));
  const capture: CaptureModel = {
    isConnected,
    counts,
    settings,
    watching,
    inspectedOrigin,
    health,
    togglePause: () => toggle('paused'),
    togglePreserve: () => toggle('preserve'),
    clear: () => send({ type: 'clear' }),
    reload,
    applyFix: (fix) => (fix.kind === 'watch' ? watch(fix.origin) : reload()),
    toggleWatch() {
      const now = watching.peek();
      if (now.state === 'on') report(commands.unwatch(now.origin, ended));
      else watch(inspectedOrigin.peek());
    },
  };
  return {
    capture,
    /** Applies a delta of the session's state. */
    apply(state: Partial<SessionState>) {
      isConnected.value = true;
      if (state.counts) counts.value = state.counts;
      if (state.settings) settings.value = state.settings;
      if (state.health) health.value = state.health;
      if (!state.site) return;
      watching.value = state.site.watching;
      inspectedOrigin.value = state.site.origin;
    },
  };
}
