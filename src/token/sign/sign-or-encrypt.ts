import { MAX_KEY_LENGTH, MAX_TOKEN_LENGTH } from '../limits';
import { createMakingFailure, type Making } from './created-token';

/** Loads and runs the code that creates a token, with the checks that signing and encrypting share. Never throws. */
export async function make(keyText: string, run: () => Promise<Making>): Promise<Making> {
  if (keyText.trim() === '') return createMakingFailure('no_key');
  if (keyText.length > MAX_KEY_LENGTH) {
    return createMakingFailure('key_too_long', [keyText.length, MAX_KEY_LENGTH]);
  }
  let making: Making;
  try {
    making = await run();
  } catch (error) {
    return createMakingFailure('runtime_refused', [error instanceof Error ? error.name : 'Error']);
  }
  return 'token' in making && making.token.length > MAX_TOKEN_LENGTH
    ? createMakingFailure('too_long', [MAX_TOKEN_LENGTH])
    : making;
}
