// SPDX-License-Identifier: Apache-2.0
// Who is in contact with whom, as a graph on a circle: the table beside it has the same figures in words.
import { svg } from '../dom';
import { count } from '../format';
import type { Contact } from '../views/dossier_data';

const kWidth = 520;
const kHeight = 360;

export function contact_graph(contacts: Contact[], sides: string[], name: (side: string) => string): SVGSVGElement {
  const totals = new Map<string, number>();
  for (const contact of contacts) {
    if (sides.includes(contact.a) && sides.includes(contact.b) && contact.a !== contact.b) totals.set([contact.a, contact.b].sort().join('|'), contact.total);
  }
  const most = Math.max(1, ...totals.values());
  const degree = new Map<string, number>();
  for (const [pair, total] of totals) for (const side of pair.split('|')) degree.set(side, (degree.get(side) ?? 0) + total);
  const busiest = Math.max(1, ...degree.values());
  // Two sides stand left and right; more on a circle that leaves room for their names.
  const at = new Map(sides.map((side, i) => {
    const angle = (2 * Math.PI * i) / sides.length - (sides.length === 2 ? Math.PI : Math.PI / 2);
    return [side, { x: kWidth / 2 + Math.cos(angle) * 150, y: kHeight / 2 + Math.sin(angle) * 125, right: Math.cos(angle) > 0.2, left: Math.cos(angle) < -0.2, below: Math.sin(angle) > 0 }] as const;
  }));
  const chart = svg('svg', { class: 'chart graph', viewBox: `0 0 ${kWidth} ${kHeight}`, role: 'img', 'aria-label': `Contacts of ${sides.map(name).join(', ')}; the table beside has the figures` });
  for (const [pair, total] of [...totals].sort((a, b) => a[1] - b[1])) {
    const [a = '', b = ''] = pair.split('|');
    const from = at.get(a);
    const to = at.get(b);
    if (!from || !to) continue;
    chart.append(svg('line', { class: 'edge', x1: from.x, y1: from.y, x2: to.x, y2: to.y, 'stroke-width': 1.5 + (7 * total) / Math.max(most, 4) }, svg('title', {}, `${name(a)} and ${name(b)}: ${count(total)}`)));
  }
  for (const [pair, total] of totals) {
    const [a = '', b = ''] = pair.split('|');
    const from = at.get(a);
    const to = at.get(b);
    if (!from || !to) continue;
    // Off the middle, where several lines cross.
    const x = from.x + (to.x - from.x) * 0.42;
    const y = from.y + (to.y - from.y) * 0.42;
    const text = count(total);
    chart.append(svg('rect', { class: 'edge-box', x: x - 5 - text.length * 3.5, y: y - 9, width: 10 + text.length * 7, height: 18, rx: 3 }), svg('text', { class: 'edge-count', x, y: y + 4, 'text-anchor': 'middle' }, text));
  }
  for (const side of sides) {
    const place = at.get(side);
    if (!place) continue;
    const radius = 7 + (9 * (degree.get(side) ?? 0)) / busiest;
    const anchor = place.right ? 'start' : place.left ? 'end' : 'middle';
    const dx = place.right ? radius + 6 : place.left ? -radius - 6 : 0;
    const dy = place.right || place.left ? 4 : place.below ? radius + 16 : -radius - 8;
    chart.append(svg('circle', { class: 'node', cx: place.x, cy: place.y, r: radius }), svg('text', { class: 'node-name', x: place.x + dx, y: place.y + dy, 'text-anchor': anchor }, name(side)));
  }
  return chart;
}
