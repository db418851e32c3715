// SPDX-License-Identifier: Apache-2.0
// Bundles src/ into dist/ (or the folder given), which is committed, so that building the program needs no node. The same
// sources and the packages of package-lock.json give the same bytes.
import { build } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { presimplify, quantile, simplify } from 'topojson-simplify';
import { quantize } from 'topojson-client';

const root = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(root, 'dist'));
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

await build({
  absWorkingDir: root,
  entryPoints: { app: 'src/main.ts' },
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
await build({
  absWorkingDir: root,
  entryPoints: { app: 'src/style/app.css' },
  outdir: out,
  bundle: true,
  minify: true,
  charset: 'utf8',
  logLevel: 'warning',
});
for (const name of ['index.html', 'icon.svg']) cpSync(join(root, 'src', name), join(out, name));

// Natural Earth 1:50m with half of the detail: what a screen can show between the world and a region.
const atlas = JSON.parse(readFileSync(join(root, 'node_modules/world-atlas/countries-50m.json'), 'utf8'));
delete atlas.objects.land;
atlas.objects.countries.geometries = atlas.objects.countries.geometries.map(({ type, arcs, properties }) =>
  ({ type, arcs, properties: { name: properties.name } }));
const detailed = presimplify(atlas);
const world = quantize(simplify(detailed, quantile(detailed, 0.45)), 2e4);
for (const geometry of world.objects.countries.geometries) delete geometry.id;
writeFileSync(join(out, 'world.json'), JSON.stringify(world));
