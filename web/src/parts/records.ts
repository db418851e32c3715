// SPDX-License-Identifier: Apache-2.0
// Records as a table, and as a list where room is short.
import { append, h } from '../dom';
import { get } from '../api';
import { event_date, magnitude_text, sentence, type_label, who } from '../format';
import type { EventRecord, RecordPage } from '../types';

export function story_href(record: EventRecord): string {
  return `/stories/${record.story_key}?record=${record.key}`;
}

export function tags(record: EventRecord): HTMLElement[] {
  const result: HTMLElement[] = [];
  const tag = (text: string, strong = false): void => { result.push(h('span', { class: strong ? 'tag strong' : 'tag' }, text)); };
  if (record.modality !== 'actual') tag(record.modality, true);
  if (record.historical) tag('background');
  const speaker = record.attribution[0];
  if (speaker) tag(`${speaker.stance}: ${speaker.speaker.name ?? speaker.speaker.text ?? speaker.speaker.code}`);
  const magnitude = magnitude_text(record);
  if (magnitude !== '') tag(magnitude, true);
  if (record.review) tag(`reviewed: ${record.review.verdict}`, true);
  return result;
}

/** A way from a record to the event that others tell of too. */
function event_link(record: EventRecord): HTMLElement | null {
  if (record.event_key === null || (record.event_reports ?? 1) < 2) return null;
  return h('a', { class: 'tag strong', href: `/events/${record.event_key}` }, `${record.event_reports} reports`);
}

function row(record: EventRecord): HTMLElement {
  const place = record.place?.name ?? null;
  return h('tr', {},
    h('td', { class: 'col-date' }, h('time', { datetime: record.date.start ?? '' }, event_date(record.date))),
    h('td', { class: 'col-type' }, type_label(record)),
    h('td', { class: 'col-who' }, who(record)),
    h('td', {}, h('a', { class: 'plainlink', href: story_href(record) }, sentence(record)), h('div', { class: 'meta' }, event_link(record), tags(record))),
    h('td', { class: 'col-source' }, h('div', {}, record.story.source ?? 'no source'), place ? h('div', { class: 'muted small' }, place) : null));
}

export function record_table(records: EventRecord[], caption: string): HTMLTableElement {
  return h('table', { class: 'records' },
    h('caption', { class: 'hidden-text' }, caption),
    h('thead', {}, h('tr', {}, ['Date', 'Type', 'Who', 'What the report says', 'Source, place'].map((name, i) =>
      h('th', { scope: 'col', class: ['col-date', 'col-type', 'col-who', '', 'col-source'][i] ?? null }, name)))),
    h('tbody', {}, records.map(row)));
}

export function record_list(records: EventRecord[]): HTMLElement {
  return h('ul', { class: 'list-records' }, records.map((record) =>
    h('li', { 'data-record': record.key },
      h('div', { class: 'head' }, type_label(record), who(record), h('time', { datetime: record.date.start ?? '' }, event_date(record.date))),
      h('a', { class: 'plainlink', href: story_href(record) }, sentence(record)),
      h('div', { class: 'muted small' }, [record.story.source, record.place?.name].filter(Boolean).join(', ')))));
}

/** A table that takes further pages on demand. */
export function paged_table(page: RecordPage, filter: URLSearchParams, caption: string, signal: AbortSignal): HTMLElement {
  if (page.records.length === 0) return h('p', { class: 'empty' }, 'No record fits these filters.');
  const table = record_table(page.records, caption);
  let next = page.next;
  let shown = page.records.length;
  const status = h('span', { class: 'muted', role: 'status' });
  const tell = (): void => { status.textContent = page.total === null ? `${shown} shown` : `${shown} of ${page.total.toLocaleString('en-GB')} shown`; };
  const more = h('button', {
    type: 'button',
    click: async () => {
      more.disabled = true;
      const parameters = new URLSearchParams(filter);
      parameters.set('limit', '100');
      if (next) parameters.set('cursor', next);
      try {
        const further = await get<RecordPage>('/records', parameters, signal);
        append(table.tBodies[0] as HTMLElement, further.records.map(row));
        next = further.next;
        shown += further.records.length;
      } finally {
        more.disabled = false;
        more.hidden = next === null;
        tell();
      }
    },
  }, 'Show more');
  more.hidden = next === null;
  tell();
  return h('div', {}, table, h('div', { class: 'more-row' }, more, status));
}
