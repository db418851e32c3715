// SPDX-License-Identifier: Apache-2.0
// Views that were kept under a name.
import { h } from '../dom';
import { get, send } from '../api';
import { moment } from '../format';
import { navigate } from '../router';
import type { Context, View } from '../router';

interface Saved {
  name: string;
  /** The address within the desk. */
  query: string;
  author?: string | null;
  time?: string;
}

export async function saved(context: Context): Promise<View> {
  const { views } = await get<{ views: Saved[] }>('/views', undefined, context.signal);
  const remove = async (name: string): Promise<void> => {
    await send('DELETE', `/views/${encodeURIComponent(name)}`);
    navigate('/views', true);
  };
  return {
    title: 'Saved views',
    element: h('div', {},
      h('div', { class: 'title' }, h('h1', {}, 'Saved views')),
      h('section', { class: 'panel', 'aria-label': 'Saved views' },
        views.length === 0 ? h('p', { class: 'empty' }, 'No view is saved. “Save view” on the map, timeline and records keeps their address here.')
          : h('table', {}, h('caption', { class: 'hidden-text' }, 'Saved views'),
            h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Name'), h('th', { scope: 'col' }, 'Address'), h('th', { scope: 'col' }, 'Saved'), h('th', { scope: 'col' }, h('span', { class: 'hidden-text' }, 'Actions')))),
            h('tbody', {}, views.map((view) => h('tr', {}, h('td', {}, h('a', { href: view.query.startsWith('/') ? view.query : '/' }, view.name)), h('td', { class: 'mono' }, view.query), h('td', {}, moment(view.time)),
              h('td', {}, h('button', { type: 'button', class: 'plain', 'aria-label': `Delete ${view.name}`, click: () => void remove(view.name) }, 'Delete')))))))),
  };
}
