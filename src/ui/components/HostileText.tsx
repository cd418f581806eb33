import { useTranslate, type MessageKey } from '../format/translate';
import { describeHostile, type TextRun } from '../format/visible-text';
import { Icon } from './Icon';

/** Any text, also from a token or a page. */
export interface HostileTextProps {
  readonly text: string;
  /** Keeps line feeds, which we added ourselves. */
  readonly keepLines?: boolean;
  /** The text begins with a host name. */
  readonly isHost?: boolean;
}

/** Untrusted text from a token or a page: isolated from surrounding text, with invisible characters written out. */
export function HostileText({ text, keepLines, isHost }: HostileTextProps) {
  const t = useTranslate();
  return (
    <bdi dir="ltr">
      {describeHostile(text, keepLines, isHost).map((run) =>
        run.escaped ? (
          <span
            class={classOf(run)}
            title={t(titleOf(run))}
            {...(run.text === '' && { role: 'img', 'aria-label': t(titleOf(run)) })}
          >
            {run.host === 'lookalike' && <Icon name="warning" />}
            {run.text}
          </span>
        ) : (
          run.text
        ),
      )}
    </bdi>
  );
}

function classOf({ host }: TextRun): string {
  return host === undefined
    ? 'escape'
    : host === 'lookalike'
      ? 'escape host-form host-lookalike'
      : 'escape host-form';
}

function titleOf({ host }: TextRun): MessageKey {
  return host === undefined ? 'hostile_escape' : host === 'lookalike' ? 'host_lookalike' : 'host_ascii';
}
