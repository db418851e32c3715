// SPDX-License-Identifier: Apache-2.0
// The grammar of time expressions: recursive descent from each word that may begin one. Internal to find_times.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "coding/time_calendar.h"
#include "coding/time_expressions.h"
#include "coding/time_words.h"
#include "syntax/document.h"

namespace dragoman {

inline bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "TMO" and the like.
inline std::string_view daypart_code(int part) {
  constexpr std::array<std::string_view, 7> kCodes = {"", "TMO", "TAF", "TEV", "TNI", "T12:00", "T24:00"};
  return kCodes[static_cast<std::size_t>(part)];
}

Grain grain_of(TimeUnit unit);  ///< kNone for hours and less

class TimeFinder {
 public:
  TimeFinder(const Document& document, std::optional<Date> published)
      : document_(document), known_(published.has_value()), reference_(published.value_or(Date{})) {}

  /// Looks for an expression that begins at token i of the sentence [begin, end); fills `out` when there is one.
  bool find_at(std::uint32_t i, TokenRange sentence, TimeExpression& out);
  /// The earlier times that "the next day" and "the year-ago quarter" are counted from.
  void remember(const TimeExpression& time);

 private:
  struct Parse {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t head = 0;
    TimeType type = TimeType::kDate;
    std::uint16_t flags = 0;
    bool relative = false;    ///< counted from the publication date
    Stretch stretch;
    bool has_span = false;    ///< first and last instead of those of the stretch
    Date first;
    Date last;
    TimeValue value;          ///< instead of that of the stretch
    TimeValue clock;          ///< "T22:00", "TNI"
  };
  struct Quantity {
    double count = 1;
    bool vague = false;
    bool article = false;     ///< a, an
    std::uint32_t begin = 0;  ///< with "nearly", "more than"
  };

  // Words. Positions outside the sentence have no norm and no class.
  [[nodiscard]] bool inside(std::uint32_t i) const { return i >= sentence_.begin && i < sentence_.end; }
  [[nodiscard]] std::string_view norm(std::uint32_t i) const { return inside(i) ? document_.norm(i) : std::string_view(); }
  [[nodiscard]] TimeWordEntry word(std::uint32_t i) const { return inside(i) ? time_word(document_.norm(i)) : TimeWordEntry{}; }
  [[nodiscard]] bool is(std::uint32_t i, TimeWord kind) const { return word(i).kind == kind; }
  [[nodiscard]] bool is_unit(std::uint32_t i, TimeUnit& unit, bool& plural) const;
  [[nodiscard]] bool capital(std::uint32_t i) const;
  [[nodiscard]] bool tagged(std::uint32_t i) const { return inside(i) && document_.tokens[i].upos != Upos::kX; }
  [[nodiscard]] bool hyphen(std::uint32_t i) const { return norm(i) == "-" || norm(i) == "–"; }
  [[nodiscard]] std::optional<int> digits(std::uint32_t i, std::size_t most = 9) const;
  [[nodiscard]] std::optional<int> month_at(std::uint32_t i) const;
  [[nodiscard]] std::optional<int> year_at(std::uint32_t i) const;
  [[nodiscard]] std::optional<int> day_at(std::uint32_t i) const;
  /// "nineteen ninety - six", "two thousand (and) three": the year and the position after it.
  [[nodiscard]] std::optional<int> spelled_year(std::uint32_t i, std::uint32_t& end) const;
  std::uint32_t quantity(std::uint32_t i, Quantity& out) const;
  std::uint32_t plain_number(std::uint32_t i, Quantity& out) const;
  /// +1 when the words around speak of the future, -1 of the past, 0 when they do not tell.
  [[nodiscard]] int direction(std::uint32_t i, std::uint32_t end) const;
  [[nodiscard]] int tree_direction(std::uint32_t begin, std::uint32_t end) const;
  static constexpr std::uint32_t kNoWord = 0xffffffff;

  [[nodiscard]] std::uint32_t syntactic_head(const Parse& p) const;

  // Rules: each fills `p` from position i and returns whether it applies.
  bool rule(std::uint32_t i, Parse& p);
  bool month_rule(std::uint32_t i, Parse& p);
  bool day_month_rule(std::uint32_t i, Parse& p);
  bool numeric_date_rule(std::uint32_t i, Parse& p);
  bool year_rule(std::uint32_t i, Parse& p);
  bool decade_rule(std::uint32_t i, Parse& p);
  bool weekday_rule(std::uint32_t i, Parse& p);
  bool deictic_rule(std::uint32_t i, Parse& p);
  bool relative_rule(std::uint32_t i, bool article, Parse& p);
  bool ordinal_rule(std::uint32_t i, bool article, Parse& p);
  bool quarter_rule(std::uint32_t i, int number, std::optional<int> year, Parse& p);
  bool quantity_rule(std::uint32_t i, Parse& p);
  bool year_ago_rule(std::uint32_t i, Parse& p);
  bool position_rule(std::uint32_t i, Parse& p);
  bool part_rule(std::uint32_t i, Parse& p);
  bool unit_rule(std::uint32_t i, Parse& p);
  bool article_rule(std::uint32_t i, Parse& p);
  bool clock_rule(std::uint32_t i, Parse& p);
  bool set_rule(std::uint32_t i, Parse& p);
  bool season_rule(std::uint32_t i, Parse& p);
  bool holiday_rule(std::uint32_t i, Parse& p);
  bool bare_units_rule(std::uint32_t i, Parse& p);
  // Of two parts, in time_compound_rules.cc.
  bool whole_at(std::uint32_t j, Parse& inner);
  bool day_at_hand(std::uint32_t j, Parse& inner);
  bool piece_rule(std::uint32_t i, Parse& p);
  bool daypart_of_rule(std::uint32_t i, Parse& p);
  bool before_last_rule(std::uint32_t i, Parse& p);
  bool counted_from_rule(std::uint32_t k, const Quantity& number, TimeUnit unit, Parse& p);
  bool same_period_rule(std::uint32_t i, Parse& p);
  bool overnight_rule(std::uint32_t i, Parse& p);
  bool ahead_rule(std::uint32_t i, Parse& p);
  bool possessive_year_rule(std::uint32_t i, Parse& p);
  bool week_of_rule(std::uint32_t i, Parse& p);
  bool ago_today_rule(std::uint32_t k, const Quantity& number, TimeUnit unit, Parse& p);
  /// The day of that name and number that is nearest in the past ("Friday the 13th"); nullopt where there is none.
  [[nodiscard]] std::optional<Date> weekday_numbered(int weekday, int day, int direction) const;
  /// "... and 4" after "May 3": the second day, or 0.
  [[nodiscard]] int second_day(std::uint32_t j, int first) const;

  std::uint32_t clock(std::uint32_t i, TimeValue& out) const;
  void extend_with_clock(Parse& p);
  bool trailing_year(std::uint32_t j, Parse& p, int& year);
  /// Dates of "early", "mid", "late", "earlier" or "later" in the stretch; the value stays that of the whole.
  void narrow(int position, Parse& p) const;

  // Calendar.
  Stretch resolve_month(int month, int direction) const;
  Date resolve_day(int month, int day, int weekday, int direction) const;
  Date resolve_weekday(int weekday, int direction) const;
  [[nodiscard]] Stretch anchor(Grain grain) const;
  void set(Parse& p, std::uint32_t end, std::uint32_t head, const Stretch& stretch) const {
    p.end = end;
    p.head = head;
    p.stretch = stretch;
  }
  static void add_duration(double count, bool vague, TimeUnit unit, TimeValue& out);
  Date moved(Date day, double count, TimeUnit unit) const;

  const Document& document_;
  bool known_;
  int depth_ = 0;  ///< of stretches within stretches
  Date reference_;
  TokenRange sentence_;
  Stretch last_;          ///< the time mentioned last
  Stretch found_;         ///< of the expression found last
  std::uint32_t last_sentence_ = 0xffffffff;  ///< first token of the sentence in which `last_` stands
  Stretch last_quarter_;
};

}  // namespace dragoman
