import type { DecryptionCommands } from '../../ui';

/** Loaded with the first key that is tried. */
export const decrypt: DecryptionCommands['decrypt'] = async (token, keyText, options) => {
  const { decryptInWorker } = await import('../decryption/decrypt-in-worker');
  return decryptInWorker(token, keyText, options);
};
