// What the pages of the preview use instead of the extension's environment: see `npm run dev`.
import {
  systemClock,
  type Clock,
  type CopyCommands,
  type DecryptionCommands,
  type DocumentCommands,
  type SecretCommands,
} from '../../src/ui';
import { decrypt } from '../../src/entry/commands/decryption';
import { trySecrets } from '../../src/entry/commands/secrets';

export { english as translate } from '../../src/ui/fixture/english.fixture';

export const commands: CopyCommands & DecryptionCommands & DocumentCommands & SecretCommands = {
  copyText: async (text) => {
    await navigator.clipboard.writeText(text);
    return { ok: true };
  },
  decrypt,
  trySecrets,
  // The preview has no background.
  fetchDocument: async () => ({ ok: false, reason: 'unreachable' }),
};

/** A clock that starts at this time, so that the tokens of the recording haven't expired. */
export function createClockFrom(startMs: number): Clock {
  const loadedAtMs = Date.now();
  return { ...systemClock, nowMs: () => startMs + Date.now() - loadedAtMs };
}
