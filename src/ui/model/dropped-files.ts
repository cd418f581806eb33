import { describeKeyText, type KeyMaterial } from '../../token';
import { maxKeyLength } from '../../traffic';
import type { ReadonlySignal } from '@preact/signals';
import { writeHostile } from '../format/visible-text';
import type { DetailModel } from './detail/detail';
import type { KeyringModel } from './detail/keyring';
import { translateResult } from '../format/params';
import type { Translate } from '../format/translate';
import { readKeyFile } from './detail/key-file';

/** A dropped file with a key. */
export interface DroppedKey {
  readonly name: string;
  readonly text: string;
  /** It contains a private key, which also decrypts. */
  readonly isPrivate: boolean;
}

/** A dropped file that was meant as a key but isn't one that can be used. */
export interface UnusableKey {
  readonly name: string;
  /** A sentence. */
  readonly reason: string;
}

interface DroppedFiles {
  readonly keys: readonly DroppedKey[];
  readonly unusable: readonly UnusableKey[];
  /** To be opened as logs. */
  readonly others: readonly File[];
}

/** Key material that isn't anything else, such as a file of requests. */
const keyMaterials: ReadonlySet<KeyMaterial> = new Set([
  'pem_broken',
  'der_cut',
  'pkcs12',
  'pkcs7',
  'keystore',
  'ssh_public',
  'ssh2_public',
  'ssh_security_key',
  'ssh_private',
  'putty',
  'jwk_broken',
  'multikey_private',
  'pgp',
  'csr',
  'keytool_text',
  'ec_parameters',
] satisfies KeyMaterial[]);

interface DropTarget {
  readonly files: readonly File[];
  readonly t: Translate;
  readonly keyring: Pick<KeyringModel, 'add'>;
  readonly detail: ReadonlySignal<Pick<DetailModel, 'copying'> | undefined>;
  readonly setError: (sentence: string) => void;
  readonly open: (files: readonly File[]) => void;
}

/** Adds the keys in dropped files to the keyring, for all tokens, and opens the other files. */
export async function addDroppedFiles({ files, t, keyring, detail, setError, open }: DropTarget) {
  const { keys, unusable, others } = await sortDroppedFiles(t, files);
  for (const { text, isPrivate } of keys) {
    const key = { scope: { kind: 'all', value: '' }, origin: 'dropped', text } as const;
    keyring.add({ ...key, purpose: 'verify' });
    if (isPrivate) keyring.add({ ...key, purpose: 'decrypt' });
  }
  if (keys.length > 0) {
    const names = listNames(t, keys);
    const isOne = keys.length === 1;
    detail.peek()?.copying.announce(isOne ? t('drop_key_added', names) : t('drop_keys_added', names));
  }
  if (unusable.length > 0) {
    const problems = unusable
      .slice(0, maxListed)
      .map(({ name, reason }) => t('drop_key_unusable', writeFileName(name), reason));
    setError([...problems, ...(unusable.length > maxListed ? ['…'] : [])].join(' '));
  }
  open(others);
}

const maxNameLength = 100;
/** More files aren't named. */
const maxListed = 5;

function writeFileName(name: string): string {
  return writeHostile(name.slice(0, maxNameLength));
}

function listNames(t: Translate, files: readonly { readonly name: string }[]): string {
  const names = files.slice(0, maxListed).map(({ name }) => writeFileName(name));
  return new Intl.ListFormat(t.language, { type: 'unit' }).format(
    files.length > maxListed ? [...names, '…'] : names,
  );
}

/** Finds the keys among dropped files. Any text could be a secret, so secrets aren't found: they are pasted. */
export async function sortDroppedFiles(t: Translate, files: readonly File[]): Promise<DroppedFiles> {
  const sorted = await Promise.all(files.map(async (file) => ({ file, ...(await readKey(t, file)) })));
  return {
    keys: sorted.flatMap(({ key }) => key ?? []),
    unusable: sorted.flatMap(({ unusable }) => unusable ?? []),
    others: sorted.flatMap(({ file, key, unusable }) => (key || unusable ? [] : [file])),
  };
}

async function readKey(
  t: Translate,
  file: File,
): Promise<{ readonly key?: DroppedKey; readonly unusable?: UnusableKey }> {
  const { name } = file;
  if (file.size > maxKeyLength || /\.har$/i.test(name)) return {};
  // A file that can't be read is left to the session, which reports it.
  const text = await readKeyFile(file).catch(() => '');
  if (text === '') return {};
  const description = await describeKeyText(text);
  const keys = 'problem' in description ? [] : description.keys.filter(({ form }) => form !== 'secret');
  const isPrivate = keys.some(({ privatePasted }) => privatePasted === true);
  if (keys.length > 0) return { key: { name, text, isPrivate } };
  const material = 'problem' in description ? description.material : description.lookAlike;
  if (material !== undefined) {
    return keyMaterials.has(material) ? { unusable: { name, reason: t(`key_material_${material}`) } } : {};
  }
  if (!('problem' in description)) return {};
  const { problem, params } = description;
  return { unusable: { name, reason: translateResult(t, `verdict_${problem}`, params) } };
}
