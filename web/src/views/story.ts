// SPDX-License-Identifier: Apache-2.0
// The report with all that was read out of it marked, the records beside it.
import { h } from '../dom';
import { get } from '../api';
import { moment, count } from '../format';
import { annotate, kRoles } from '../parts/annotate';
import { record_card } from '../parts/record_card';
import { filter_bar, filter_of } from '../parts/filters';
import { navigate, remember, with_query } from '../router';
import type { EventRecord, StoryHead, StoryPage } from '../types';
import type { Context, View } from '../router';

export async function story(context: Context): Promise<View> {
  const page = await get<StoryPage>(`/stories/${encodeURIComponent(context.part)}`, undefined, context.signal);
  const { text, marks } = annotate(page.story.text, page.records, page.sentences);
  const cards = new Map(page.records.map((record) => [record.key, record_card(record, context.signal)]));
  let chosen = Number(context.query.get('record') ?? 0);

  const light = (key: number): void => {
    for (const mark of marks) mark.element.classList.toggle('active', mark.records.has(key));
    for (const mark of marks) {
      const role = mark.records.get(key);
      if (role) mark.element.dataset['role'] = role;
      else delete mark.element.dataset['role'];
    }
    for (const [card_key, card] of cards) card.classList.toggle('active', card_key === key);
  };
  const choose = (key: number, scroll: 'card' | 'text' | 'none'): void => {
    chosen = key;
    light(key);
    const query = new URLSearchParams(location.search);
    query.set('record', String(key));
    remember(query);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const target = scroll === 'card' ? cards.get(key) : scroll === 'text' ? marks.find((mark) => mark.records.get(key) === 'trigger')?.element : null;
    target?.scrollIntoView({ block: scroll === 'card' ? 'nearest' : 'center', behavior: calm ? 'auto' : 'smooth' });
  };
  for (const mark of marks) {
    const first = [...mark.records].find(([, role]) => role === 'trigger')?.[0] ?? [...mark.records.keys()][0] ?? 0;
    const preferred = (): number => (mark.records.has(chosen) ? chosen : first);
    mark.element.addEventListener('mouseenter', () => light(preferred()));
    mark.element.addEventListener('mouseleave', () => light(chosen));
    mark.element.addEventListener('click', () => choose(first, 'card'));
    if (mark.element.tabIndex === 0) {
      mark.element.addEventListener('focus', () => light(first));
      mark.element.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        choose(first, 'card');
        cards.get(first)?.focus();
      });
    }
  }
  for (const [key, card] of cards) {
    card.addEventListener('mouseenter', () => light(key));
    card.addEventListener('mouseleave', () => light(chosen));
    card.addEventListener('focusin', () => light(key));
    card.addEventListener('click', (event) => {
      if (event.target instanceof Element && event.target.closest('a, button, summary')) return;
      choose(key, 'text');
    });
    card.addEventListener('keydown', (event) => {
      if (event.target !== card || event.key !== 'Enter') return;
      choose(key, 'text');
    });
  }
  light(chosen);
  if (chosen !== 0) {
    document.addEventListener('desk:shown', () => {
      marks.find((mark) => mark.records.get(chosen) === 'trigger')?.element.scrollIntoView({ block: 'center' });
      cards.get(chosen)?.scrollIntoView({ block: 'nearest' });
    }, { once: true, signal: context.signal });
  }
  const head = page.story;
  const title = head.title ?? head.id;
  return {
    title,
    element: h('div', {},
      h('div', { class: 'title' }, h('h1', {}, title),
        h('div', { class: 'muted' }, head.source ?? 'no source', ', ', moment(head.date), head.url ? [', ', h('a', { href: head.url, rel: 'noopener noreferrer nofollow', target: '_blank' }, 'original')] : null)),
      h('div', { class: 'reader' },
        h('article', { class: 'panel story', 'aria-label': 'Report' },
          h('ul', { class: 'legend roles' }, kRoles.map((role) => h('li', {}, h('span', { class: `swatch role-${role}` }), role))),
          h('div', { class: 'story-text' }, text)),
        h('section', { class: 'cards', 'aria-label': 'Records of this report' },
          h('h2', {}, page.records.length === 1 ? '1 record' : `${page.records.length} records`),
          [...cards.values()]))),
  };
}

/** A record by its key alone: its report, at its place. */
export async function one_record(context: Context): Promise<View> {
  const record = await get<EventRecord>(`/records/${context.part}`, undefined, context.signal);
  const address = `/stories/${record.story_key}?record=${record.key}`;
  history.replaceState(null, '', address);
  return story({ ...context, part: String(record.story_key), query: new URLSearchParams({ record: String(record.key) }) });
}

interface StoryList {
  stories: (StoryHead & { key: number })[];
  next: string | null;
}

export async function stories(context: Context): Promise<View> {
  const filter = filter_of(context.query);
  const cursor = context.query.get('cursor');
  if (cursor) filter.set('cursor', cursor);
  const page = await get<StoryList>('/stories', filter, context.signal);
  const further = (): void => {
    const query = new URLSearchParams(context.query);
    query.set('cursor', page.next ?? '');
    navigate(with_query(query));
  };
  return {
    title: 'Stories',
    element: h('div', {},
      h('div', { class: 'title' }, h('h1', {}, 'Stories')),
      filter_bar(context.query),
      h('section', { class: 'panel scroll', 'aria-label': 'Stories', tabindex: 0 },
        page.stories.length === 0 ? h('p', { class: 'empty' }, 'No story fits these filters.')
          : h('table', {}, h('caption', { class: 'hidden-text' }, 'Stories'),
            h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Published'), h('th', { scope: 'col' }, 'Source'), h('th', { scope: 'col' }, 'Title'), h('th', { scope: 'col', class: 'number' }, 'Records'))),
            h('tbody', {}, page.stories.map((item) => h('tr', {}, h('td', { class: 'nowrap' }, moment(item.date)), h('td', { class: 'nowrap' }, item.source ?? 'no source'),
              h('td', {}, h('a', { href: `/stories/${item.key}` }, item.title ?? item.id)), h('td', { class: 'number' }, count(item.records)))))),
        page.next ? h('div', { class: 'more-row' }, h('button', { type: 'button', click: further }, 'Next page')) : null)),
  };
}
