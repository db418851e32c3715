// SPDX-License-Identifier: Apache-2.0
// A small series that leads to the timeline.
import { h } from '../dom';
import { get } from '../api';
import { navigate } from '../router';
import { bucket_for, type By } from './dates';
import { regroup, series_chart, usual_range, type Phase } from './series_chart';
import type { GroupRow } from '../types';

export async function month_strip(signal: AbortSignal, filter = new URLSearchParams(), height = 150, phases: Phase[] = []): Promise<HTMLElement> {
  const parameters = new URLSearchParams(filter);
  parameters.set('by', 'month');
  parameters.set('group', 'quad');
  const { rows } = await get<{ rows: GroupRow[] }>('/series', parameters, signal);
  if (rows.length === 0) return h('p', { class: 'empty' }, 'No dated record.');
  const range = usual_range(rows, 'month');
  const days = range.to - range.from;
  const by: By = bucket_for(days) === 'year' ? 'year' : days < 130 ? 'day' : 'month';
  // A month alone would be one bar: its days say more.
  const by_day = async (): Promise<GroupRow[]> => {
    const shown = new URLSearchParams(parameters);
    shown.set('by', 'day');
    return (await get<{ rows: GroupRow[] }>('/series', shown, signal)).rows;
  };
  return series_chart({
    rows: by === 'year' ? regroup(rows, 'year') : by === 'day' ? await by_day() : rows,
    by, from: range.from, to: range.to, with_score: false, height, phases,
    label: `Records by ${by}, by class. The timeline has the figures.`,
    brush: (from, to) => {
      const query = new URLSearchParams(filter);
      query.set('from', from);
      query.set('to', to);
      navigate(`/timeline?${query}`);
    },
  }, signal);
}
