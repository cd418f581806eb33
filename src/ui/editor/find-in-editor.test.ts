import { describe, expect, it } from 'vitest';
import { createTestClock } from '../fixture/clock.fixture';
import { createEditorFind } from './find-in-editor';
import { createJsonDocument } from './json-document';

function open(header: string, claims: string) {
  const clock = createTestClock(0);
  const documents = {
    header: createJsonDocument({ part: 'header', json: header, clock }),
    claims: createJsonDocument({ part: 'claims', json: claims, clock }),
  };
  const find = createEditorFind(documents);
  find.open();
  const texts = () =>
    find.matches.value.map(({ part, from, to }) => documents[part].text.value.slice(from, to));
  return { documents, find, texts };
}

describe('the search in the editor', () => {
  it('finds text in any case, in the header first, and goes around the end', () => {
    const { find, texts } = open('{"alg":"none"}', '{"ALG":1,"name":"al"}');
    find.type('alg');
    expect(texts()).toEqual(['alg', 'ALG']);
    expect(find.index.value).toBe(0);
    find.step(1);
    find.step(1);
    expect(find.index.value).toBe(0);
    find.step(-1);
    expect(find.index.value).toBe(1);
  });

  it.each(['.', '"a.b"', '\\\\', '[', '(x', 'İ', '-'])('finds %s as it is written', (text) => {
    const { find, texts } = open('{}', '{"a.b":"\\\\ [ (x İ -"}');
    find.type(text);
    expect(texts()).toEqual([text]);
  });

  it('follows what is typed in the text, and finds nothing while it is closed', () => {
    const { documents, find, texts } = open('{}', '{"sub":"alice"}');
    find.type('bob');
    expect([texts(), find.index.value]).toEqual([[], -1]);
    documents.claims.change([{ from: 0, to: 0, insert: 'bob' }]);
    expect([texts(), find.index.value]).toEqual([['bob'], 0]);
    find.close();
    expect(texts()).toEqual([]);
  });
});
