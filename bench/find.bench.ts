import { findTokens } from '../src/token';
import { findAll, passAndParse, passOnce, tokenFreeTexts, tokenRichTexts } from './find-texts';
import { compare } from './paired';

const decodeByBuffer = (text: string) => Buffer.from(text, 'base64url').toString();

/** `npm run bench`: finding in 32 MB of text, compared with the minimum of any search. A page passes in its decoder. */
export async function bench(decodeBase64url: (text: string) => string = decodeByBuffer): Promise<void> {
  for (const { name, make } of tokenFreeTexts) {
    const text = make();
    compare(
      `findTokens, 32 MB of ${name}, token-free (goal: 3×)`,
      { name: 'findTokens', run: () => findAll(text) },
      [{ name: "one indexOf('eyJ') pass", run: () => passOnce(text) }],
    );
  }
  for (const { name, make } of tokenRichTexts) {
    const rich = make();
    if (findTokens(rich.text).length !== rich.positions.length)
      throw new Error(`${name}: tokens are not found`);
    compare(
      `findTokens, 32 MB of ${name}, ${rich.positions.length} tokens (goal: 2×)`,
      { name: 'findTokens', run: () => findAll(rich.text) },
      [
        {
          name: 'that pass + base64 and JSON.parse of each token',
          run: () => passAndParse(rich, decodeBase64url),
        },
        ...(rich.isJson
          ? [
              {
                name: 'the same + JSON.parse of the text, for the paths of its tokens',
                run: () => [JSON.parse(rich.text), passAndParse(rich, decodeBase64url)],
              },
            ]
          : []),
      ],
    );
  }
}
