import type { SecretCommands } from '../../ui';

/** Loads its code with the first search. */
export const trySecrets: SecretCommands['trySecrets'] = async (token, options) => {
  const { searchSecrets } = await import('../secrets/search');
  return searchSecrets(token, options);
};
