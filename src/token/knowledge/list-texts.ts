/** What a file of the knowledge catalogue holds: texts by key, or groups of them. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/** The texts of all files by code: the names of file, group and key with dots between them. */
export function listTexts(files: Texts): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const add = (entries: Texts, prefix: string) => {
    for (const [key, entry] of Object.entries(entries)) {
      if (typeof entry === 'string') texts.set(prefix + key, entry);
      else add(entry, `${prefix}${key}.`);
    }
  };
  add(files, '');
  return texts;
}
