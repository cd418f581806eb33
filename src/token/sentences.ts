import { ruleSentences } from './rules/sentences';
import { describeSentences } from './knowledge/sentences';
import { decryptionSentences } from './decrypt/sentences';
import { exactSentences } from './json/sentences';
import { lifetimeSentences } from './lifetime/sentences';
import { malformedSentences } from './decode/sentences';
import { keyMaterialSentences } from './keys/sentences';
import { makingSentences } from './sign/sentences';
import { missingSentences } from './find/explain/sentences';
import { noteSentences } from './find/sentences';
import { sdJwtSentences } from './sd-jwt/sentences';
import { tokenTypeSentences } from './type/sentences';
import { verdictSentences } from './verify/sentences';

/**
 * Every English sentence this room says, with `$1`, `$2` … where its params go: for the locale files. Each part of the
 * room has its own list, so that none is loaded before it is needed. Keys are a list's name and a reason code, as
 * `verdict_no_key`.
 */
export const sentences = {
  ...malformedSentences,
  ...noteSentences,
  ...missingSentences,
  ...verdictSentences,
  ...keyMaterialSentences,
  ...decryptionSentences,
  ...makingSentences,
  ...tokenTypeSentences,
  ...lifetimeSentences,
  ...exactSentences,
  ...sdJwtSentences,
  ...describeSentences,
  ...ruleSentences,
} as const;

/** A list's name and a reason code, as `verdict_no_key`. */
export type SentenceCode = keyof typeof sentences;
