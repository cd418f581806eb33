import { Fragment, type ComponentChildren } from 'preact';
import { useTranslate, type MessageKey } from '../format/translate';

interface RichMessageProps {
  readonly name: MessageKey;
  /** The parameters `$1`, `$2` and so on. */
  readonly params: readonly ComponentChildren[];
}

/** A message whose parameters are elements, so that the language decides about their order and punctuation. */
export function RichMessage({ name, params }: RichMessageProps) {
  const t = useTranslate();
  // Private-use characters (Unicode §23.5) mark the parameters; no message contains them.
  const marked = t(name, ...params.map((_, index) => `\uE000${index}\uE000`));
  return marked
    .split('\uE000')
    .map((part, index) => (index % 2 === 0 ? part : <Fragment key={index}>{params[Number(part)]}</Fragment>));
}
