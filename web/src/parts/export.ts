// SPDX-License-Identifier: Apache-2.0
// Takes what is on screen with you: records in the formats of the API, charts as SVG and PNG.
import { announce, h, svg } from '../dom';
import { get_blob } from '../api';
import { notice } from './save_view';

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = h('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 30000);
  announce(`Saved ${name}`);
}

export interface ExportChoice {
  label: string;
  run: () => void | Promise<void>;
}

export function record_exports(filter: () => URLSearchParams): ExportChoice[] {
  const choice = (label: string, format: string, ending: string): ExportChoice => ({
    label,
    run: async () => {
      const parameters = filter();
      parameters.set('format', format);
      save(await get_blob('/export', parameters), `records.${ending}`);
    },
  });
  return [choice('Records as CSV', 'csv', 'csv'), choice('Records as JSON Lines', 'jsonl', 'jsonl'), choice('Records as GeoJSON', 'geojson', 'geojson')];
}

export function export_menu(choices: ExportChoice[]): HTMLElement {
  const details = h('details', {
    class: 'menu',
    keydown: (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !details.open) return;
      details.open = false;
      details.querySelector('summary')?.focus();
    },
    focusout: (event: FocusEvent) => {
      if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) details.open = false;
    },
  }, h('summary', { class: 'button' }, 'Export'),
  h('ul', {}, choices.map((choice) => h('li', {}, h('button', {
    type: 'button',
    click: async () => {
      details.open = false;
      try {
        await choice.run();
      } catch {
        notice('The export broke off; nothing was saved.');
      }
    },
  }, choice.label)))));
  return details;
}

const kCopied = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-size', 'font-family', 'font-weight', 'text-anchor', 'opacity'];

/** The chart as a document of its own: what style sheets say becomes attributes. */
export function standalone_svg(chart: SVGSVGElement, background: string): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const from = [chart, ...chart.querySelectorAll<SVGElement>('*')];
  const to = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of kCopied) to[i]?.setAttribute(name, style.getPropertyValue(name));
    to[i]?.removeAttribute('class');
  });
  copy.querySelectorAll('[data-screen]').forEach((element) => element.remove());
  const box = chart.viewBox.baseVal;
  copy.setAttribute('width', String(box.width));
  copy.setAttribute('height', String(box.height));
  copy.insertBefore(svg('rect', { width: box.width, height: box.height, fill: background }), copy.firstChild);
  return new XMLSerializer().serializeToString(copy);
}

export function chart_exports(chart: () => SVGSVGElement | null, name: string): ExportChoice[] {
  const text = (): string | null => {
    const element = chart();
    return element ? standalone_svg(element, getComputedStyle(document.body).backgroundColor) : null;
  };
  return [
    { label: 'Chart as SVG', run: () => { const source = text(); if (source) save(new Blob([source], { type: 'image/svg+xml' }), `${name}.svg`); } },
    {
      label: 'Chart as PNG',
      run: async () => {
        const source = text();
        if (!source) return;
        const blob = await rasterize(source);
        if (blob) save(blob, `${name}.png`);
      },
    },
  ];
}

async function rasterize(source: string): Promise<Blob | null> {
  const url = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = h('canvas', { width: image.width * 2, height: image.height * 2 });
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}
