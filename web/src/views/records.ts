// SPDX-License-Identifier: Apache-2.0
// All records that fit the filters.
import { h } from '../dom';
import { get } from '../api';
import { number_of } from '../format';
import { export_menu, record_exports } from '../parts/export';
import { filter_bar, filter_of } from '../parts/filters';
import { paged_table } from '../parts/records';
import { save_button } from '../parts/save_view';
import type { RecordPage } from '../types';
import type { Context, View } from '../router';

export async function records(context: Context): Promise<View> {
  const filter = filter_of(context.query);
  const parameters = new URLSearchParams(filter);
  parameters.set('limit', '50');
  parameters.set('total', 'true');
  const page = await get<RecordPage>('/records', parameters, context.signal);
  const text = filter.get('text');
  return {
    title: text ? `Search: ${text}` : 'Records',
    element: h('div', {},
      h('div', { class: 'title' }, h('h1', {}, text ? `Records with “${text}”` : 'Records'),
        page.total === null ? null : h('span', { class: 'muted' }, number_of(page.total, 'record', 'records')),
        h('div', { class: 'actions' }, h('a', { class: 'button', href: `/brief?${filter}` }, 'Brief'), save_button(), export_menu(record_exports(() => new URLSearchParams(filter))))),
      filter_bar(context.query),
      h('section', { class: 'panel', 'aria-label': 'Records' }, paged_table(page, filter, 'Records', context.signal))),
  };
}
