import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as api from '.';

const room = dirname(fileURLToPath(import.meta.url));

/** All files that are loaded with a file, without those of types and dynamic imports. */
function listLoaded(file: string, loaded = new Set<string>()): ReadonlySet<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  const text = readFileSync(`${file}.ts`, 'utf8');
  for (const [, clause = '', specifier = ''] of text.matchAll(
    /^(?:import|export) ([^;]*?)from '([^']+)';/gm,
  )) {
    if (clause.startsWith('type ') || specifier.endsWith('.json')) continue;
    if (specifier.startsWith('.')) listLoaded(join(dirname(file), specifier), loaded);
    else loaded.add(specifier);
  }
  return loaded;
}

describe('index.ts', () => {
  it('exports exactly the documented API', () => {
    expect(Object.keys(api).sort()).toEqual([
      'check',
      'checkLifetime',
      'compactText',
      'compareClaims',
      'compareTokens',
      'createLocator',
      'createSecretTrial',
      'decode',
      'decrypt',
      'describeAlgorithm',
      'describeClaim',
      'describeClaimsType',
      'describeConfirmation',
      'describeHeaderParameter',
      'describeIssuer',
      'describeKeyText',
      'describeSecretEncoding',
      'describeStopped',
      'describeTokenType',
      'describeValue',
      'encrypt',
      'exactText',
      'explainMissing',
      'findHosts',
      'findJsonText',
      'findSignatureLetters',
      'findTokens',
      'findTypeByLocation',
      'finish',
      'forgetKeys',
      'formatDuration',
      'generateKey',
      'hasPlaceholderSignature',
      'isJsonObject',
      'listEncryptionAlgorithms',
      'listKeys',
      'listKnownSecrets',
      'listMemberNames',
      'listSignatureAlgorithms',
      'loadCheck',
      'loadDescriptions',
      'loadDigests',
      'loadLookalikeCheck',
      'loadRuleTexts',
      'locate',
      'maxCandidateKeys',
      'maxComparedMembers',
      'maxCookieChunks',
      'maxDisclosures',
      'maxJsonDepth',
      'maxKeyLength',
      'maxSignatures',
      'maxTextLength',
      'maxTokenLength',
      'maxTokensFound',
      'openDisclosures',
      'placeholderSignature',
      'readAuthorization',
      'readExactJson',
      'readHostName',
      'readPlaintext',
      'readPublicKey',
      'receivedText',
      'refineTokenType',
      'removeMember',
      'searchTokens',
      'setMember',
      'settleKeyBinding',
      'sign',
      'verify',
      'verifyWithKeySets',
    ]);
  });

  it('loads no cryptography before a signature is checked', () => {
    // `index.ts` exports the rules as a plain function; pages load them with `loadCheck`.
    const loaded = listLoaded(join(room, 'index'), new Set([join(room, 'rules/check')]));
    expect(loaded).toContain(join(room, 'verify/verify'));
    expect([...loaded].filter((name) => !name.startsWith(room))).toEqual([]);
    expect(listLoaded(join(room, 'verify/algorithms/library-ed448'))).toContain('@noble/curves/ed448.js');
  });
});
