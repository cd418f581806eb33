/** The content of a knowledge file: texts by key, optionally in groups. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/** The texts of all files by code, which is file name, group and key separated by dots. */
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
