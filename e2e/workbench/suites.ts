import type * as token from '../../src/token';
import {
  conformanceFiles as decryptFiles,
  runDecryptConformance,
} from '../../src/token/decrypt/conformance.fixture';
import { conformanceFiles as jsonFiles, runJsonConformance } from '../../src/token/json/conformance.fixture';
import { conformanceFiles as keyFiles, runKeyConformance } from '../../src/token/keys/conformance.fixture';
import {
  conformanceFiles as sdJwtFiles,
  runSdJwtConformance,
} from '../../src/token/sd-jwt/conformance.fixture';
import {
  conformanceFiles as verifyFiles,
  runVerifyConformance,
} from '../../src/token/verify/conformance.fixture';
import { checkPastedText } from '../../src/token/find/conformance.fixture';
import type { Row } from './row';

/** One suite of published cases. It runs in a page as well as in Node, so its vectors are passed in. */
export interface Suite {
  /**
   * The vectors it needs from ../shared/vectors: a JSON file by its path, or all files of a folder, whose path ends in
   * `/`.
   */
  readonly files: readonly string[];
  readonly run: (vectors: unknown, tokenModule: typeof token) => Promise<readonly Row[]> | readonly Row[];
}

const pastedText = 'pasted-text/inputs.json';

/** A token found where the vectors list none counts as a disagreement with a reason. */
function runFind(vectors: unknown, tokenModule: typeof token): readonly Row[] {
  const rows = checkPastedText((vectors as Readonly<Record<string, unknown>>)[pastedText], tokenModule);
  return rows.map(({ reason, ...row }) => {
    const labeled = { ...row, suite: 'Pasted text' };
    return reason !== undefined && row.ok ? { ...labeled, ok: false, expected: 'no token', reason } : labeled;
  });
}

/** Every suite of the room, in the order of docs/conformance.md. */
export const suites: Readonly<Record<string, Suite>> = {
  verify: { files: verifyFiles, run: runVerifyConformance },
  key: { files: keyFiles, run: runKeyConformance },
  decrypt: { files: decryptFiles, run: runDecryptConformance },
  'sd-jwt': { files: sdJwtFiles, run: runSdJwtConformance },
  find: { files: [pastedText], run: runFind },
  json: { files: jsonFiles, run: runJsonConformance },
};
