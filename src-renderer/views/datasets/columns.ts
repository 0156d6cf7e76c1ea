import type { Dataset } from '../../../shared/domain/dataset.ts';
import type { TableColumn } from '../../components/table.ts';
import { formatCount } from '../../../shared/figures/drawing/format.ts';
import { percent } from '../../formatting/numbers.ts';
import { day } from '../../formatting/time.ts';

/** The columns of the list of data sets. */
export const datasetColumns: TableColumn<Dataset>[] = [
  { key: 'name', label: 'Name', sort: ({ name }) => name, text: ({ name }) => name },
  { key: 'users', label: 'Users', align: 'right', sort: ({ users }) => users, text: ({ users }) => formatCount(users) },
  { key: 'items', label: 'Items', align: 'right', sort: ({ items }) => items, text: ({ items }) => formatCount(items) },
  {
    key: 'ratings',
    label: 'Ratings',
    align: 'right',
    sort: ({ ratings }) => ratings,
    text: ({ ratings }) => formatCount(ratings),
  },
  {
    key: 'density',
    label: 'Density',
    title: 'Share of user and item pairs that are rated',
    align: 'right',
    sort: density,
    text: (dataset) => percent(density(dataset), 2),
  },
  {
    key: 'scale',
    label: 'Stars',
    title: 'Range of the ratings and their step',
    text: ({ scale }) => `${scale.min} to ${scale.max}, by ${scale.step}`,
  },
  { key: 'layout', label: 'Layout', sort: ({ layout }) => layout, text: ({ layout }) => layout },
  { key: 'importedAt', label: 'Imported', sort: ({ importedAt }) => importedAt, text: ({ importedAt }) => day(importedAt) },
  { key: 'actions', label: '' },
];

function density({ users, items, ratings }: Dataset): number {
  return ratings / (users * items);
}
