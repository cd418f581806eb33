import {
  exactText,
  findJsonText,
  readExactJson,
  type ExactObject,
  type JsonPart,
  type Token,
} from '../../../token';

/** The JSON of a part with values as they were signed. */
export interface ExactPart {
  /** Indented. */
  readonly text: string;
  readonly root: ExactObject;
  /** The JSON that the positions in `root` refer to. */
  readonly json: string;
  /** The exact JSON of members that aren't strings, by name; the last one of duplicates. */
  readonly members: ReadonlyMap<string, string>;
  /** Names that occur more than once in one object. */
  readonly duplicates: readonly string[];
}

/** Enough for a sentence. */
const maxDuplicates = 5;

/** The exact JSON of one part of a token, or of decrypted claims; undefined if it isn't a JSON object. */
export async function readPart(
  token: Token,
  part: JsonPart,
  plaintext?: string,
): Promise<ExactPart | undefined> {
  const json = plaintext ?? findJsonText(token, part);
  if (json === undefined) return undefined;
  const exact = await readExactJson(json);
  if ('problem' in exact || exact.value.kind !== 'object') return undefined;
  return {
    text: exactText(json),
    root: exact.value,
    json,
    members: new Map(
      exact.value.members
        .filter(({ value }) => value.kind !== 'string')
        .map(({ name, value: { at } }) => [name.value, exactText(json.slice(at.start, at.end))]),
    ),
    duplicates: exact.duplicates.slice(0, maxDuplicates).map(({ name }) => name),
  };
}
