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

/** What is captured of the inspected tab, and the controls of capture. */
export interface CaptureModel {
  /** False until the first snapshot. */
  readonly isConnected: ReadonlySignal<boolean>;
  readonly counts: ReadonlySignal<LogCounts>;
  readonly settings: ReadonlySignal<LogSettings>;
  readonly watching: ReadonlySignal<Watching>;
  /** Empty when the inspected page has none. */
  readonly inspectedOrigin: ReadonlySignal<string>;
  /** What is captured of the inspected tab and what isn't; nothing until it's known. */
  readonly health: ReadonlySignal<CaptureHealth>;
  togglePause(): void;
  togglePreserve(): void;
  clear(): void;
  reload(): void;
  /** Must be called within the click: browsers ask for a permission only then. */
  toggleWatch(): void;
  /** Does what captures more of the traffic. Must be called within the click as well. */
  applyFix(fix: GapFix): void;
}

export interface CaptureOptions {
  readonly commands: Pick<PanelCommands, 'watch' | 'unwatch' | 'reloadPage'>;
  readonly send: (command: PanelCommand) => void;
  /** Takes what the browser was asked for, and reports what couldn't be done. */
  readonly report: (asked: Promise<Result>) => void;
  readonly ended: AbortSignal;
}

/** The slice, and what only the panel's model does with it. */
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
    /** Takes over what changed. */
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
