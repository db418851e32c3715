// SPDX-License-Identifier: Apache-2.0
// What a dossier holds, as the API gives it (docs/ledger.md names the fields).
import type { Phase } from '../parts/series_chart';

export interface Citation {
  record: number;
  source: string | null;
  date: string | null;
  title: string | null;
  quote: string;
  speakers: string | null;
}

export interface Range {
  min: number | null;
  max: number | null;
}

export interface DossierEvent {
  start: string | null;
  end: string | null;
  precision: string;
  type: string;
  mode: string | null;
  quad: string;
  modality: string;
  score: number;
  core: boolean;
  /** The quoted sentence shows what `text` says; it names the day; shown and coded surely (docs/ledger.md). */
  attested: boolean;
  day_named: boolean;
  sure: boolean;
  text: string;
  according_to: string | null;
  place: string | null;
  magnitude: Record<string, Range>;
  stories: number;
  sources: number;
  citations: Citation[];
}

/** One kind of contact between two: "met", "phoned", "RUS visited AZE", "mediated by RUS". */
export interface Contact {
  a: string;
  b: string;
  kind: string;
  count: number;
  total: number;
  last: string | null;
  citations: Citation[];
}

export interface Reply {
  speaker: string;
  stance: 'claimed' | 'supported' | 'denied' | 'contradicted';
  how: string;
  citation: Citation;
}

export interface Claim {
  claim: string;
  speaker: string;
  stance: string;
  citation: Citation;
  disputed: boolean;
  replies: Reply[];
  event: DossierEvent;
}

/** A request, offer, measure or piece of background: the event with what the row adds. */
export interface Row {
  kind?: string;
  outcome?: string | null;
  answers?: DossierEvent[];
  event: DossierEvent;
}

export interface Toll {
  side: string;
  kind: string;
  reported_by: string;
  own_side: boolean;
  date: string | null;
  place: string | null;
  citation: Citation;
  [figure: string]: unknown;
}

export interface PhaseRow {
  phase: string;
  from: string;
  to: string | null;
  reason: string;
  events: DossierEvent[];
}

export interface Definition {
  name: string;
  parties: string[];
  places: string[];
  mediators: string[];
  from: string | null;
  to: string | null;
}

export interface Dossier {
  name: string;
  definition: Definition;
  records: number;
  stories: number;
  left_out: number;
  first: string | null;
  last: string | null;
  phase: string;
  phases: PhaseRow[];
  timeline: DossierEvent[];
  contacts: Contact[];
  claims: Claim[];
  requests: Row[];
  measures: Row[];
  toll: Toll[];
  history: Row[];
}

export function phases_of(dossier: Dossier): Phase[] {
  return dossier.phases.map((phase) => ({ name: phase.phase, from: phase.from, to: phase.to ?? dossier.last }));
}

/** The filter that comes nearest to what the dossier is about: its first two parties. */
export function dossier_filter(dossier: Dossier): URLSearchParams {
  const filter = new URLSearchParams();
  const { parties, from, to } = dossier.definition;
  if (parties.length >= 2) filter.set('dyad', parties.slice(0, 2).join(','));
  else if (parties[0]) filter.set('party', parties[0]);
  if (from) filter.set('from', from);
  if (to) filter.set('to', to);
  return filter;
}
