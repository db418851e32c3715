// SPDX-License-Identifier: Apache-2.0
// A brief to print: what the records that fit the filters say, by kind, each line with its source.
import { h } from '../dom';
import { get } from '../api';
import { country_name } from '../countries';
import { count, event_date, sentence, type_label, who } from '../format';
import { dyad_name } from '../parts/bars';
import { filter_of } from '../parts/filters';
import { story_href } from '../parts/records';
import type { EventRecord, RecordPage } from '../types';
import type { Context, View } from '../router';

const kSections: readonly (readonly [string, readonly string[]])[] = [
  ['Fighting and force', ['ASSAULT', 'MOBILIZE', 'COERCE']],
  ['Contacts', ['CONSULT', 'COOPERATE', 'AGREE', 'SUPPORT', 'AID']],
  ['Concessions', ['CONCEDE', 'RETREAT']],
  ['Demands, charges and refusals', ['REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST']],
  ['Measures', ['SANCTION']],
];

function lines(records: EventRecord[]): HTMLElement {
  return h('ul', { class: 'brief-lines' }, records.map((record) => h('li', {},
    h('div', {}, h('strong', {}, event_date(record.date)), ' ', type_label(record), ' ', who(record)),
    h('div', {}, sentence(record), ' ', h('a', { class: 'small', href: story_href(record) }, `${record.story.source ?? record.story.id}, sentence ${record.sentence.index + 1}`)))));
}

export async function brief(context: Context): Promise<View> {
  const filter = filter_of(context.query);
  const parameters = new URLSearchParams(filter);
  parameters.set('limit', '200');
  const page = await get<RecordPage>('/records', parameters, context.signal);
  const by_date = [...page.records].sort((a, b) => ((a.date.start ?? '') < (b.date.start ?? '') ? -1 : 1));
  const current = by_date.filter((record) => !record.historical);
  const history = by_date.filter((record) => record.historical);
  const dyad = filter.get('dyad');
  const title = dyad ? `Brief: ${dyad_name(dyad, country_name)}` : 'Brief';
  const conditions = [...filter].map(([name, value]) => `${name.replace('_', ' ')} ${value}`).join('; ');
  return {
    title,
    element: h('div', { class: 'brief' },
      h('div', { class: 'title' }, h('h1', {}, title), h('div', { class: 'actions' }, h('button', { type: 'button', class: 'primary', click: () => print() }, 'Print'))),
      h('p', { class: 'muted' }, `${count(page.records.length)}${page.next ? ' of more' : ''} records${conditions ? `: ${conditions}` : ''}. Each line is what a report says, with its source.`),
      kSections.map(([name, types]) => {
        const some = current.filter((record) => types.includes(record.type));
        return some.length === 0 ? null : h('section', { class: 'panel' }, h('h2', {}, name), lines(some));
      }),
      history.length === 0 ? null : h('section', { class: 'panel' }, h('h2', {}, 'Background'), lines(history))),
  };
}
