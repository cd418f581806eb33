import { maxKeyLength, maxTokenLength } from '../limits';
import { createMakingFailure, type Making } from './created-token';

/** Loads and runs the code that creates a token, with the checks that signing and encrypting share. Never throws. */
export async function make(keyText: string, run: () => Promise<Making>): Promise<Making> {
  if (keyText.trim() === '') return createMakingFailure('no_key');
  if (keyText.length > maxKeyLength) {
    return createMakingFailure('key_too_long', [keyText.length, maxKeyLength]);
  }
  let making: Making;
  try {
    making = await run();
  } catch (error) {
    return createMakingFailure('runtime_refused', [error instanceof Error ? error.name : 'Error']);
  }
  return 'token' in making && making.token.length > maxTokenLength
    ? createMakingFailure('too_long', [maxTokenLength])
    : making;
}
