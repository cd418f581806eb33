/** What the page tells its workers: the token first, then one batch of words after the other. */
export type SecretQuestion = { readonly token: string } | { readonly words: readonly string[] };

/** What a worker answers to a batch: the place of the word that signed the token, or -1; `ready: false` to the token
 * when no secret has signed it. */
export type SecretAnswer = { readonly ready: boolean } | { readonly at: number };
