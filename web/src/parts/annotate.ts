// SPDX-License-Identifier: Apache-2.0
// Marks in a text from code-point offsets of many records, which may lie over one another.
import { append, h } from '../dom';
import { CodePoints, quad_slug } from '../format';
import type { EventRecord } from '../types';

export const kRoles = ['trigger', 'actor', 'recipient', 'time', 'place', 'speaker'] as const;
export type Role = (typeof kRoles)[number];

export interface Mark {
  element: HTMLElement;
  /** What this piece of text is to each record that uses it. */
  records: Map<number, Role>;
}

interface Span {
  start: number;
  end: number;
  record: EventRecord;
  role: Role;
}

function spans_of(record: EventRecord, points: CodePoints): Span[] {
  const result: Span[] = [];
  const add = (role: Role, part: { start: number | null; end: number | null } | null): void => {
    if (part && part.start !== null && part.end !== null && part.end > part.start) result.push({ start: part.start, end: part.end, record, role });
  };
  add('trigger', record.trigger);
  record.actors.forEach((entity) => add('actor', entity));
  record.recipients.forEach((entity) => add('recipient', entity));
  record.attribution.forEach((attribution) => add('speaker', attribution.speaker));
  add('place', record.place);
  if (record.date.text) {
    // A date has its words but no offsets: they stand in the sentence of the record, or are not marked.
    const sentence = points.slice(record.sentence.start, record.sentence.end);
    const at = sentence.indexOf(record.date.text);
    if (at >= 0) {
      const start = record.sentence.start + [...sentence.slice(0, at)].length;
      add('time', { start, end: start + [...record.date.text].length });
    }
  }
  return result;
}

export function annotate(
  source: string,
  records: EventRecord[],
  sentences: { index: number; start: number; end: number }[],
): { text: DocumentFragment; marks: Mark[] } {
  const points = new CodePoints(source);
  const spans = records.flatMap((record) => spans_of(record, points));
  const bounds = new Set<number>([0, points.length]);
  for (const span of spans) bounds.add(Math.min(span.start, points.length)).add(Math.min(span.end, points.length));
  for (const sentence of sentences) bounds.add(Math.min(sentence.start, points.length));
  const starts = new Map(sentences.map((sentence) => [sentence.start, sentence.index]));
  const edges = [...bounds].sort((a, b) => a - b);
  const fragment = document.createDocumentFragment();
  const marks: Mark[] = [];
  const triggered = new Set<number>();
  for (let i = 0; i + 1 < edges.length; ++i) {
    const start = edges[i] ?? 0;
    const end = edges[i + 1] ?? start;
    const here = spans.filter((span) => span.start <= start && span.end >= end);
    const piece = points.slice(start, end);
    const index = starts.get(start);
    if (index !== undefined) append(fragment, h('span', { id: `sentence-${index}` }));
    if (here.length === 0) {
      append(fragment, piece);
      continue;
    }
    const by_record = new Map<number, Role>();
    for (const role of kRoles) for (const span of here) if (span.role === role && !by_record.has(span.record.key)) by_record.set(span.record.key, role);
    const roles = kRoles.filter((role) => here.some((span) => span.role === role));
    const trigger = here.find((span) => span.role === 'trigger');
    const first = trigger !== undefined && !triggered.has(trigger.record.key);
    if (first && trigger) triggered.add(trigger.record.key);
    const element = h('span', {
      class: `span role-${roles[0] ?? 'trigger'}${trigger ? ` quad-${quad_slug(trigger.record.quad)}` : ''}`,
      tabindex: first ? 0 : null,
      role: first ? 'button' : null,
      'aria-label': first && trigger ? `${piece}: ${trigger.record.type}, ${roles.join(', ')}` : null,
      title: here.map((span) => `${span.role} of ${span.record.type}`).join('\n'),
    }, piece);
    marks.push({ element, records: by_record });
    append(fragment, element);
  }
  return { text: fragment, marks };
}
