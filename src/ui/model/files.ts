import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type {
  OpenFile,
  PanelCommand,
  PanelSession,
  SanitizeChoice,
  SanitizedSummary,
  SaveFormat,
  SessionState,
} from '../../traffic';
import type { Clock } from './clock';

interface FilesOptions {
  readonly call: PanelSession['call'];
  readonly send: (command: PanelCommand) => void;
  readonly clock: Clock;
  readonly onSaveFailed: () => void;
  /** Called with the names of the files that couldn't be opened. */
  readonly onOpenFailed: (names: readonly string[]) => void;
  readonly ended: AbortSignal;
}

/** Saves the log, and shows files instead of it. The session reads and writes the files. */
export interface FilesModel {
  /** The files that are shown; empty while the live log is shown. */
  readonly shown: ReadonlySignal<readonly OpenFile[]>;
  /** Files that aren't shown: they are still being read, or couldn't be read. */
  readonly opening: ReadonlySignal<readonly OpenFile[]>;
  /** The shown file was exported without `Authorization` and cookies, so requests without a token may have had one. */
  readonly isRedacted: ReadonlySignal<boolean>;
  /** `confirming`: what the file will contain is shown. `writing`: the file is being written. */
  readonly saving: ReadonlySignal<'confirming' | 'writing' | undefined>;
  /** Opens or closes the box. Does nothing while a file is being written. */
  toggleConfirmation(): void;
  /** Writes a file, with live tokens if `sanitize` is absent. */
  save(format: SaveFormat, sanitize?: SanitizeChoice): void;
  /** What a sanitized file would replace; undefined if that can't be determined, or if the signal aborts. */
  preview(sanitize: SanitizeChoice, signal: AbortSignal): Promise<SanitizedSummary | undefined>;
  /** Does nothing if `files` is empty. */
  open(files: readonly File[]): void;
  close(): void;
  /** Stops opening files, or removes the message that they couldn't be read. */
  dismiss(): void;
}

/** Creates the files model, and `apply` for the panel's model only. */
export function createFiles({ call, send, clock, onSaveFailed, onOpenFailed, ended }: FilesOptions) {
  const shown = signal<readonly OpenFile[]>([]);
  const opening = signal<readonly OpenFile[]>([]);
  const saving = signal<'confirming' | 'writing' | undefined>(undefined);
  const files: FilesModel = {
    shown,
    opening,
    isRedacted: computed(() =>
      shown.value.some(({ problems }) => problems.some(({ code }) => code === 'credentials redacted')),
    ),
    saving,
    toggleConfirmation() {
      if (saving.peek() !== 'writing') saving.value = saving.peek() === undefined ? 'confirming' : undefined;
    },
    async preview(sanitize, aborted) {
      const result = await call('preview save', { sanitize }, AbortSignal.any([ended, aborted]));
      return result.ok ? result.value : undefined;
    },
    save(format, sanitize) {
      saving.value = 'writing';
      void call('save', { format, ...(sanitize && { sanitize }) }, ended).then((result) => {
        if (ended.aborted) return;
        saving.value = undefined;
        if (!result.ok) return onSaveFailed();
        return import('./offer-file').then(({ offerFile }) =>
          offerFile(result.value, sanitize === undefined ? format : `sanitized.${format}`, clock, ended),
        );
      });
    },
    open(selected) {
      if (selected.length === 0) return;
      void call('open files', { files: selected }, ended).then(({ ok }) => {
        if (!ok && !ended.aborted) onOpenFailed(selected.map(({ name }) => name));
      });
    },
    close: () => send({ type: 'close files' }),
    dismiss: () => send({ type: 'dismiss files' }),
  };
  return {
    files,
    /** Applies the session's state. */
    apply(next: SessionState['files']) {
      shown.value = next.shown;
      opening.value = next.opening;
    },
  };
}
