// SPDX-License-Identifier: Apache-2.0
// The rules of durations, of numbers of units counted from a time ("two days ago") and of sets.
#include <algorithm>

#include "coding/time_finder.h"

namespace dragoman {
/// "three days", "two-year", "a year ago", "nearly two weeks later"; ages are taken and thrown away.
bool TimeFinder::quantity_rule(std::uint32_t i, Parse& p) {
  Quantity number;
  std::uint32_t j = quantity(i, number);
  if (j == i || !inside(j)) return false;
  const bool joined = hyphen(j);
  if (joined) ++j;
  TimeUnit unit = TimeUnit::kNone;
  bool plural = false;
  if (norm(j) == "second" && joined) unit = TimeUnit::kSecond;  // "a two-second gap"
  else if (!is_unit(j, unit, plural)) return false;
  if (number.article && joined) return false;
  if (!plural && !joined && number.count >= 1900 && number.count <= 2100 && norm(j - 1).size() == 4) return false;  // "the 1988 quarter"
  if (unit == TimeUnit::kQuarter && (joined || norm(j + 1) == "of") && number.count <= 3) return false;  // a fraction
  p.begin = number.begin;
  p.head = j;
  p.end = j + 1;
  // Ages: "23-year-old", "23 years old", "aged", "of age".
  std::uint32_t k = j + 1;
  if (hyphen(k)) ++k;
  if (one_of(norm(k), {"old", "olds", "old's"}) || (norm(k) == "of" && norm(k + 1) == "age")) {
    p.end = k + 1;
    p.relative = false;
    return true;
  }
  if (i > sentence_.begin && one_of(norm(i - 1), {"aged", "age"})) return false;
  if (number.article && plural) return false;
  if (hyphen(j + 1) && !one_of(norm(j + 2), {"long"})) {
    // "a year-earlier profit", "a week-long", "a year-end rally"
    if (number.article) return false;
  }
  k = j + 1;
  if (norm(k) == "or" && one_of(norm(k + 1), {"so", "more", "two"})) {
    k += 2;
    p.end = k;
  } else if (!joined && number.count == 1 && norm(k) == "and" && norm(k + 1) == "a" && norm(k + 2) == "half") {  // "a year and a half"
    number.count += 0.5;
    k += 3;
    p.end = k;
  }
  const Grain grain = grain_of(unit);
  const std::string_view n = norm(k);
  int step = 0;
  bool anaphoric = false;
  if (n == "ago" || (n == "back" && number.article)) step = -1;
  else if (n == "hence" || (n == "from" && norm(k + 1) == "now")) step = 1;
  else if (n == "earlier" || n == "previously" || (n == "before" && (!inside(k + 1) || one_of(norm(k + 1), {".", ",", ";", "'s", "and"})))) step = -1, anaphoric = true;
  else if (n == "later" || (n == "after" && !inside(k + 1))) step = 1, anaphoric = true;
  if (step != 0) {
    p.end = n == "from" ? k + 2 : k + 1;
    p.type = TimeType::kDate;
    if (number.vague || grain == Grain::kNone) {
      if (grain == Grain::kNone && !number.vague) {  // "two hours ago"
        p.relative = true;
        set(p, p.end, j, day_stretch(anaphoric ? anchor(Grain::kDay).first : reference_));
        p.type = TimeType::kDuration;
        add_duration(number.count, false, unit, p.value);
        return true;
      }
      p.value.add(step < 0 ? "PAST_REF" : "FUTURE_REF");
      p.flags |= kTimeVague;
      return true;
    }
    if (anaphoric) p.flags |= kTimeAnaphoric;
    p.relative = !anaphoric || last_.empty();
    Date base = anaphoric && !last_.empty() ? last_.first : reference_;
    Grain target = grain;
    if (n == "ago" && ago_today_rule(k + 1, number, unit, p)) return true;
    if (unit == TimeUnit::kYear && number.count == 1) p.flags |= kTimeComparison;
    // "a year ago" in a report on a quarter is that quarter of the year before.
    if (unit == TimeUnit::kYear && number.count == 1 && !last_.empty() && last_.grain == Grain::kQuarter) {
      target = Grain::kQuarter;
      base = last_.first;
    } else if (anaphoric && !last_.empty() && last_.grain != Grain::kDay && last_.grain > grain) {
      base = reference_;  // "three days later" after a mention of a year tells no day
    }
    if (unit == TimeUnit::kQuarter || unit == TimeUnit::kWeekend) target = grain;
    if (unit == TimeUnit::kDecade || unit == TimeUnit::kCentury) target = Grain::kYear;
    set(p, p.end, j, stretch_of(target, moved(base, step * number.count, unit)));
    return true;
  }
  if (counted_from_rule(k, number, unit, p)) return true;
  if (number.article && number.begin == i && i > sentence_.begin) {
    const std::string_view before = norm(i - 1);
    if (one_of(before, {"times", "twice", "once"})) {  // "twice a week"
      p.type = TimeType::kSet;
      add_duration(1, false, unit, p.value);
      return true;
    }
    // "$ 200 million a year" is a rate, as is "40 flights a day": no time.
    if (one_of(before, {"million", "billion", "dollars", "percent", "%", "$", "people", "pounds", "euros", "cents"}) || digits(i - 1) ||
        (before.size() > 2 && before.ends_with("000"))) {
      return true;
    }
    if (norm(p.end) != "of" && inside(i - 2) && tagged(i - 1) && document_.xpos(i - 1) == "NNS" && (digits(i - 2) || is(i - 2, TimeWord::kNumber))) return true;
  }
  // "One day they will be tried": no length.
  if (norm(i) == "one" && !joined && unit == TimeUnit::kDay && !one_of(norm(p.end), {"after", "before", "of", "ahead", "later", "earlier"}) &&
      (i == sentence_.begin || one_of(norm(i - 1), {"will", "would", "could", "may", "might", "can", "to", "that", "he", "she", "they", "it", "we", "i", "and"}))) {
    return true;
  }
  if (number.article && grain != Grain::kNone && norm(j + 1) == "'s") return false;  // "a day's work"
  p.type = TimeType::kDuration;
  add_duration(number.count, number.vague, unit, p.value);
  // "have blocked roads for two weeks", "after a week of unrest": the time up to now.
  const std::string_view preposition = number.begin > sentence_.begin ? norm(number.begin - 1) : std::string_view();
  bool up_to_now = one_of(preposition, {"after", "in"}) && norm(p.end) == "of" && !number.vague;
  for (std::uint32_t b = number.begin; preposition == "for" && !number.vague && !up_to_now && b > sentence_.begin && number.begin - b < 10; --b) {
    const std::string_view w = norm(b - 1);
    if (one_of(w, {",", ";", "said", "will", "would"})) break;
    up_to_now = one_of(w, {"have", "has", "'ve"});
  }
  if (up_to_now && grain != Grain::kNone) {
    p.relative = true;
    p.has_span = true;
    // "in two days of unrest": today and the day before.
    p.first = moved(reference_, preposition == "in" && unit == TimeUnit::kDay ? 1 - number.count : -number.count, unit);
    p.last = reference_;
    if (!known_) p.relative = false, p.has_span = false;
  }
  return true;
}

/// "daily", "each Thursday", "every two years", "on Mondays".
bool TimeFinder::set_rule(std::uint32_t i, Parse& p) {
  const TimeWordEntry entry = word(i);
  p.begin = i;
  p.head = i;
  p.end = i + 1;
  p.type = TimeType::kSet;
  if (entry.kind == TimeWord::kWeekdays) {
    if (!capital(i)) return false;
    p.value.add("XXXX-WXX-").add(entry.number);
    return true;
  }
  if (entry.kind == TimeWord::kPeriodic) {
    // The adverbs; "annual sales" and "daily flights" say no time.
    if (norm(i) == "annual" || (capital(i) && i > sentence_.begin)) return false;
    if (tagged(i) ? document_.tokens[i].upos != Upos::kAdv
                  : one_of(norm(i), {"daily", "weekly", "quarterly", "monthly", "yearly"}) && inside(i + 1) &&
                        !one_of(norm(i + 1), {".", ",", ";", "in", "to", "for", "at", "from", "by", "and", "with", "on"})) {
      return false;
    }
    add_duration(1, false, static_cast<TimeUnit>(entry.number), p.value);
    return true;
  }
  const TimeWordEntry next = word(i + 1);
  if (next.kind == TimeWord::kWeekday) {
    p.value.add("XXXX-WXX-").add(next.number);
    p.end = i + 2;
    p.head = i + 1;
    return true;
  }
  if (next.kind == TimeWord::kDaypart) {
    p.value.add("XXXX-XX-XX").add(daypart_code(next.number));
    p.end = i + 2;
    p.head = i + 1;
    return true;
  }
  Quantity number;
  const bool other = norm(i + 1) == "other" || norm(i + 1) == "second";  // "every other day"
  std::uint32_t j = other ? i + 2 : quantity(i + 1, number);
  if (other) number.count = 2;
  TimeUnit unit = TimeUnit::kNone;
  bool plural = false;
  if (!is_unit(j, unit, plural)) return false;
  p.end = j + 1;
  p.head = j;
  add_duration(j == i + 1 ? 1 : number.count, number.vague, unit, p.value);
  return true;
}

/// "for years", "months ago", "within hours".
bool TimeFinder::bare_units_rule(std::uint32_t i, Parse& p) {
  const auto unit = static_cast<TimeUnit>(word(i).number);
  const std::string_view before = norm(i - 1);
  const std::string_view after = norm(i + 1);
  p.begin = i;
  p.head = i;
  p.end = i + 1;
  if (after == "ago" || after == "earlier") {
    p.end = i + 2;
    p.value.add("PAST_REF");
    p.flags |= kTimeVague;
    return true;
  }
  const bool matter = before == "of" && norm(i - 2) == "matter";  // "in a matter of weeks"
  if (!matter && !one_of(before, {"for", "within", "after", "in", "over"}) && !one_of(after, {"after", "before", "later", "of"})) return false;
  if (after == "of" && !one_of(before, {"after", "following", "for", "despite"})) return false;
  if (unit == TimeUnit::kSecond && after != "later" && before != "within" && before != "for") return false;
  p.type = TimeType::kDuration;
  add_duration(1, true, unit, p.value);
  return true;
}

/// "year-ago", "year-earlier (period, quarter)".
bool TimeFinder::year_ago_rule(std::uint32_t i, Parse& p) {
  const TimeWordEntry entry = word(i);
  if (!hyphen(i + 1) || !one_of(norm(i + 2), {"ago", "earlier"})) return false;
  const auto unit = static_cast<TimeUnit>(entry.number);
  const Grain grain = grain_of(unit);
  if (grain == Grain::kNone) return false;
  p.relative = true;
  p.flags |= kTimeComparison;
  set(p, i + 3, i, shifted(stretch_of(grain, reference_), -1));
  std::uint32_t j = i + 3;
  if (unit == TimeUnit::kYear) {
    const TimeWordEntry ordinal = word(j);
    Parse inner;
    inner.begin = p.begin;
    if (ordinal.kind == TimeWord::kOrdinal && quarter_rule(j, ordinal.number, std::nullopt, inner)) {
      inner.begin = p.begin;
      inner.flags |= kTimeComparison;
      inner.stretch = shifted(inner.stretch, -4);
      p = inner;
      return true;
    }
    const Stretch quarter = !last_quarter_.empty() ? last_quarter_ : shifted(stretch_of(Grain::kQuarter, reference_), -1);
    if (norm(j) == "quarter" || (norm(j) == "period" && !last_quarter_.empty())) {
      set(p, j + 1, j, shifted(quarter, -4));
    } else if (last_.grain == Grain::kQuarter) {
      p.stretch = shifted(quarter, -4);
    }
  }
  return true;
}

}  // namespace dragoman
