import { useTranslate } from '../format/translate';
import type { KeyringListing, KeyringRow, KeySource, UnreadableKey } from '../model/keyring-list';
import type { KeyringPageModel } from '../model/keyring-page';
import { KeyRow, ProblemRow } from './KeyRow';

interface KeyTableProps {
  readonly page: KeyringPageModel;
  readonly listing: KeyringListing;
}

/** The keys of one text, which are removed together. */
interface Group {
  readonly source: KeySource;
  readonly rows: readonly KeyringRow[];
  readonly unreadable: readonly UnreadableKey[];
}

/** In a narrow panel, its elements aren't displayed as a table, which would remove their roles: they are explicit. */
export function KeyTable({ page, listing }: KeyTableProps) {
  const t = useTranslate();
  const groups = groupBySource(listing);
  if (groups.length === 0) return <p>{t('keyring_empty')}</p>;
  return (
    <table class="keyring-table" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            {t('keyring_name')}
          </th>
          <th scope="col" role="columnheader">
            {t('keyring_kind')}
          </th>
          <th scope="col" role="columnheader">
            kid
          </th>
          <th scope="col" role="columnheader">
            {t('key_fact_thumbprint')}
          </th>
          <th scope="col" role="columnheader">
            {t('keyring_verified')}
          </th>
          <th scope="col" role="columnheader">
            {t('keyring_keep')}
          </th>
          <th scope="col" role="columnheader">
            {t('keyring_origin')}
          </th>
          <th scope="col" role="columnheader">
            {t('keyring_used_for')}
          </th>
          <th scope="col" role="columnheader">
            <span class="visually-hidden">{t('keyring_actions')}</span>
          </th>
        </tr>
      </thead>
      {groups.map(({ rows, unreadable }) => {
        const span = rows.length + unreadable.length;
        const items = [...rows, ...unreadable];
        return (
          <tbody key={items[0]?.id} role="rowgroup">
            {items.map((item, index) =>
              'problem' in item ? (
                <ProblemRow key={item.id} page={page} item={item} span={index === 0 ? span : 0} />
              ) : (
                <KeyRow key={item.id} page={page} row={item} span={index === 0 ? span : 0} />
              ),
            )}
          </tbody>
        );
      })}
    </table>
  );
}

function groupBySource({ rows, unreadable }: KeyringListing): readonly Group[] {
  const sources = new Set([...rows, ...unreadable].map(({ source }) => source));
  return [...sources].map((source) => ({
    source,
    rows: rows.filter((row) => row.source === source),
    unreadable: unreadable.filter((item) => item.source === source),
  }));
}
