// SPDX-License-Identifier: Apache-2.0
// Events: one line each, with how many tell of it and in what they differ; the records beneath on demand.
import { h, replace } from '../dom';
import { get } from '../api';
import { day, event_date, number_of, sentence, spelled, type_label, who } from '../format';
import { record_list, story_href, tags } from './records';
import type { EventItem } from '../types';

/** "5 killed (AP), 12 (AFP)" and the like, each a line that stands out. */
export function contradiction_list(event: EventItem): HTMLElement | null {
  if (event.contradictions.length === 0) return null;
  return h('ul', { class: 'contradictions', 'aria-label': 'Contradictions' }, event.contradictions.map((text) => {
    const colon = text.indexOf(':');
    return h('li', {}, h('span', { class: 'tag alert' }, text.slice(0, colon) === 'denied' ? 'denied' : `they differ: ${text.slice(0, colon)}`), spelled(text.slice(colon + 1)));
  }));
}

export function told_by(event: EventItem): string {
  const names = event.sources.slice(0, 4).join(', ') + (event.sources.length > 4 ? ' and others' : '');
  const reports = number_of(event.reports, 'report', 'reports');
  return names === '' ? reports : event.reports === 1 ? names : `${reports}: ${names}`;
}

export function agreement_text(event: EventItem): string {
  if (event.members.length < 2) return '';
  return `${Math.round(event.agreement * 100)} % of ${event.members.length} records agree on type, parties and place`;
}

function beneath(event: EventItem, signal: AbortSignal): HTMLElement | null {
  const others = event.members.length + event.denials.length;
  if (others < 2) return null;
  const box = h('div', { class: 'beneath' });
  const details = h('details', {
    class: 'more',
    toggle: () => {
      if (!details.open || box.childNodes.length > 0) return;
      replace(box, h('p', { class: 'empty' }, 'Loading'));
      void get<EventItem>(`/events/${event.key}`, undefined, signal).then((whole) => replace(box, record_list(whole.records ?? [])))
        .catch(() => replace(box, h('p', { class: 'error' }, 'The records could not be read.')));
    },
  }, h('summary', {}, number_of(others, 'record', 'records'), event.denials.length > 0 ? `, ${number_of(event.denials.length, 'denial', 'denials')} among them` : null), box);
  return details;
}

export function event_item(event: EventItem, signal: AbortSignal): HTMLElement {
  const lead = event.lead;
  const first = event.first_seen ? `, first on ${day(event.first_seen)}` : '';
  return h('li', { 'data-event': event.key, 'data-record': lead.key },
    h('div', { class: 'head' }, type_label(lead), who(lead), h('time', { datetime: lead.date.start ?? '' }, event_date(lead.date))),
    h('a', { class: 'plainlink', href: story_href(lead) }, sentence(lead)),
    h('div', { class: 'meta' }, h('a', { class: event.reports > 1 ? 'tag strong' : 'tag', href: `/events/${event.key}` }, told_by(event)), tags(lead),
      lead.place ? h('span', { class: 'muted' }, lead.place.name) : null,
      event.reports > 1 ? h('span', { class: 'muted' }, agreement_text(event), first) : null),
    contradiction_list(event), beneath(event, signal));
}

export function event_list(events: EventItem[], signal: AbortSignal): HTMLElement {
  return h('ul', { class: 'list-records event-list' }, events.map((event) => event_item(event, signal)));
}
