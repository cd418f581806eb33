import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { OpenFile, PanelCommand, PanelSession, SaveFormat, SessionState } from '../../traffic';
import { offerDownload } from '../components/offer-download';
import type { Clock } from './clock';

export interface FilesOptions {
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
  /** `confirming`: the warning about the file's content is shown. `writing`: the file is being written. */
  readonly saving: ReadonlySignal<'confirming' | 'writing' | undefined>;
  /** Opens or closes the warning. Does nothing while a file is being written. */
  toggleConfirmation(): void;
  save(format: SaveFormat): void;
  /** Does nothing if `files` is empty. */
  open(files: readonly File[]): void;
  close(): void;
  /** Stops opening files, or removes the message that they couldn't be read. */
  dismiss(): void;
}

/** By then the browser has saved the file. Until the URL is revoked, the file stays in memory. */
const revokedAfterMs = 60_000;

/** Creates the files model, and `apply` for the panel's model only. */
export function createFiles({ call, send, clock, onSaveFailed, onOpenFailed, ended }: FilesOptions) {
  const shown = signal<readonly OpenFile[]>([]);
  const opening = signal<readonly OpenFile[]>([]);
  const saving = signal<'confirming' | 'writing' | undefined>(undefined);
  const offer = (content: Blob, format: SaveFormat) => {
    const revoke = offerDownload(content, nameFile(format, clock.nowMs()));
    const stop = clock.after(revokedAfterMs, () => {
      ended.removeEventListener('abort', end);
      revoke();
    });
    const end = () => {
      stop();
      revoke();
    };
    ended.addEventListener('abort', end);
  };
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
    save(format) {
      saving.value = 'writing';
      void call('save', { format }, ended).then((result) => {
        if (ended.aborted) return;
        saving.value = undefined;
        if (result.ok) offer(result.value, format);
        else onSaveFailed();
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

/** Named by local time, such as `jwt-devtools-2026-09-21-1405.har`. */
function nameFile(format: SaveFormat, nowMs: number): string {
  const at = new Date(nowMs);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('-');
  const time = [at.getHours(), at.getMinutes()].map(twoDigits).join('');
  return `jwt-devtools-${day}-${time}.${format}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
