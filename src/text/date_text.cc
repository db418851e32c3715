// SPDX-License-Identifier: Apache-2.0
#include "text/date_text.h"

#include <array>
#include <cstdint>

#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january", "february", "march",     "april",   "may",      "june",
                                                      "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};

// A cursor over the text; all reads are bounded by the words they take.
struct Cursor {
  std::string_view text;
  std::size_t pos = 0;

  [[nodiscard]] char peek(std::size_t ahead = 0) const { return pos + ahead < text.size() ? text[pos + ahead] : '\0'; }
  void skip_spaces() {
    for (;;) {
      if (peek() == ' ' || peek() == '\t') {
        ++pos;
      } else if (peek() == '\xC2' && peek(1) == '\xA0') {
        pos += 2;
      } else {
        return;
      }
    }
  }
  std::string_view word() {
    const std::size_t begin = pos;
    while (pos < text.size() && pos - begin < 12 && is_letter(static_cast<unsigned char>(text[pos])) &&
           static_cast<unsigned char>(text[pos]) < 0x80) {
      ++pos;
    }
    return text.substr(begin, pos - begin);
  }
  // A run of 1 to `max_digits` digits; -1 when there is none or it is longer.
  int number(std::size_t max_digits) {
    const std::size_t begin = pos;
    int value = 0;
    while (is_ascii_digit(static_cast<unsigned char>(peek()))) {
      if (pos - begin == max_digits) {
        pos = begin;
        return -1;
      }
      value = value * 10 + (peek() - '0');
      ++pos;
    }
    return pos == begin ? -1 : value;
  }
};

bool valid_year(int year) { return year >= 1000 && year <= 9999; }

bool complete(const WrittenDate& d) {
  return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= days_in_month(d.year == 0 ? 2000 : d.year, d.month);
}

void skip_ordinal(Cursor& c) {
  const std::size_t before = c.pos;
  const std::string_view word = c.word();
  if (!equals_ignore_case(word, "st") && !equals_ignore_case(word, "nd") && !equals_ignore_case(word, "rd") &&
      !equals_ignore_case(word, "th")) {
    c.pos = before;
  }
}

int read_month(Cursor& c) {
  const std::size_t before = c.pos;
  const int month = month_of(c.word());
  if (month == 0) {
    c.pos = before;
    return 0;
  }
  if (c.peek() == '.') ++c.pos;
  return month;
}

// ", 2020" or " 2020"
void read_year(Cursor& c, WrittenDate& date) {
  const std::size_t before = c.pos;
  c.skip_spaces();
  if (c.peek() == ',') ++c.pos;
  c.skip_spaces();
  const std::size_t digits = c.pos;
  const int year = c.number(4);
  if (c.pos - digits == 4 && valid_year(year) && c.peek() != ':') {
    date.year = year;
    return;
  }
  // "3 JAN 90 (RADIO X) --": two digits only where a dateline goes on after them.
  if (c.pos - digits == 2 && year >= 50) {
    const std::size_t end = c.pos;
    c.skip_spaces();
    const bool goes_on = c.peek() == '(' || (c.peek() == '-' && c.peek(1) == '-');
    c.pos = end;
    if (goes_on) {
      date.year = 1900 + year;
      return;
    }
  }
  c.pos = before;
}

// "2020-09-30", "2020/09/30", "30.09.2020", and "09/30/2020" where only one order makes a date.
bool read_numeric(Cursor& c, WrittenDate& date) {
  const std::size_t before = c.pos;
  const int first = c.number(4);
  const std::size_t first_digits = c.pos - before;
  const char separator = c.peek();
  if (first >= 0 && (separator == '-' || separator == '/' || separator == '.')) {
    ++c.pos;
    const int second = c.number(2);
    if (second >= 0 && c.peek() == separator) {
      ++c.pos;
      const std::size_t third_begin = c.pos;
      const int third = c.number(4);
      const std::size_t third_digits = c.pos - third_begin;
      if (first_digits == 4 && third >= 0 && third_digits <= 2) {
        date.year = first;
        date.month = second;
        date.day = third;
        if (complete(date)) return true;
      } else if (first_digits <= 2 && third_digits == 4 && valid_year(third)) {
        date.year = third;
        const bool day_first = separator == '.' || first > 12;
        if (day_first || second > 12 || first == second) {
          date.day = day_first ? first : second;
          date.month = day_first ? second : first;
          if (complete(date)) return true;
        }
      }
    }
  }
  date = WrittenDate{};
  c.pos = before;
  return false;
}

}  // namespace

int month_of(std::string_view word) {
  if (word.size() < 3 || word.size() > 9) return 0;
  if (equals_ignore_case(word, "sept")) return 9;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (equals_ignore_case(word, kMonths[i]) || equals_ignore_case(word, kMonths[i].substr(0, 3))) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

int weekday_by_name(std::string_view word) {
  if (word.size() < 3 || word.size() > 9) return -1;
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (equals_ignore_case(word, kWeekdays[i]) || equals_ignore_case(word, kWeekdays[i].substr(0, 3))) {
      return static_cast<int>(i);
    }
  }
  if (equals_ignore_case(word, "tues")) return 1;
  if (equals_ignore_case(word, "thur") || equals_ignore_case(word, "thurs")) return 3;
  return -1;
}

WrittenDate read_date(std::string_view text) {
  Cursor c{text};
  WrittenDate date;
  const int weekday = weekday_by_name(c.word());
  if (weekday >= 0) {
    if (c.peek() == '.') ++c.pos;
    if (c.peek() == ',') ++c.pos;
    c.skip_spaces();
  } else {
    c.pos = 0;
  }
  if (is_ascii_digit(static_cast<unsigned char>(c.peek()))) {
    if (!read_numeric(c, date)) {
      date.day = c.number(2);
      if (date.day < 0) return {};
      skip_ordinal(c);
      c.skip_spaces();
      if (c.peek() == '-') ++c.pos;  // 30-Sep-2020
      const std::size_t before_of = c.pos;
      if (equals_ignore_case(c.word(), "of")) {
        c.skip_spaces();
      } else {
        c.pos = before_of;
      }
      date.month = read_month(c);
      if (date.month == 0) return {};
      if (c.peek() == '-') ++c.pos;
      read_year(c, date);
    }
  } else {
    date.month = read_month(c);
    if (date.month == 0) return {};
    c.skip_spaces();
    date.day = c.number(2);
    if (date.day < 0) return {};
    skip_ordinal(c);
    read_year(c, date);
  }
  if (!complete(date)) return {};
  date.weekday = weekday;
  date.size = c.pos;
  return date;
}

std::optional<Date> resolve_written(const WrittenDate& written, std::optional<Date> reference) {
  if (written.size == 0) return std::nullopt;
  if (written.year != 0) return date_from(written.year, written.month, written.day);
  if (!reference) return std::nullopt;
  constexpr int kAhead = 7;
  const int around = to_ymd(*reference).year;
  std::optional<Date> best;
  for (int year = around - 4; year <= around + 1; ++year) {  // a 29 February may be four years back
    if (written.day > days_in_month(year, written.month)) continue;
    const Date candidate = date_from(year, written.month, written.day);
    if (candidate.days <= reference->days + kAhead) best = candidate;
  }
  return best;
}

std::optional<Date> parse_date_field(std::string_view text) {
  text = trim(text);
  if (text.size() >= 8) {
    // YYYYMMDD, alone or with a time after it.
    const bool ends = text.size() == 8 || text[8] == 'T' || text[8] == ' ' || text.size() == 14;
    if (ends) {
      if (const auto date = parse_iso_date(text.substr(0, 8))) return date;
    }
  }
  WrittenDate written = read_date(text);
  if (written.size == 0 && text.size() > 3) {
    // "Published: September 30, 2020", "10:15 am, 30 September 2020": try the start of each later word.
    for (std::size_t i = 1; i + 5 < text.size() && i < 80; ++i) {
      const char before = text[i - 1];
      if (before != ' ' && before != ':' && before != ',' && before != '|') continue;
      written = read_date(text.substr(i));
      if (written.size != 0 && written.year != 0) break;
      written = {};
    }
  }
  if (written.size == 0 || written.year == 0) return std::nullopt;
  return date_from(written.year, written.month, written.day);
}

}  // namespace dragoman
