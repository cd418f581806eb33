/** From the page to its workers: first the token, then batches of words. */
export type SecretRequest = { readonly token: string } | { readonly words: readonly string[] };

/**
 * From a worker to the page. For the token: whether it can have been signed with a secret. For a batch: the index of
 * the word that is the secret, or -1. For an exception, which the page wouldn't get otherwise: the exception.
 */
export type SecretResponse =
  { readonly ready: boolean } | { readonly at: number } | { readonly bug: unknown };
