// SPDX-License-Identifier: Apache-2.0
// Words, numbers, tense and the calendar for the rules in time_rules.cc.
#include "coding/time_finder.h"

#include <algorithm>
#include <cmath>

namespace dragoman {
Grain grain_of(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kDay: return Grain::kDay;
    case TimeUnit::kWeek:
    case TimeUnit::kFortnight: return Grain::kWeek;
    case TimeUnit::kWeekend: return Grain::kWeekend;
    case TimeUnit::kMonth: return Grain::kMonth;
    case TimeUnit::kQuarter: return Grain::kQuarter;
    case TimeUnit::kYear: return Grain::kYear;
    case TimeUnit::kDecade: return Grain::kDecade;
    case TimeUnit::kCentury: return Grain::kCentury;
    default: return Grain::kNone;
  }
}

bool TimeFinder::capital(std::uint32_t i) const {
  if (!inside(i)) return false;
  const std::string_view form = document_.form(i);
  return !form.empty() && form[0] >= 'A' && form[0] <= 'Z';
}

std::optional<int> TimeFinder::digits(std::uint32_t i, std::size_t most) const {
  const std::string_view s = norm(i);
  if (s.empty() || s.size() > most) return std::nullopt;
  int value = 0;
  for (const char c : s) {
    if (c == ',' && s.size() > 4) continue;
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool TimeFinder::is_unit(std::uint32_t i, TimeUnit& unit, bool& plural) const {
  const TimeWordEntry entry = word(i);
  plural = entry.kind == TimeWord::kUnits;
  if (plural || entry.kind == TimeWord::kUnit) {
    unit = static_cast<TimeUnit>(entry.number);
    return true;
  }
  return false;
}

std::optional<int> TimeFinder::month_at(std::uint32_t i) const {
  const TimeWordEntry entry = word(i);
  if (entry.kind != TimeWord::kMonth || !capital(i)) return std::nullopt;
  const std::string_view n = norm(i);
  if (n == "may" || n == "march") {
    if (tagged(i)) {
      if (document_.tokens[i].upos != Upos::kPropn && document_.tokens[i].upos != Upos::kNoun) return std::nullopt;
    } else if (!digits(i + 1, 4) && !is(i + 1, TimeWord::kOrdinal)) {
      const std::string_view before = i > sentence_.begin ? norm(i - 1) : std::string_view();
      const TimeWord kind = i > sentence_.begin ? word(i - 1).kind : TimeWord::kNone;
      if (!one_of(before, {"in", "of", "since", "until", "till", "by", "from", "to", "through", "during", "before", "after", "between", "and", "for", "on", "-"}) &&
          kind != TimeWord::kRelative && kind != TimeWord::kPosition && !digits(i - 1, 2)) {
        return std::nullopt;
      }
    }
  }
  // "Mar", "Jan" and the like are also names: a day or a year has to follow.
  if (n.size() == 3 && n != "may" && n.back() != '.' && !digits(i + 1, 4) && !(i > sentence_.begin && digits(i - 1, 2))) return std::nullopt;
  return entry.number;
}

std::optional<int> TimeFinder::year_at(std::uint32_t i) const {
  const std::string_view s = norm(i);
  if (s.size() != 4) return std::nullopt;
  const std::optional<int> value = digits(i, 4);
  if (!value || *value < 1000 || *value > 2199) return std::nullopt;
  return value;
}

std::optional<int> TimeFinder::day_at(std::uint32_t i) const {
  std::optional<int> value = digits(i, 2);
  if (!value) {
    const TimeWordEntry entry = word(i);
    if (entry.kind == TimeWord::kOrdinal) value = entry.number;
  }
  if (!value || *value < 1 || *value > 31) return std::nullopt;
  return value;
}

std::optional<int> TimeFinder::spelled_year(std::uint32_t i, std::uint32_t& end) const {
  const TimeWordEntry first = word(i);
  if (first.kind != TimeWord::kNumber) return std::nullopt;
  if (first.number == 2 && norm(i + 1) == "thousand") {
    end = i + 2;
    std::uint32_t j = i + 2;
    if (norm(j) == "and") ++j;
    const TimeWordEntry more = word(j);
    if (more.kind == TimeWord::kNumber && more.number < 30) {
      end = j + 1;
      return 2000 + more.number;
    }
    return 2000;
  }
  if (first.number < 16 || first.number > 20) return std::nullopt;
  const std::uint32_t second = hyphen(i + 1) ? i + 2 : i + 1;
  const TimeWordEntry tens = word(second);
  if (tens.kind != TimeWord::kNumber || tens.number < 10) return std::nullopt;
  int year = first.number * 100 + tens.number;
  end = second + 1;
  const std::uint32_t j = hyphen(second + 1) ? second + 2 : second + 1;
  const TimeWordEntry ones = word(j);
  if (tens.number >= 20 && ones.kind == TimeWord::kNumber && ones.number < 10) {
    year += ones.number;
    end = j + 1;
  }
  return year;
}

/// A number in digits or words without what surrounds it.
std::uint32_t TimeFinder::plain_number(std::uint32_t i, Quantity& out) const {
  const std::string_view s = norm(i);
  if (s.empty()) return i;
  if (s[0] >= '0' && s[0] <= '9') {
    if (s.size() > 12) return i;
    double value = 0;
    double scale = 0;
    for (const char c : s) {
      if (c == ',') continue;
      if (c == '.' && scale == 0) {
        scale = 1;
        continue;
      }
      if (c < '0' || c > '9') return i;
      value = value * 10 + (c - '0');
      scale *= 10;
    }
    out.count = scale > 0 ? value / scale : value;
    std::uint32_t j = i + 1;
    if (norm(j) == "1/2") {
      out.count += 0.5;
      ++j;
    }
    return j;
  }
  TimeWordEntry entry = word(i);
  std::uint32_t j = i;
  double value = 0;
  bool any = false;
  bool unit_before = false;  // "two one-day games" are not three days
  while (entry.kind == TimeWord::kTimes || (entry.kind == TimeWord::kNumber && !unit_before)) {
    unit_before = entry.kind == TimeWord::kNumber && entry.number < 20;
    if (entry.kind == TimeWord::kNumber) value += entry.number;
    else value = (value == 0 ? 1 : value) * (entry.number == 200 ? 1000 : 100);
    any = true;
    ++j;
    if (hyphen(j) && word(j + 1).kind == TimeWord::kNumber && word(j + 1).number < 10 && entry.number >= 20) ++j;
    entry = word(j);
  }
  if (!any) return i;
  out.count = value;
  return j;
}

std::uint32_t TimeFinder::quantity(std::uint32_t i, Quantity& out) const {
  out = {};
  out.begin = i;
  std::uint32_t j = i;
  const TimeWordEntry entry = word(j);
  if (entry.kind == TimeWord::kApproximate) {
    switch (entry.number) {
      case 3: if (norm(j + 1) != "than") return i; j += 2; break;              // more than, less than
      case 4: if (!one_of(norm(j + 1), {"least", "most"})) return i; j += 2; break;  // at least
      case 5: if (norm(j + 1) != "to") return i; j += 2; break;                // up to
      default: ++j;
    }
  } else if (norm(j) == "no" && norm(j + 1) == "more" && norm(j + 2) == "than") {
    j += 3;
  } else if (norm(j) == "fewer" && norm(j + 1) == "than") {
    j += 2;
  }
  const std::uint32_t start = j;
  if (norm(j) == "half" && is(j + 1, TimeWord::kArticle)) {
    out.count = 0.5;
    return j + 2;
  }
  bool article = false;
  if (is(j, TimeWord::kArticle) && word(j).number == 2) {
    article = true;
    ++j;
    if (norm(j) == "half") {
      out.count = 0.5;
      return j + 1;
    }
    if (norm(j) == "quarter" && norm(j + 1) == "century") {
      out.count = 0.25;
      return j + 1;
    }
    if (norm(j) == "quarter" && norm(j + 1) == "of" && norm(j + 2) == "a" && norm(j + 3) == "century") {
      out.count = 0.25;
      return j + 3;
    }
    if (norm(j) == "further" || norm(j) == "full" || norm(j) == "whole" || norm(j) == "additional") ++j;
  }
  const TimeWordEntry vague = word(j);
  if (vague.kind == TimeWord::kVague) {
    if (vague.number == 6 && !article) {  // "some three weeks" is a number, "some weeks" is not
      const std::uint32_t end = plain_number(j + 1, out);
      if (end != j + 1) return end;
    }
    ++j;
    out.vague = true;
    if (vague.number == 4) {  // a couple of
      out.vague = false;
      out.count = 2;
    }
    if (vague.number == 5 || norm(j) == "of") {
      if (norm(j) == "of") ++j;
    }
    if (norm(j) == "more" || norm(j) == "dozen" || norm(j) == "hundred") ++j;
    return j;
  }
  std::uint32_t end = plain_number(j, out);
  if (end == j) {
    if (!article) return i;
    out.article = true;
    out.count = 1;
    return j;
  }
  if (article && start + 1 == j && start == i && end != j && !is(j, TimeWord::kTimes)) out.begin = j;  // "a 24-hour curfew"
  // "two to three", "three or four", "5 - 10": the first counts.
  if (one_of(norm(end), {"to", "or"}) || hyphen(end)) {
    Quantity other;
    const std::uint32_t after = plain_number(end + 1, other);
    if (after != end + 1) end = after;
  }
  if (norm(end) == "and" && norm(end + 1) == "a" && norm(end + 2) == "half") {
    out.count += 0.5;
    end += 3;
  }
  if (one_of(norm(end), {"more", "additional", "consecutive", "straight", "full", "long", "trading", "working", "business", "calendar", "successive", "whole"})) ++end;
  return end;
}

int TimeFinder::direction(std::uint32_t i, std::uint32_t end) const {
  // Words of planning next to the time decide, then the nearest verb on the left, then on the right.
  // An hour in front ("set for 9 a.m. on Friday") is passed over.
  std::uint32_t front = i;
  if (norm(front - 1) == "on") --front;
  while (front > sentence_.begin && one_of(norm(front - 1), {"a.m.", "p.m.", "am", "pm", "gmt", "noon", "midnight", "late", "early"})) --front;
  if (front < i && digits(front - 1)) --front;
  if (front < i && norm(front - 1) == "about") --front;
  if (front == i - 1 && norm(front) == "on") front = i;
  const std::string_view just_before = front > sentence_.begin ? norm(front - 1) : std::string_view();
  if (just_before == "ended") return -2;
  if (one_of(just_before, {"payable", "due", "expiring", "ending", "scheduled"})) return 1;
  if (just_before == "of" && norm(i - 2) == "ahead") return 1;
  const auto on_the_left = [&](std::initializer_list<std::string_view> words) {
    for (std::uint32_t k = front, steps = 0; k > sentence_.begin && steps < 12; --k, ++steps) {
      if (one_of(norm(k - 1), words)) return true;
    }
    return false;
  };
  // What was put off or closed "till Monday" is so until the next one; what was called "from Monday" begins then.
  if (one_of(just_before, {"until", "till"}) &&
      on_the_left({"adjourned", "adjourn", "adjourning", "adjournment", "adjournments", "postponed", "postpone", "postponing", "delayed", "delaying", "suspended",
                   "suspending", "suspend", "delay", "extend", "extended", "extending", "close", "closed", "closing", "shut", "shutting", "remanded", "barred", "banned", "off"})) {
    return 1;
  }
  if (just_before == "from" && !one_of(norm(end), {"to", "until", "till", "through", "-", "'s"}) &&
      on_the_left({"announced", "announcing", "called", "calling", "declared", "declaring", "ordered", "ordering", "imposed", "imposing", "decreed", "proclaimed",
                   "starting", "beginning", "effective"})) {
    return 1;
  }
  if (just_before == "for" && norm(end) != "'s") return 1;  // "a strike for Thursday was called"
  const auto verb = [&](std::uint32_t k) {
    const std::string_view w = norm(k);
    if (w == "since") return -1;
    if (one_of(w, {"will", "'ll", "wo", "shall", "would", "upcoming"})) return 1;
    if (one_of(w, {"scheduled", "due", "slated", "planned", "plans", "expected", "expects", "intends", "going", "starting", "beginning"})) {
      return 1;
    }
    if (w == "to" && k + 1 < i && tagged(k + 1) && document_.tokens[k + 1].upos == Upos::kVerb) {
      const std::string_view before = k > sentence_.begin ? norm(k - 1) : std::string_view();
      if (one_of(before, {"is", "are", "was", "were", "plan", "hopes", "hope", "wants", "want", "agreed", "ready", "vowed", "promised", "likely", "about"})) return 1;
      return 0;
    }
    if (one_of(w, {"was", "were", "had", "did", "said", "told", "has", "have", "'ve"})) return -1;
    if (tagged(k)) {
      const Upos upos = document_.tokens[k].upos;
      if (upos != Upos::kVerb && upos != Upos::kAux) return 0;
      const std::string_view xpos = document_.xpos(k);
      if (xpos == "VBD") return -1;
      if (xpos == "MD") return w == "may" || w == "might" || w == "could" || w == "can" || w == "must" || w == "should" ? 1 : 0;
      if (xpos == "VBN") return -1;
      // Timetables are in the present tense: "the talks open on Friday".
      if ((xpos == "VBZ" || xpos == "VBP") &&
          one_of(document_.lemma(k), {"begin", "start", "open", "end", "close", "meet", "visit", "arrive", "leave", "kick", "take", "travel", "face", "hold",
                                      "resume", "vote", "host", "expire", "run", "play", "go"})) {
        return 1;
      }
      return 0;
    }
    return w.size() > 4 && w.ends_with("ed") && w != "indeed" ? -1 : 0;
  };
  // A verb in the tree outweighs those that only stand nearer, save words of planning on the left.
  const int tree = tree_direction(i, end);
  std::uint32_t steps = 0;
  bool comma = false;
  for (std::uint32_t k = i; k > sentence_.begin && steps < 14; ++steps) {
    --k;
    const std::string_view w = norm(k);
    if (one_of(w, {";", "\"", "“", "”"})) break;
    comma = comma || w == ",";
    if (w == "ahead" && norm(k + 1) == "of" && !comma) return 1;  // "ahead of a summit on Friday"
    int v = verb(k);
    if (v < 0 && one_of(w, {"said", "told"}) && i - k > 2) v = 0;  // governs the clause, does not date it
    if (v < 0) {  // "will have been", "would be held": an auxiliary further left wins
      for (std::uint32_t a = k; a > sentence_.begin && k - a < 4; --a) {
        const std::string_view aux = norm(a - 1);
        if (one_of(aux, {"will", "would", "'ll", "shall"})) return 1;
        if (aux == "be" || aux == "been" || aux == "not" || aux == "also" || aux == "have") continue;
        if (aux == "to") return 1;
        break;
      }
      return tree != 0 ? tree : -1;
    }
    if (v > 0) return 1;
  }
  if (tree != 0) return tree;
  steps = 0;
  for (std::uint32_t k = end; k < sentence_.end && steps < 12; ++k, ++steps) {
    const std::string_view w = norm(k);
    if (one_of(w, {";", "\"", "“", "”"})) break;
    const int v = verb(k);
    if (v != 0) return v;
  }
  return one_of(just_before, {"by", "until", "till", "through"}) ? 1 : 0;
}

Stretch TimeFinder::resolve_month(int month, int direction) const {
  const YearMonthDay now = to_ymd(reference_);
  // "In February last year they met, and in July they parted": the year of the month before it in the sentence.
  if (last_sentence_ == sentence_.begin && !last_.empty() && last_.grain <= Grain::kMonth && direction <= 0) {
    const YearMonthDay before = to_ymd(last_.first);
    if (before.year < now.year && month > before.month) return month_stretch(before.year, month);
  }
  const int distance = month - now.month;  // within this year
  int year = now.year;
  if (direction > 0) {
    if (distance < 0) ++year;
  } else if (direction < 0) {
    if (distance > 0) --year;
  } else if (distance > 6) {
    --year;
  } else if (distance < -8) {
    ++year;
  }
  // A tense that would put the time most of a year away is as a rule not that of the time.
  if (direction > 0 && distance < 0 && distance >= -1) year = now.year;
  if (direction < 0 && distance > 0 && distance <= 2) year = now.year;
  return month_stretch(year, month);
}

Date TimeFinder::resolve_day(int month, int day, int weekday, int direction) const {
  const YearMonthDay now = to_ymd(reference_);
  Date best;
  std::int64_t best_cost = 0;
  bool found = false;
  const int span = weekday > 0 ? 6 : 1;
  for (int year = now.year - span; year <= now.year + span; ++year) {
    if (year < 1 || day > days_in_month(year, month)) continue;
    const Date date = date_from(year, month, day);
    if (weekday > 0 && weekday_of(date) != weekday - 1) continue;
    const std::int64_t distance = date.days - reference_.days;
    std::int64_t cost = distance < 0 ? -distance : distance;
    if (direction < 0 && distance > 0) cost += direction < -1 ? 400 : 120;
    if (direction > 0 && distance < 0) cost += 100;
    if (direction == 0 && distance > 60) cost += 60;
    // "opens on June 9 and ends on July 9": soon after a day just mentioned.
    const std::int64_t since_last = date.days - last_.first.days;
    if (last_.grain == Grain::kDay && last_.first > reference_ && since_last > 0 && since_last <= (last_sentence_ == sentence_.begin ? 300 : 60)) cost -= 150;
    if (!found || cost < best_cost) {
      found = true;
      best_cost = cost;
      best = date;
    }
  }
  if (!found && weekday > 0) return resolve_day(month, day, 0, direction);
  if (!found) return date_from(now.year, month, std::min(day, days_in_month(now.year, month)));
  return best;
}

Date TimeFinder::resolve_weekday(int weekday, int direction) const {
  const int back = (weekday_of(reference_) - (weekday - 1) + 7) % 7;
  return direction > 0 ? add_days(reference_, (7 - back) % 7) : add_days(reference_, -back);
}

Stretch TimeFinder::anchor(Grain grain) const {
  if (last_.empty()) return stretch_of(grain, reference_);
  if (grain == Grain::kDay && last_.grain != Grain::kDay) return stretch_of(grain, reference_);
  return stretch_of(grain, last_.first);
}

void TimeFinder::add_duration(double count, bool vague, TimeUnit unit, TimeValue& out) {
  const bool clock = unit == TimeUnit::kSecond || unit == TimeUnit::kMinute || unit == TimeUnit::kHour;
  const char* letter = "";
  double scale = 1;
  switch (unit) {
    case TimeUnit::kSecond: letter = "S"; break;
    case TimeUnit::kMinute: letter = "M"; break;
    case TimeUnit::kHour: letter = "H"; break;
    case TimeUnit::kDay: letter = "D"; break;
    case TimeUnit::kWeek: letter = "W"; break;
    case TimeUnit::kFortnight: letter = "W"; scale = 2; break;
    case TimeUnit::kMonth: letter = "M"; break;
    case TimeUnit::kQuarter: letter = vague || count == 1 ? "Q" : "M"; scale = vague || count == 1 ? 1 : 3; break;
    case TimeUnit::kYear: letter = "Y"; break;
    case TimeUnit::kDecade: letter = vague ? "E" : "Y"; scale = 10; break;
    case TimeUnit::kCentury: letter = vague ? "C" : "Y"; scale = 100; break;
    case TimeUnit::kWeekend: letter = "WE"; break;
    case TimeUnit::kNone: break;
  }
  double value = std::min(count, 1e9) * scale;
  bool time = clock;
  if (!vague && value != std::floor(value)) {  // halves in the next smaller unit
    if (unit == TimeUnit::kYear) value *= 12, letter = "M";
    else if (unit == TimeUnit::kHour) value *= 60, letter = "M";
    else if (unit == TimeUnit::kDay) value *= 24, letter = "H", time = true;
    else if (unit == TimeUnit::kMinute) value *= 60, letter = "S";
  }
  out.add(time ? "PT" : "P");
  if (vague) {
    out.add("X");
  } else if (value == std::floor(value)) {
    out.add(static_cast<std::int64_t>(value));
  } else {
    out.add(static_cast<std::int64_t>(value)).add(".").add(static_cast<std::int64_t>(value * 10) % 10);
  }
  out.add(letter);
}

Date TimeFinder::moved(Date day, double count, TimeUnit unit) const {
  const double bounded = std::clamp(count, -3000.0, 3000.0);
  switch (unit) {
    case TimeUnit::kDay: return add_days(day, static_cast<int>(bounded));
    case TimeUnit::kWeek: return add_days(day, static_cast<int>(bounded * 7));
    case TimeUnit::kFortnight: return add_days(day, static_cast<int>(bounded * 14));
    case TimeUnit::kWeekend: return add_days(day, static_cast<int>(bounded * 7));
    case TimeUnit::kMonth: return add_months(day, static_cast<int>(bounded));
    case TimeUnit::kQuarter: return add_months(day, static_cast<int>(bounded * 3));
    case TimeUnit::kYear: return add_months(day, static_cast<int>(bounded * 12));
    case TimeUnit::kDecade: return add_months(day, static_cast<int>(std::clamp(bounded, -190.0, 190.0) * 120));
    case TimeUnit::kCentury: return add_months(day, static_cast<int>(std::clamp(bounded, -19.0, 19.0) * 1200));
    default: return day;
  }
}

void TimeFinder::remember(const TimeExpression& time) {
  if (!time.resolved || (time.flags & (kTimeVague | kTimeComparison)) != 0) return;
  if (time.type != TimeType::kDate && time.type != TimeType::kTime) return;
  if (found_.empty()) return;
  last_ = found_;
  last_sentence_ = sentence_.begin;
  if (last_.grain == Grain::kQuarter) last_quarter_ = last_;
}

/// The word of the expression that hangs on a word outside it, where there is a tree.
std::uint32_t TimeFinder::syntactic_head(const Parse& p) const {
  const auto leaves = [&](std::uint32_t k) {
    const std::int32_t head = document_.tokens[k].head;
    return head >= 0 && (head < static_cast<std::int32_t>(p.begin) || head >= static_cast<std::int32_t>(p.end));
  };
  bool parsed = false;
  for (std::uint32_t k = p.begin; k < p.end; ++k) parsed |= document_.tokens[k].head >= 0;
  if (!parsed || leaves(p.head)) return p.head;
  for (std::uint32_t k = p.begin; k < p.end; ++k) {
    if (leaves(k) && document_.tokens[k].upos != Upos::kPunct) return k;
  }
  return p.head;
}

bool TimeFinder::find_at(std::uint32_t i, TokenRange sentence, TimeExpression& out) {
  sentence_ = sentence;
  Parse p;
  p.begin = i;
  if (!rule(i, p) || p.end <= i || p.end > sentence.end) return false;
  found_ = p.stretch;
  out.tokens = {p.begin, p.end};
  out.begin_byte = document_.tokens[p.begin].begin_byte;
  out.end_byte = document_.tokens[p.end - 1].end_byte;
  out.head = syntactic_head(p);
  out.type = p.type;
  out.flags = p.flags;
  if (p.type == TimeType::kDate && !p.clock.empty()) out.type = TimeType::kTime;
  if (p.relative && !known_) {
    out.value.add(p.value.empty() ? "XXXX-XX-XX" : p.value.view());
    return true;
  }
  if (p.has_span || !p.stretch.empty()) {
    out.resolved = true;
    out.start = p.has_span ? p.first : p.stretch.first;
    out.end = p.has_span ? p.last : last_day(p.stretch);
    out.precision = p.stretch.empty() ? DatePrecision::kDay : precision_of(p.stretch.grain);
    const int year = to_ymd(out.start).year;
    if (year < 1 || to_ymd(out.end).year > 9998 || out.start > out.end) out.resolved = false;
  }
  if (!p.value.empty()) out.value = p.value;
  else if (!p.stretch.empty()) append_value(p.stretch, out.value);
  out.value.add(p.clock.view());
  return true;
}

}  // namespace dragoman
