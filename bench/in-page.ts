import { decode, verify } from '../src/token';
import { createContenders, listReaders, tokenSets } from './decode-work';
import { compare } from './paired';

/** The benchmarks that run in the workbench page, by name. Each prints its lines. */
export const benches: Readonly<Record<string, (input: unknown) => Promise<void>>> = {
  decode: async () => {
    for (const set of tokenSets) {
      const [ours, ...peers] = createContenders(listReaders(decode), set);
      if (ours === undefined) continue;
      compare(`decode, 500 tokens of ${set.name} (goal: 1×)`, ours, peers, set.tokens.length);
    }
  },
  find: async () => (await import('./find.bench')).bench(decodeByAtob),
  verify: async () => (await import('./verify-work')).compareVerify({ decode, verify }),
  secrets: async (input) => (await import('./secrets-work')).compareSecrets(input),
};

/** The decoded text is ASCII. */
function decodeByAtob(text: string): string {
  return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
}
