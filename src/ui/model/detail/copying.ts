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
}

export interface CopyingModel {
  /** Set for two seconds after a copy. */
  readonly copied: ReadonlySignal<Copied | undefined>;
  copy(id: string, text: string): Promise<void>;
  end(): void;
}

export function createCopying(commands: CopyCommands, clock: Clock): CopyingModel {
  const copied = signal<Copied | undefined>(undefined);
  let forget: (() => void) | undefined;
  return {
    copied,
    async copy(id, text) {
      const result = await commands.copyText(text);
      forget?.();
      copied.value = result.ok ? { id } : { id, reason: result.reason };
      forget = clock.after(shownForMs, () => (copied.value = undefined));
    },
    end: () => forget?.(),
  };
}
