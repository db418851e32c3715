// SPDX-License-Identifier: Apache-2.0
// Events with their reports: the list under any filter, and one event with all that is told of it.
import { append, h } from '../dom';
import { get } from '../api';
import { day, event_date, number_of, sentence, type_label, who } from '../format';
import { agreement_text, contradiction_list, event_item, event_list, told_by } from '../parts/events';
import { filter_bar, filter_of } from '../parts/filters';
import { export_menu, record_exports } from '../parts/export';
import { record_fields } from '../parts/record_card';
import { record_list } from '../parts/records';
import { save_button } from '../parts/save_view';
import type { EventItem, EventPage } from '../types';
import type { Context, View } from '../router';

export async function events(context: Context): Promise<View> {
  const { query, signal } = context;
  const filter = filter_of(query);
  const parameters = new URLSearchParams(filter);
  parameters.set('limit', '30');
  const page = await get<EventPage>('/events', parameters, signal);
  const list = event_list(page.events, signal);
  let next = page.next;
  const more = h('button', {
    type: 'button', hidden: next === null,
    click: async () => {
      more.disabled = true;
      const further = new URLSearchParams(parameters);
      if (next) further.set('cursor', next);
      try {
        const piece = await get<EventPage>('/events', further, signal);
        append(list, piece.events.map((event) => event_item(event, signal)));
        next = piece.next;
      } finally {
        more.disabled = false;
        more.hidden = next === null;
      }
    },
  }, 'Show more');
  return {
    title: 'Events',
    element: h('div', {},
      h('div', { class: 'title' }, h('h1', {}, 'Events'), h('span', { class: 'muted' }, 'each happening once, with all that tell of it'),
        h('div', { class: 'actions' }, h('a', { class: 'button', href: `/records?${filter}` }, 'Records'), save_button(), export_menu(record_exports(() => new URLSearchParams(filter))))),
      filter_bar(query),
      h('section', { class: 'panel', 'aria-label': 'Events' }, page.events.length === 0 ? h('p', { class: 'empty' }, 'No event fits these filters.') : list,
        h('div', { class: 'more-row' }, more))),
  };
}

export async function event(context: Context): Promise<View> {
  const { signal } = context;
  const data = await get<EventItem>(`/events/${encodeURIComponent(context.part)}`, undefined, signal);
  const { lead } = data;
  const members = new Set(data.members.map((member) => member.record));
  const all = data.records ?? [];
  const telling = all.filter((record) => members.has(record.key));
  const denying = all.filter((record) => !members.has(record.key));
  const name = lead.actors.map((entity) => entity.name ?? entity.text ?? entity.code).join(', ') || 'nobody named';
  const fact = (label: string, value: string): HTMLElement => h('div', {}, h('dt', {}, label), h('dd', {}, value));
  const differing = contradiction_list(data);
  return {
    title: `${lead.type}: ${name}, ${event_date(lead.date)}`,
    element: h('div', { class: 'stack' },
      h('div', { class: 'title' }, h('h1', {}, type_label(lead), ' ', who(lead)), h('span', { class: 'muted' }, event_date(lead.date), lead.place ? `, ${lead.place.name}` : null)),
      h('section', { class: 'panel', 'aria-label': 'What is told' },
        h('dl', { class: 'figures' }, fact('Reports', String(data.reports)), data.tellings < data.reports ? fact('Without reprints', String(data.tellings)) : null,
          fact('Sources', data.sources.join(', ') || 'not stated'), fact('First report', data.first_seen ? day(data.first_seen) : 'no date'),
          data.members.length > 1 ? fact('Agreement', `${Math.round(data.agreement * 100)} %`) : null),
        differing ? h('div', { class: 'told' }, h('h2', {}, 'Contradictions'), differing) : null,
        h('p', { class: 'review-sentence' }, sentence(lead)), h('p', { class: 'muted small' }, [told_by(data), agreement_text(data)].filter((part) => part !== '').join('; ')),
        record_fields(lead)),
      h('section', { class: 'panel' }, h('h2', {}, number_of(telling.length, 'record', 'records')), record_list(telling)),
      denying.length > 0 ? h('section', { class: 'panel' }, h('h2', {}, 'Denials'), record_list(denying)) : null),
  };
}
