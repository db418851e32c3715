// SPDX-License-Identifier: Apache-2.0
// Records one after another, judged with the keyboard. A judgement is added; the machine's coding stays as it is.
import { announce, h, replace } from '../dom';
import { ApiError, get, get_blob, send } from '../api';
import { entity_name, moment, sentence, type_label, who } from '../format';
import { correction_lines, open_correction } from '../parts/correct';
import { save } from '../parts/export';
import { filter_bar, filter_of } from '../parts/filters';
import { explain_button, record_fields } from '../parts/record_card';
import { story_href } from '../parts/records';
import { notice } from '../parts/save_view';
import { remember } from '../router';
import type { EventRecord, RecordPage, Review } from '../types';
import type { Context, View } from '../router';

const kAuthorKey = 'desk.author';

export async function review(context: Context): Promise<View> {
  const { query, signal } = context;
  const filter = filter_of(query);
  const parameters = new URLSearchParams(filter);
  parameters.set('limit', '50');
  const asked = Number(query.get('record') ?? 0);
  const page = await get<RecordPage>('/records', parameters, signal);
  const records = page.records;
  let at = records.findIndex((record) => record.key === asked);
  if (asked !== 0 && at < 0) {
    records.unshift(await get<EventRecord>(`/records/${asked}`, undefined, signal));
    at = 0;
  }
  at = Math.max(at, 0);
  let next = page.next;
  let done = 0;

  const author = h('input', { id: 'author', value: localStorage.getItem(kAuthorKey) ?? '', autocomplete: 'name', maxlength: 60, change: () => localStorage.setItem(kAuthorKey, author.value.trim()) });
  const stage = h('div', { class: 'stage' });
  const queue = h('ol', { class: 'queue', 'aria-label': 'Queue' });
  const progress = h('span', { class: 'muted', role: 'status' });

  const draw = (): void => {
    const record = records[at];
    progress.textContent = `${at + 1} of ${records.length}${next ? '+' : ''}, ${done} judged now`;
    replace(queue, records.map((item, i) => h('li', {}, h('button', { type: 'button', class: 'queue-item', 'aria-current': i === at ? 'true' : null, click: () => { at = i; draw(); } },
      type_label(item), h('span', { class: 'queue-text' }, item.actors.map(entity_name).join(', ') || 'nobody named', item.recipients.length > 0 ? ` → ${item.recipients.map(entity_name).join(', ')}` : ''),
      item.review ? h('span', { class: 'tag strong' }, item.review.verdict) : null))));
    queue.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
    if (!record) {
      replace(stage, h('p', { class: 'empty' }, 'No record fits these filters.'));
      return;
    }
    const judged = record.review;
    replace(stage, h('article', { class: 'panel', 'aria-label': `${record.type}: ${record.trigger.text}` },
      h('header', {}, h('h2', {}, type_label(record), ' ', who(record)), h('a', { class: 'small', href: story_href(record) }, 'In its report')),
      h('p', { class: 'review-sentence' }, sentence(record)),
      record_fields(record),
      judged ? h('div', { class: 'judged' }, h('p', { class: 'muted' }, `${judged.verdict} by ${judged.author} `, moment(judged.time), judged.note ? `: ${judged.note}` : ''),
        judged.correction ? h('ul', { 'aria-label': 'Corrected' }, correction_lines(judged.correction).map((line) => h('li', {}, line))) : null) : null,
      h('div', { class: 'verdicts' },
        h('button', { type: 'button', class: 'primary', click: () => void judge('accept') }, 'Accept ', h('kbd', {}, 'a')),
        h('button', { type: 'button', click: correct }, 'Correct ', h('kbd', {}, 'c')),
        h('button', { type: 'button', click: () => void judge('reject') }, 'Reject ', h('kbd', {}, 'r')),
        h('button', { type: 'button', class: 'plain', click: () => step(-1) }, 'Previous ', h('kbd', {}, 'k')),
        h('button', { type: 'button', class: 'plain', click: () => void step(1) }, 'Next ', h('kbd', {}, 'j'))),
      explain_button(record.key, signal)));
    const now = new URLSearchParams(location.search);
    now.set('record', String(record.key));
    remember(now);
    announce(`Record ${at + 1}: ${record.type}, ${record.actors.map(entity_name).join(', ')}`);
  };

  const step = async (by: number): Promise<void> => {
    if (at + by >= records.length && next) {
      const further = new URLSearchParams(parameters);
      further.set('cursor', next);
      const more = await get<RecordPage>('/records', further, signal);
      records.push(...more.records);
      next = more.next;
    }
    at = Math.max(0, Math.min(records.length - 1, at + by));
    draw();
  };

  const judge = async (verdict: Review['verdict'], correction?: Record<string, unknown>, note?: string): Promise<void> => {
    const record = records[at];
    if (!record) return;
    const name = author.value.trim();
    if (name === '') {
      notice('Write your name first: a judgement is stored with its author.');
      author.focus();
      return;
    }
    const body: Review = { record: record.key, verdict, author: name };
    if (correction) body.correction = correction;
    if (note) body.note = note;
    try {
      const stored = await send<Review>('POST', '/reviews', body);
      record.review = { ...body, time: new Date().toISOString(), ...(stored && typeof stored.verdict === 'string' ? stored : {}) };
      ++done;
      notice(`${record.type}: ${verdict === 'accept' ? 'accepted' : verdict === 'reject' ? 'rejected' : 'corrected'}.`);
      await step(1);
    } catch (error) {
      notice(error instanceof ApiError ? error.message : 'The judgement was not stored.');
    }
  };

  const correct = (): void => {
    const record = records[at];
    if (record) open_correction(record, (correction, note) => void judge('correct', correction, note));
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.target instanceof Element && event.target.closest('input, textarea, select')) return;
    const acts: Record<string, () => void> = { j: () => void step(1), k: () => void step(-1), a: () => void judge('accept'), c: correct, r: () => void judge('reject') };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }, { signal });

  draw();
  const gold = async (): Promise<void> => save(await get_blob('/reviews/gold'), 'gold.jsonl');
  return {
    title: 'Review',
    element: h('div', {},
      h('div', { class: 'title' }, h('h1', {}, 'Review'), progress,
        h('div', { class: 'actions' }, h('label', { class: 'inline', for: 'author' }, 'Your name'), author, h('button', { type: 'button', click: () => void gold().catch(() => notice('No gold to export.')) }, 'Export as gold'))),
      filter_bar(query),
      h('div', { class: 'review' }, h('section', { class: 'panel queue-box', 'aria-label': 'Records to review', tabindex: 0 }, queue), stage),
      h('p', { class: 'muted small' }, h('kbd', {}, 'j'), ' next, ', h('kbd', {}, 'k'), ' previous, ', h('kbd', {}, 'a'), ' accept, ', h('kbd', {}, 'c'), ' correct, ', h('kbd', {}, 'r'), ' reject')),
  };
}
