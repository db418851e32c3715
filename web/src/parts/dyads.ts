// SPDX-License-Identifier: Apache-2.0
// Counts by dyad without regard to direction, and where they rise.
import { get } from '../api';
import { day_number, iso_day } from './dates';
import type { GroupRow } from '../types';

/** "A>B" and "B>A" as one; what a state does to its own people is a pair of itself. */
export function undirected(rows: GroupRow[]): GroupRow[] {
  const groups = new Map<string, GroupRow>();
  for (const row of rows) {
    const key = row.key.split(/[>,|]/).map((part) => part.trim()).sort().join(',');
    const group = groups.get(key) ?? { key, count: 0, score_sum: 0, score_mean: 0 };
    group.count += row.count;
    group.score_sum += row.score_sum;
    group.score_mean = group.score_sum / Math.max(1, group.count);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

export async function dyad_counts(filter: URLSearchParams, signal: AbortSignal): Promise<GroupRow[]> {
  const parameters = new URLSearchParams(filter);
  parameters.set('by', 'dyad');
  parameters.set('limit', '5000');
  return undirected((await get<{ rows: GroupRow[] }>('/counts', parameters, signal)).rows);
}

export interface Rise {
  dyad: string;
  now: number;
  /** Records a week in the four weeks before. */
  usual: number;
  mean: number;
}

/** Dyads with at least three records in the week up to `last`, and more than twice as many as in a usual week of the four before. */
export async function rises(last: string, signal: AbortSignal): Promise<{ from: string; to: string; rows: Rise[] }> {
  const end = day_number(last);
  const [from, before] = [iso_day(end - 6), iso_day(end - 7)];
  const [now, then] = await Promise.all([
    dyad_counts(new URLSearchParams({ from, to: last, historical: 'false' }), signal),
    dyad_counts(new URLSearchParams({ from: iso_day(end - 34), to: before, historical: 'false' }), signal),
  ]);
  const usual = new Map(then.map((row) => [row.key, row.count / 4]));
  const rows = now.map((row) => ({ dyad: row.key, now: row.count, usual: usual.get(row.key) ?? 0, mean: row.score_mean }))
    .filter((row) => row.now >= 3 && row.now > 2 * row.usual);
  return { from, to: last, rows: rows.slice(0, 10) };
}
