import type { DecryptionCommands } from '../../ui';

/** Loads its code when the first key is tried. */
export const decrypt: DecryptionCommands['decrypt'] = async (token, keyText, options) => {
  const { decryptInWorker } = await import('../decryption/decrypt-in-worker');
  return decryptInWorker(token, keyText, options);
};
