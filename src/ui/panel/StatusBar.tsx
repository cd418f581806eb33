import type { PanelModel } from '../model/panel';
import { sayCount, useSay } from '../translate';

/** The line at the foot: what was seen, what was left out, and what cannot be seen. */
export function StatusBar({ model }: { readonly model: PanelModel }) {
  const say = useSay();
  const { log } = model;
  const { requests, opaqueBearers, droppedTokens, droppedSightings, truncated, unreadable, untold } =
    log.counts.value;
  const dropped = droppedTokens + droppedSightings + truncated + unreadable + untold;
  const facts = [
    sayCount(say, 'status_requests', requests),
    sayCount(say, 'status_tokens', log.entries().size),
    dropped === 0 && say('status_nothing_dropped'),
    droppedTokens > 0 && sayCount(say, 'status_dropped_tokens', droppedTokens),
    droppedSightings > 0 && sayCount(say, 'status_dropped_sightings', droppedSightings),
    truncated > 0 && sayCount(say, 'status_truncated', truncated),
    unreadable > 0 && sayCount(say, 'status_unreadable', unreadable),
    untold > 0 && sayCount(say, 'status_untold', untold),
    opaqueBearers > 0 && sayCount(say, 'status_opaque', opaqueBearers),
  ].filter((fact) => fact !== false);
  return (
    <footer class="status-bar" title={say('status_title')}>
      {log.settings.value.paused && <strong>{say('status_paused')}</strong>}
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </footer>
  );
}
