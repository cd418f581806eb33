import { beforeEach, describe, expect, it } from 'vitest';
import type { PanelSession } from '../../traffic';
import { createTexts, type TextsModel } from './texts';

interface PendingCall {
  readonly text: string;
  /** Responds as the session does: with the ID of the text's token, if it has one. */
  readonly answer: () => Promise<void>;
}

let calls: PendingCall[];
let opened: number[];
let texts: TextsModel;
const settle = () => new Promise<void>((resolve) => setTimeout(resolve));

/** The session finds a token in each text with the word `token`, whose ID is the length of the text. */
const call = ((_name: string, { text }: { readonly text: string }) =>
  new Promise((resolve) => {
    const answer = () => {
      resolve({ ok: true, value: text.includes('token') ? [text.length] : [] });
      return settle();
    };
    calls.push({ text, answer });
  })) as unknown as PanelSession['call'];

/** Answers all calls, also those that follow, and returns their texts. */
async function answerAll(): Promise<readonly string[]> {
  await settle();
  for (let index = 0; index < calls.length; index += 1) await calls[index]?.answer();
  return calls.map(({ text }) => text);
}

beforeEach(() => {
  calls = [];
  opened = [];
  const openToken = (id: number) => void opened.push(id);
  texts = createTexts({ call, nowMs: () => 1, openToken, ended: new AbortController().signal });
});

describe('a text that is pasted outside the box', () => {
  it('is in the box with the reason if it has no token', async () => {
    texts.add('Bearer null');
    expect(texts.isAdding.value).toBe(true);
    await answerAll();
    expect(texts.text.value).toBe('Bearer null');
    expect(texts.problem.value).toMatchObject({ reason: 'malformed' });
    expect(texts.isAdding.value).toBe(false);
  });

  it('is kept below the text in the box, and both are explained', async () => {
    texts.type('hello');
    texts.add('Bearer null');
    expect(await answerAll()).toEqual(['Bearer null', 'hello\nBearer null']);
    expect(texts.text.value).toBe('hello\nBearer null');
    expect(texts.problem.value).toMatchObject({ reason: 'plain_text' });
    expect(texts.isBoxOpen.value).toBe(true);
  });

  it('leaves the text in the box and its reason if it has a token', async () => {
    texts.add('Bearer null');
    texts.add('a token');
    await answerAll();
    expect(opened).toEqual(['a token'.length]);
    expect(texts.text.value).toBe('Bearer null');
    expect(texts.problem.value).toMatchObject({ reason: 'malformed' });
    expect(texts.isBoxOpen.value).toBe(true);
  });

  it('is added after the ones before it, of which none is lost', async () => {
    texts.add('first token');
    texts.add('second');
    texts.add('third');
    await answerAll();
    expect(opened).toEqual(['first token'.length]);
    expect(texts.text.value).toBe('second\nthird');
  });
});

describe('the text in the box', () => {
  it('is added with its token and removed from the box', async () => {
    texts.type('a token');
    texts.addTyped();
    await answerAll();
    expect(opened).toEqual(['a token'.length]);
    expect([texts.text.value, texts.isBoxOpen.value]).toEqual(['', false]);
  });

  it("isn't explained by the reason for an earlier one", async () => {
    texts.type('hello');
    texts.addTyped();
    await settle();
    texts.type('hello, more');
    await answerAll();
    expect([texts.text.value, texts.problem.value]).toEqual(['hello, more', undefined]);
  });

  it('is removed by Clear, with those that are still searched', async () => {
    texts.type('typed');
    texts.add('pasted');
    texts.add('a token');
    await settle();
    texts.clear();
    expect(await answerAll()).toEqual(['pasted']);
    expect([texts.text.value, texts.isAdding.value]).toEqual(['', false]);
    expect(opened).toEqual([]);
  });
});
