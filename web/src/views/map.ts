// SPDX-License-Identifier: Apache-2.0
// Events by place on an offline base map, near ones joined into clusters; the same places as a list for those who cannot
// use a map.
import { geoProjection, geoPath, type GeoProjection } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { announce, h, replace, svg } from '../dom';
import { get } from '../api';
import { country_name } from '../countries';
import { count, kQuads, number_of, quad_count, quad_legend, quad_slug, score } from '../format';
import { stacked_bar } from '../parts/bars';
import { export_menu, record_exports, save } from '../parts/export';
import { filter_bar, filter_of } from '../parts/filters';
import { record_list } from '../parts/records';
import { save_button } from '../parts/save_view';
import { remember } from '../router';
import { css_color } from '../theme';
import type { MapFeature, RecordPage } from '../types';
import type { Context, View } from '../router';

interface Spot {
  x: number;
  y: number;
  place: MapFeature;
}

interface Cluster {
  x: number;
  y: number;
  count: number;
  by_quad: number[];
  spots: Spot[];
}

interface Camera {
  /** Centre in map units and pixels a unit: the map is 1000 units wide. */
  x: number;
  y: number;
  k: number;
}

// Miller's cylindrical projection: upright everywhere, and the poles stay in the picture.
function projection(): GeoProjection {
  const raw = (x: number, y: number): [number, number] => [x, 1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * y))];
  const miller = geoProjection(Object.assign(raw, {
    invert: (x: number, y: number): [number, number] => [x, 2.5 * Math.atan(Math.exp(0.8 * y)) - 0.625 * Math.PI],
  }));
  return miller.scale(1000 / (2 * Math.PI)).translate([500, 366]).precision(0.1);
}

let base: Promise<string> | null = null;
function base_path(): Promise<string> {
  base ??= fetch('/world.json').then(async (response) => {
    const world = (await response.json()) as Topology;
    const countries = feature(world, world.objects['countries'] as GeometryCollection);
    return geoPath(projection()).digits(2)(countries) ?? '';
  });
  return base;
}

function radius(n: number, width: number): number {
  return Math.min(34, width / 18, 4 + 2.4 * Math.sqrt(n));
}

function clusters_of(spots: Spot[], camera: Camera, width: number): Cluster[] {
  const cell = 54 / camera.k;
  const cells = new Map<string, Cluster>();
  for (const spot of spots) {
    const key = `${Math.floor(spot.x / cell)},${Math.floor(spot.y / cell)}`;
    let cluster = cells.get(key);
    if (!cluster) cells.set(key, (cluster = { x: 0, y: 0, count: 0, by_quad: [0, 0, 0, 0], spots: [] }));
    const n = spot.place.properties.count;
    cluster.x += spot.x * n;
    cluster.y += spot.y * n;
    cluster.count += n;
    cluster.spots.push(spot);
    kQuads.forEach((quad, i) => { if (cluster) cluster.by_quad[i] = (cluster.by_quad[i] ?? 0) + quad_count(spot.place.properties.by_quad, quad); });
  }
  const result = [...cells.values()];
  for (const cluster of result) {
    cluster.x /= cluster.count;
    cluster.y /= cluster.count;
    cluster.spots.sort((a, b) => b.place.properties.count - a.place.properties.count);
  }
  // Where a cell ends says nothing: circles that would hide one another become one, the larger taking in the smaller.
  result.sort((a, b) => b.count - a.count);
  const apart: Cluster[] = [];
  for (const cluster of result) {
    const over = apart.find((other) => Math.hypot(other.x - cluster.x, other.y - cluster.y) * camera.k < 0.8 * (radius(other.count, width) + radius(cluster.count, width)));
    if (!over) {
      apart.push(cluster);
      continue;
    }
    over.count += cluster.count;
    over.spots.push(...cluster.spots);
    over.by_quad = over.by_quad.map((n, i) => n + (cluster.by_quad[i] ?? 0));
  }
  return apart.sort((a, b) => b.count - a.count);
}

/** Sectors of a circle as paths, from the top clockwise. */
function sectors(cluster: Cluster, r: number): { quad: string; from: number; to: number; r: number }[] {
  const sum = cluster.by_quad.reduce((a, b) => a + b, 0) || 1;
  let angle = -Math.PI / 2;
  return kQuads.map((quad, i) => {
    const from = angle;
    angle += (2 * Math.PI * (cluster.by_quad[i] ?? 0)) / sum;
    return { quad, from, to: angle, r };
  }).filter((part) => part.to > part.from);
}

function cluster_name(cluster: Cluster): string {
  const first = cluster.spots[0]?.place.properties.place ?? '';
  return cluster.spots.length === 1 ? first : `${first} and ${cluster.spots.length - 1} more`;
}

/** The country behind the name of a place, unless the place is the country. */
function other_country(spot: Spot): HTMLElement | null {
  const { place, country } = spot.place.properties;
  const name = country ? country_name(country) : '';
  return name === '' || name === place ? null : h('span', { class: 'muted' }, ` ${name}`);
}

export async function map(context: Context): Promise<View> {
  const { query, signal } = context;
  const filter = filter_of(query);
  const [{ features }, path_text] = await Promise.all([get<{ features: MapFeature[] }>('/map', filter, signal), base_path()]);
  const project = projection();
  const spots: Spot[] = [];
  for (const place of features) {
    const at = project(place.geometry.coordinates);
    if (at) spots.push({ x: at[0], y: at[1], place });
  }
  spots.sort((a, b) => b.place.properties.count - a.place.properties.count);
  const land = new Path2D(path_text);

  const canvas = h('canvas', { class: 'map-canvas', tabindex: 0, role: 'application', 'aria-label': 'Map of events. Arrow keys move it, plus and minus zoom. The list of places has the same content.' });
  const tip = h('div', { class: 'tip', hidden: true });
  const box = h('div', { class: 'map-box' }, canvas, tip);
  const side = h('section', { class: 'panel map-side', 'aria-label': 'Places', tabindex: 0 });
  let width = 800;
  let height = 500;
  let camera: Camera = { x: 500, y: 300, k: 0 };
  let shown: Cluster[] = [];
  let colors: Record<string, string> = {};
  let frame = 0;

  const read_colors = (): void => {
    colors = Object.fromEntries(['--sea', '--land', '--border', '--panel', '--ink', '--accent', ...kQuads.map((quad) => `--${quad_slug(quad)}`)].map((name) => [name, css_color(name)]));
  };
  const to_screen = (x: number, y: number): [number, number] => [(x - camera.x) * camera.k + width / 2, (y - camera.y) * camera.k + height / 2];
  const draw = (): void => {
    frame = 0;
    const ratio = devicePixelRatio;
    const paint = canvas.getContext('2d');
    if (!paint) return;
    paint.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint.fillStyle = colors['--sea'] ?? '';
    paint.fillRect(0, 0, width, height);
    const k = camera.k * ratio;
    paint.setTransform(k, 0, 0, k, ratio * (width / 2 - camera.x * camera.k), ratio * (height / 2 - camera.y * camera.k));
    paint.fillStyle = colors['--land'] ?? '';
    paint.strokeStyle = colors['--border'] ?? '';
    paint.lineWidth = 0.8 / camera.k;
    paint.fill(land);
    paint.stroke(land);
    paint.setTransform(ratio, 0, 0, ratio, 0, 0);
    shown = clusters_of(spots, camera, width);
    for (const cluster of shown) {
      const [x, y] = to_screen(cluster.x, cluster.y);
      const r = radius(cluster.count, width);
      if (x < -r || y < -r || x > width + r || y > height + r) continue;
      for (const part of sectors(cluster, r)) {
        paint.beginPath();
        paint.moveTo(x, y);
        paint.arc(x, y, r, part.from, part.to);
        paint.closePath();
        paint.fillStyle = colors[`--${quad_slug(part.quad)}`] ?? '';
        paint.fill();
      }
      paint.beginPath();
      paint.arc(x, y, r, 0, 2 * Math.PI);
      paint.strokeStyle = colors['--panel'] ?? '';
      paint.lineWidth = 1.2;
      paint.stroke();
      if (r > 12) {
        paint.beginPath();
        paint.arc(x, y, r * 0.62, 0, 2 * Math.PI);
        paint.fillStyle = colors['--panel'] ?? '';
        paint.fill();
        paint.fillStyle = colors['--ink'] ?? '';
        paint.font = `${r > 20 ? 12 : 10.5}px ${getComputedStyle(document.body).fontFamily}`;
        paint.textAlign = 'center';
        paint.textBaseline = 'middle';
        paint.fillText(String(cluster.count), x, y + 0.5);
      }
    }
  };
  const later = (): void => { frame ||= requestAnimationFrame(draw); };
  const least = (): number => (width / 1000) * 0.98;
  const move = (next: Camera): void => {
    const k = Math.min(260, Math.max(least(), next.k));
    const half = width / 2 / k;
    const tall = height / 2 / k;
    camera = {
      k,
      x: half * 2 >= 1000 ? 500 : Math.min(1000 - half, Math.max(half, next.x)),
      y: Math.min(Math.max(next.y, Math.min(tall, 330)), Math.max(690 - tall, 330)),
    };
    later();
    clearTimeout(kept);
    kept = window.setTimeout(() => {
      const now = new URLSearchParams(location.search);
      now.set('at', [camera.x, camera.y, camera.k].map((value) => value.toFixed(2)).join(','));
      if (!signal.aborted) remember(now);
    }, 300);
  };
  let kept = 0;
  const zoom = (factor: number, px = width / 2, py = height / 2): void => {
    const k = Math.min(260, Math.max(least(), camera.k * factor));
    const x = camera.x + (px - width / 2) / camera.k;
    const y = camera.y + (py - height / 2) / camera.k;
    move({ k, x: x - (px - width / 2) / k, y: y - (py - height / 2) / k });
  };
  const at_pixel = (px: number, py: number): Cluster | null => {
    for (const cluster of shown) {
      const [x, y] = to_screen(cluster.x, cluster.y);
      if (Math.hypot(px - x, py - y) <= Math.max(9, radius(cluster.count, width))) return cluster;
    }
    return null;
  };

  const list_places = (items: Spot[], title: string): void => {
    const most = Math.max(1, ...items.map((spot) => spot.place.properties.count));
    replace(side, h('header', {}, h('h2', {}, title)),
      items.length === 0 ? h('p', { class: 'empty' }, 'No record with a position fits these filters.')
        : h('ul', { class: 'places' }, items.slice(0, 60).map((spot) => h('li', {}, h('button', { type: 'button', class: 'place', click: () => void open(spot) },
          h('span', {}, spot.place.properties.place, other_country(spot)),
          h('span', { class: 'number' }, count(spot.place.properties.count)), stacked_bar(spot.place.properties, most))))),
      items.length > 60 ? h('p', { class: 'muted small' }, `and ${count(items.length - 60)} more places`) : null);
  };
  const open = async (spot: Spot): Promise<void> => {
    move({ x: spot.x, y: spot.y, k: Math.max(camera.k, 8) });
    const parameters = new URLSearchParams(filter);
    const [lon, lat] = spot.place.geometry.coordinates;
    parameters.set('place', spot.place.properties.place);
    if (!parameters.has('near')) parameters.set('near', `${lat},${lon},5`);
    const link = new URLSearchParams(parameters);
    parameters.set('limit', '25');
    const page = await get<RecordPage>('/records', parameters, signal);
    const back = h('button', { type: 'button', class: 'plain', click: () => list_places(spots, 'Places') }, 'All places');
    replace(side, h('header', {}, h('h2', {}, spot.place.properties.place), back),
      h('p', { class: 'muted' }, `${number_of(spot.place.properties.count, 'record', 'records')}, mean score ${score(spot.place.properties.score_mean)}. `, h('a', { href: `/records?${link}` }, 'All in a table')),
      record_list(page.records));
    back.focus({ preventScroll: true });
    announce(`${spot.place.properties.place}: ${page.records.length} records listed`);
  };
  list_places(spots, 'Places');

  const pointers = new Map<number, [number, number]>();
  let moved = 0;
  const local = (event: MouseEvent): [number, number] => {
    const rect = canvas.getBoundingClientRect();
    return [event.clientX - rect.left, event.clientY - rect.top];
  };
  canvas.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, local(event));
    canvas.setPointerCapture(event.pointerId);
    moved = 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const [x, y] = local(event);
    const last = pointers.get(event.pointerId);
    if (!last) {
      const cluster = at_pixel(x, y);
      canvas.classList.toggle('over', cluster !== null);
      tip.hidden = cluster === null;
      if (cluster) {
        replace(tip, h('strong', {}, cluster_name(cluster)), h('dl', {}, kQuads.map((quad, i) => (cluster.by_quad[i] ?? 0) > 0 ? [h('dt', {}, quad), h('dd', {}, count(cluster.by_quad[i]))] : null)));
        tip.style.left = `${Math.min(event.clientX + 14, innerWidth - 240)}px`;
        tip.style.top = `${event.clientY + 14}px`;
      }
      return;
    }
    moved += Math.abs(x - last[0]) + Math.abs(y - last[1]);
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1] ?? last;
      const before = Math.hypot(last[0] - other[0], last[1] - other[1]);
      const now = Math.hypot(x - other[0], y - other[1]);
      if (before > 0) zoom(now / before, (x + other[0]) / 2, (y + other[1]) / 2);
    } else {
      move({ ...camera, x: camera.x - (x - last[0]) / camera.k, y: camera.y - (y - last[1]) / camera.k });
    }
    pointers.set(event.pointerId, [x, y]);
  });
  const release = (event: PointerEvent): void => {
    const was = pointers.delete(event.pointerId);
    if (!was || moved > 5 || event.type !== 'pointerup') return;
    const cluster = at_pixel(...local(event));
    if (!cluster) return;
    if (cluster.spots.length === 1 && cluster.spots[0]) void open(cluster.spots[0]);
    else {
      list_places(cluster.spots, cluster_name(cluster));
      move({ x: cluster.x, y: cluster.y, k: camera.k * 2.2 });
    }
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', () => { tip.hidden = true; });
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * 0.0016), ...local(event));
  }, { passive: false });
  canvas.addEventListener('keydown', (event) => {
    const step = 80 / camera.k;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => move({ ...camera, x: camera.x - step }), ArrowRight: () => move({ ...camera, x: camera.x + step }),
      ArrowUp: () => move({ ...camera, y: camera.y - step }), ArrowDown: () => move({ ...camera, y: camera.y + step }),
      '+': () => zoom(1.5), '=': () => zoom(1.5), '-': () => zoom(1 / 1.5),
    };
    const act = moves[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const fit = (): void => {
    const some = spots.slice(0, Math.max(1, Math.ceil(spots.length * 0.9)));
    if (some.length === 0) return move({ x: 500, y: 300, k: 0 });
    const xs = some.map((spot) => spot.x);
    const ys = some.map((spot) => spot.y);
    const [left, right, up, down] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    move({ x: (left + right) / 2, y: (up + down) / 2, k: Math.min(40, (0.82 * width) / Math.max(right - left, 4), (0.82 * height) / Math.max(down - up, 4)) });
  };
  const asked = query.get('at')?.split(',').map(Number);
  const observer = new ResizeObserver(() => {
    const first = canvas.width === 300 && camera.k === 0;
    width = Math.max(200, box.clientWidth);
    height = Math.max(200, box.clientHeight);
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    if (first && asked?.length === 3 && asked.every(Number.isFinite)) move({ x: asked[0] ?? 500, y: asked[1] ?? 300, k: asked[2] ?? 1 });
    else if (first) fit();
    else move(camera);
  });
  observer.observe(box);
  signal.addEventListener('abort', () => observer.disconnect());
  read_colors();
  document.addEventListener('desk:theme', () => { read_colors(); later(); }, { signal });

  const as_svg = (): void => {
    const picture = svg('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height });
    picture.append(svg('rect', { width, height, fill: colors['--sea'] ?? '' }),
      svg('path', { d: path_text, fill: colors['--land'] ?? '', stroke: colors['--border'] ?? '', 'stroke-width': 0.8 / camera.k,
        transform: `translate(${width / 2 - camera.x * camera.k} ${height / 2 - camera.y * camera.k}) scale(${camera.k})` }));
    for (const cluster of shown) {
      const [x, y] = to_screen(cluster.x, cluster.y);
      const r = radius(cluster.count, width);
      for (const part of sectors(cluster, r)) {
        const fill = colors[`--${quad_slug(part.quad)}`] ?? '';
        if (part.to - part.from > 6.28) picture.append(svg('circle', { cx: x, cy: y, r, fill }));
        else picture.append(svg('path', { fill, d: `M${x} ${y}L${x + r * Math.cos(part.from)} ${y + r * Math.sin(part.from)}A${r} ${r} 0 ${part.to - part.from > Math.PI ? 1 : 0} 1 ${x + r * Math.cos(part.to)} ${y + r * Math.sin(part.to)}Z` }));
      }
      picture.append(svg('title', {}, `${cluster_name(cluster)}: ${cluster.count}`));
    }
    save(new Blob([new XMLSerializer().serializeToString(picture)], { type: 'image/svg+xml' }), 'map.svg');
  };
  const as_png = (): Promise<void> => new Promise((resolve) => canvas.toBlob((blob) => { if (blob) save(blob, 'map.png'); resolve(); }));
  const total = features.reduce((sum, item) => sum + item.properties.count, 0);
  return {
    title: 'Map',
    element: h('div', { class: 'map-view' },
      h('div', { class: 'title' }, h('h1', {}, 'Map'), h('span', { class: 'muted' }, `${number_of(total, 'record', 'records')} at ${number_of(features.length, 'place', 'places')}`),
        h('div', { class: 'actions' }, save_button(), export_menu([{ label: 'Map as SVG', run: as_svg }, { label: 'Map as PNG', run: as_png }, ...record_exports(() => new URLSearchParams(filter))]))),
      filter_bar(query),
      h('div', { class: 'map-layout' },
        h('div', { class: 'map-frame' },
          box,
          h('div', { class: 'map-buttons' },
            h('button', { type: 'button', 'aria-label': 'Zoom in', click: () => zoom(1.6) }, '+'),
            h('button', { type: 'button', 'aria-label': 'Zoom out', click: () => zoom(1 / 1.6) }, '−'),
            h('button', { type: 'button', click: fit }, 'Fit')),
          h('div', { class: 'map-legend' }, quad_legend())),
        side)),
  };
}
