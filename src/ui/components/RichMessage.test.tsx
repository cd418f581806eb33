// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { TranslateProvider, type MessageKey } from '../format/translate';
import { RichMessage } from './RichMessage';

afterEach(() => render(null, document.body));

describe('RichMessage', () => {
  it.each([
    ['$1\u202F: $2', '<strong>Valid</strong>\u202F: <em>text</em>'],
    ['($2) $1', '(<em>text</em>) <strong>Valid</strong>'],
    ['$2', '<em>text</em>'],
    ['none', 'none'],
  ])('inserts elements into "%s"', (message, html) => {
    const translate = (_key: MessageKey, ...params: readonly string[]) =>
      message.replace(/\$(\d)/g, (_, index: string) => params[Number(index) - 1] ?? '');
    render(
      <TranslateProvider value={translate}>
        <RichMessage name="result_line" params={[<strong>Valid</strong>, <em>text</em>]} />
      </TranslateProvider>,
      document.body,
    );
    expect(document.body.innerHTML).toBe(html);
  });
});
