// SPDX-License-Identifier: Apache-2.0
// Days as numbers, and the buckets that counts come in.

export type By = 'day' | 'week' | 'month' | 'year';
export const kBys: readonly By[] = ['day', 'week', 'month', 'year'];
const kDayMs = 86400000;

export function day_number(iso: string): number {
  // A year or month alone is its first day.
  const full = iso.length === 4 ? `${iso}-01-01` : iso.length === 7 ? `${iso}-01` : iso.slice(0, 10);
  return Math.round(Date.parse(`${full}T00:00:00Z`) / kDayMs);
}

export function iso_day(number: number): string {
  return new Date(Math.round(number) * kDayMs).toISOString().slice(0, 10);
}

/** The day after the last of the bucket that begins on `start`. */
export function bucket_end(start: number, by: By): number {
  if (by === 'day') return start + 1;
  if (by === 'week') return start + 7;
  const date = new Date(start * kDayMs);
  const end = by === 'month' ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) : Date.UTC(date.getUTCFullYear() + 1, 0, 1);
  return Math.round(end / kDayMs);
}

export function bucket_start(at: number, by: By): number {
  const date = new Date(at * kDayMs);
  if (by === 'day') return at;
  if (by === 'week') return at - ((date.getUTCDay() + 6) % 7);
  return Math.round(Date.UTC(date.getUTCFullYear(), by === 'month' ? date.getUTCMonth() : 0, 1) / kDayMs);
}

/** The bucket that shows so many days in some tens of bars. */
export function bucket_for(days: number): By {
  if (days > 365 * 12) return 'year';
  if (days > 550) return 'month';
  return days > 130 ? 'week' : 'day';
}
