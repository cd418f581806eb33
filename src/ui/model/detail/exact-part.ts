import { exactText, findJsonText, readExactJson, type JsonPart, type Token } from '../../../token';

/** JSON as it was signed, laid out for reading. */
export interface ExactText {
  readonly text: string;
  /** The same of each member that is no text, by its name; of duplicates the last one. */
  readonly members: ReadonlyMap<string, string>;
  /** Names that stand more than once in one object. */
  readonly duplicates: readonly string[];
}

/** More of them are of no use in a sentence. */
const namedAtMost = 5;

/** The JSON of one part of a token as it was signed, or of a plaintext that is claims; undefined where it has none. */
export async function readPart(
  token: Token,
  part: JsonPart,
  plaintext?: Uint8Array,
): Promise<ExactText | undefined> {
  const json = plaintext ? new TextDecoder().decode(plaintext) : findJsonText(token, part);
  if (json === undefined) return undefined;
  const exact = await readExactJson(json);
  if ('problem' in exact || exact.value.kind !== 'object') return undefined;
  return {
    text: exactText(json),
    members: new Map(
      exact.value.members
        .filter(({ value }) => value.kind !== 'string')
        .map(({ name, value: { at } }) => [name.value, exactText(json.slice(at.start, at.end))]),
    ),
    duplicates: exact.duplicates.slice(0, namedAtMost).map(({ name }) => name),
  };
}
