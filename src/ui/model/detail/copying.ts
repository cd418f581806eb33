import { signal, type ReadonlySignal } from '@preact/signals';
import type { Clock } from '../clock';
import type { CopyCommands } from '../../commands';

/** How long "Copied" is shown. */
const shownForMs = 2_000;

/** The result of the last copy. */
export interface Copied {
  /** Identifies the button that was clicked. */
  readonly id: string;
  /** Why it failed; absent on success. */
  readonly reason?: string;
  /** What else the user should know. */
  readonly note?: string;
}

/** Copies texts, and announces what came of the last copy. */
export interface CopyingModel {
  /** Set for two seconds after a copy. */
  readonly copied: ReadonlySignal<Copied | undefined>;
  copy(id: string, text: string, note?: string): Promise<void>;
  /** Shows something else that was done, in the same place. */
  announce(note: string): void;
  end(): void;
}

/** Copies with the page's command. Announces one copy at a time: the next one replaces it. */
export function createCopying(commands: CopyCommands, clock: Clock): CopyingModel {
  const copied = signal<Copied | undefined>(undefined);
  let forget: (() => void) | undefined;
  const show = (next: Copied) => {
    forget?.();
    copied.value = next;
    forget = clock.after(shownForMs, () => (copied.value = undefined));
  };
  return {
    copied,
    async copy(id, text, note) {
      const result = await commands.copyText(text);
      show(result.ok ? { id, ...(note !== undefined && { note }) } : { id, reason: result.reason });
    },
    announce: (note) => show({ id: '', note }),
    end: () => forget?.(),
  };
}
