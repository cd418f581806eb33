import { HostileText } from '../components/HostileText';
import { describeHostile, writeHost, writeHostile } from '../format/visible-text';
import type { RequestSummary } from '../../traffic';

interface RequestNameCellProps {
  readonly request: Pick<RequestSummary, 'method' | 'url'>;
  /** The origin of the inspected page, which isn't shown. */
  readonly pageOrigin: string;
  readonly class: string;
}

/**
 * Method and URL of a request. In a narrow column, the parts of the URL are shortened in this order: query, host, folders,
 * last segment of the path.
 */
export function RequestNameCell({ request, pageOrigin, class: className }: RequestNameCellProps) {
  const method = writeHostile(request.method);
  const name = nameOf(request.url, pageOrigin);
  const parts = splitName(name);
  return (
    <div
      role="gridcell"
      class={className}
      title={writeHost(request.url)}
      // Otherwise browsers put spaces between the parts.
      aria-label={parts.length > 1 ? `${method} ${writeHost(name)}` : undefined}
    >
      <strong>{method}</strong>{' '}
      <span class="request-name" dir="ltr">
        {parts.map(([part, text]) => (
          <span key={part} class={`name-${part}`}>
            <HostileText text={text} isHost />
          </span>
        ))}
      </span>
    </div>
  );
}

/** Path and query, after the host if it isn't the page's. */
function nameOf(url: string, pageOrigin: string): string {
  if (pageOrigin !== '' && url.startsWith(`${pageOrigin}/`)) return url.slice(pageOrigin.length);
  return url.replace(/^https?:\/\//, '');
}

function splitName(name: string): readonly (readonly [part: string, text: string])[] {
  // A host with a warning or in two forms stays whole, and in front.
  if (describeHostile(name, false, true).some(({ host }) => host !== undefined)) return [['segment', name]];
  const [, host = '', folders = '', segment = '', query = ''] =
    /^((?:[a-z]+:\/\/)?[^/?#]*)(\/[^?#]*(?=\/[^/?#]))?([^?#]*)([^]*)$/.exec(name) ?? [];
  const parts = [
    ['host', host],
    ['folders', folders],
    ['segment', segment],
    ['query', query],
  ] as const;
  return parts.filter(([, text]) => text !== '');
}
