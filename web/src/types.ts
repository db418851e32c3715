// SPDX-License-Identifier: Apache-2.0
// What the API answers (docs: /api/v1/openapi.json), as far as the page reads it.

export interface Entity {
  text: string | null;
  start: number | null;
  end: number | null;
  name: string | null;
  country: string | null;
  sectors: string[];
  code: string;
}

export interface Place {
  text: string | null;
  start: number | null;
  end: number | null;
  name: string;
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
}

export interface EventDate {
  start: string | null;
  end: string | null;
  precision: string;
  text: string | null;
}

export interface Attribution {
  speaker: Entity;
  cue: string | null;
  stance: string;
}

export interface StoryHead {
  key?: number;
  id: string;
  source: string | null;
  date: string | null;
  title: string | null;
  url: string | null;
  path?: string | null;
  records?: number;
}

export interface Review {
  key?: number;
  record?: number;
  verdict: 'accept' | 'reject' | 'correct';
  author: string;
  time?: string;
  note?: string | null;
  correction?: Record<string, unknown> | null;
}

export interface EventRecord {
  key: number;
  story_key: number;
  event_key: number | null;
  /** Stories that tell of the same event. */
  event_reports: number | null;
  review: Review | null;
  id: string;
  story: StoryHead;
  sentence: { index: number; start: number; end: number; text: string };
  type: string;
  mode: string | null;
  quad: string;
  cameo: string | null;
  score: number;
  goldstein: number | null;
  contexts: string[];
  trigger: { text: string; start: number; end: number };
  actors: Entity[];
  recipients: Entity[];
  date: EventDate;
  place: Place | null;
  attribution: Attribution[];
  modality: string;
  historical: boolean;
  magnitude: Record<string, { min: number | null; max: number | null }>;
  confidence: number;
  coder: string;
}

export interface RecordPage {
  records: EventRecord[];
  next: string | null;
  total: number | null;
}

export interface StoryPage {
  story: StoryHead & { key: number; text: string };
  records: EventRecord[];
  sentences: { index: number; start: number; end: number }[];
}

export interface GroupRow {
  key: string;
  count: number;
  score_sum: number;
  score_mean: number;
  by_quad?: Record<string, number>;
  reports?: number;
}

export interface Change {
  kind: string;
  of: 'dossier' | 'view';
  subject: string;
  date: string;
  text: string;
  evidence: { record: number; source: string | null; date: string | null; quote: string }[];
}

export interface Changes {
  since: string | null;
  /** null: not worked out yet. */
  changes: Change[] | null;
}

export interface EventMember {
  record: number;
  story_key: number;
  story_group: number;
  source: string | null;
  date: string | null;
  match: number;
}

/** What several records tell of one happening. */
export interface EventItem {
  key: number;
  reports: number;
  tellings: number;
  sources: string[];
  first_seen: string | null;
  agreement: number;
  contradictions: string[];
  members: EventMember[];
  denials: EventMember[];
  lead: EventRecord;
  records?: EventRecord[];
}

export interface EventPage {
  events: EventItem[];
  next: string | null;
}

export interface Overview {
  stats: Record<string, unknown>;
  latest: EventRecord[];
  changes: Change[] | null;
  dossiers: unknown;
  top_dyads: GroupRow[];
}

export interface MapFeature {
  geometry: { coordinates: [number, number] };
  properties: {
    place: string;
    country: string | null;
    count: number;
    by_quad: Record<string, number>;
    score_mean: number;
    last_date: string | null;
  };
}

export interface ParseRow {
  id: number;
  form: string;
  lemma: string;
  upos: string;
  head: number;
  deprel: string;
  start?: number;
  end?: number;
}
