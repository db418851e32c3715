// SPDX-License-Identifier: Apache-2.0
#include "text/dateline.h"

#include <algorithm>

#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxBytes = 200;

// Agencies that also stand without brackets ("Tehran, May 9, IRNA -"), longest first where one begins another.
constexpr std::string_view kAgencies[] = {
    "Agence France-Presse", "Agence France Presse", "Associated Press",  "The Associated Press", "Kyodo News",
    "Xinhua News Agency",   "Interfax-Ukraine",     "Interfax.ru",       "Interfax",             "RIA Novosti",
    "ITAR-TASS",            "Thomson Reuters Foundation", "Reuters",     "Reuter",               "AFP",
    "Xinhua",               "TASS",                 "dpa",               "Kyodo",                "ANSA",
    "IRNA",                 "ISNA",                 "Mehr",              "Tasnim",               "Fars",
    "SANA",                 "WAFA",                 "KUNA",              "Petra",                "Anadolu Agency",
    "Anadolu",              "AA",                   "Yonhap",            "KCNA",                 "ANI",
    "PTI",                  "IANS",                 "APP",               "UPI",                  "EFE",
    "AP",                   "AAP",                  "CNA",               "Ukrinform",            "UNIAN",
    "Azertac",              "Armenpress",           "Trend",             "APA",                  "Sputnik",
    "BelTA",                "Kabar",                "Kazinform",         "MENA",                 "QNA",
    "SPA",                  "WAM",                  "NNA",               "Bernama",              "Antara",
    "VNA",                  "TT",                   "NTB",               "PAP",                  "CTK",
    "MTI",                  "Agerpres",             "Tanjug",            "Hina",                 "BTA",
    "ATA",                  "UN News",              "IRIN",              "AllAfrica",            "DW",
    "RFE/RL",               "VOA",                  "BBC",               "CNN",                  "MIA"};

// Capitals that open sentences and kickers and are no places.
constexpr std::string_view kNoPlaces[] = {
    "UPDATE",   "BREAKING",  "EXCLUSIVE", "URGENT", "ANALYSIS", "FACTBOX", "TIMELINE", "EXPLAINER", "WATCH",   "VIDEO",
    "PHOTOS",   "NATO",      "OPINION",   "LIVE",   "REVIEW",   "FEATURE", "PREVIEW",  "INTERVIEW", "CORRECTED", "REFILE",
    "RPT",      "WRAPUP",    "NOTE",      "EDITORS", "ATTENTION", "CORRECTION", "ADVISORY", "BACKGROUND", "HEADLINE",
    "QUESTION", "ANSWER",    "READ MORE", "MORE",   "OSCE",     "ASEAN",   "OPEC",     "ISIS",      "ISIL",    "UNHCR",
    "UNICEF",   "SOURCE",    "SUMMARY",   "TITLE",  "DATE",     "TEXT",    "ALERT",    "ROUNDUP",   "PROFILE"};

struct Reader {
  std::string_view text;
  std::size_t pos = 0;
  bool whole = false;  // the text is the whole paragraph, not cut

  [[nodiscard]] char peek(std::size_t ahead = 0) const { return pos + ahead < text.size() ? text[pos + ahead] : '\0'; }
  [[nodiscard]] bool at_end() const { return pos >= text.size() && whole; }
  [[nodiscard]] bool starts(std::string_view token) const { return text.substr(std::min(pos, text.size())).starts_with(token); }
  bool take(std::string_view token) {
    if (!starts(token)) return false;
    pos += token.size();
    return true;
  }
  bool skip_spaces() {
    const std::size_t before = pos;
    while (peek() == ' ' || peek() == '\t' || starts("\xC2\xA0")) pos += peek() == '\xC2' ? 2 : 1;
    return pos != before;
  }
};

struct Words {
  ByteRange range;
  bool capitals = false;
};

bool is_connector(std::string_view word) {
  for (const std::string_view known : {"de", "of", "the", "la", "le", "el", "al", "and", "da", "do", "du", "on", "upon",
                                       "del", "dos", "den", "in", "es", "e", "y", "sur", "am"}) {
    if (word == known) return true;
  }
  return false;
}

// One word of a place name; empty when there is none. Keeps the period of short abbreviations ("St.", "D.C.").
std::string_view place_word(Reader& r) {
  const std::size_t begin = r.pos;
  std::size_t letters = 0;
  while (r.pos < r.text.size()) {
    const DecodedChar c = decode_utf8(r.text, r.pos);
    if (is_letter(c.code)) {
      ++letters;
      r.pos += c.size;
      continue;
    }
    const bool inner = c.code == '\'' || c.code == 0x2019 || c.code == '-' || c.code == '/' || c.code == '.';
    const std::size_t next = r.pos + c.size;
    if (letters == 0 || !inner) break;
    const bool letter_follows = next < r.text.size() && is_letter(decode_utf8(r.text, next).code);
    if (c.code == '.') {
      // "ST. PETERSBURG", "D.C.": short words only; a full stop after a longer one ends the place ("MOSCOW. Sept 30").
      if (r.pos - begin > 3 || (!letter_follows && r.pos - begin > 2 && r.text[r.pos - 2] != '.')) break;
    } else if (!letter_follows) {
      break;
    }
    r.pos = next;
  }
  return r.text.substr(begin, r.pos - begin);
}

// Up to six capitalised words.
Words read_words(Reader& r) {
  Words words;
  const std::size_t begin = r.pos;
  std::size_t end = begin;
  bool capitals = true;
  std::size_t long_words = 0;
  for (int count = 0; count < 6; ++count) {
    const std::size_t before = r.pos;
    const std::string_view word = place_word(r);
    if (word.empty()) {
      r.pos = before;
      break;
    }
    const DecodedChar first = decode_utf8(word, 0);
    if (!is_upper(first.code) && !(count > 0 && is_connector(word)) && !(count == 0 && word.starts_with("al-"))) {
      r.pos = before;
      break;
    }
    if (month_of(word.ends_with('.') ? word.substr(0, word.size() - 1) : word) != 0 && count > 0) {
      r.pos = before;
      break;
    }
    if (!is_connector(word)) {
      std::size_t upper = 0;
      for (std::size_t i = 0; i < word.size();) {
        const DecodedChar c = decode_utf8(word, i);
        i += c.size;
        if (!is_letter(c.code)) continue;
        // Scots and Irish names keep a lower-case "c" or "a": McALLEN.
        if (is_upper(c.code)) {
          ++upper;
        } else {
          capitals = capitals && (word.starts_with("Mc") || word.starts_with("al-") || word.starts_with("Al-"));
        }
      }
      if (upper >= 2) ++long_words;
    }
    end = r.pos;
    const std::size_t word_end = r.pos;
    if (!r.skip_spaces()) break;
    const DecodedChar next = r.pos < r.text.size() ? decode_utf8(r.text, r.pos) : DecodedChar{};
    if (!is_letter(next.code)) {
      r.pos = word_end;
      break;
    }
  }
  r.pos = end;
  words.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  words.capitals = capitals && long_words > 0;
  return words;
}

// A known agency at the cursor, ending at a word boundary.
std::size_t known_agency(const Reader& r) {
  std::size_t best = 0;
  const std::string_view rest = r.text.substr(std::min(r.pos, r.text.size()));
  if (rest.empty()) return 0;
  for (const std::string_view name : kAgencies) {
    if (ascii_lower(name[0]) != ascii_lower(rest[0])) continue;
    // Short ones only as they are written: "AA" and "Trend" are words otherwise.
    const bool same = name.size() >= 6 || name == "Trend" ? starts_with_ignore_case(rest, name) : rest.starts_with(name);
    if (!same || name.size() <= best) continue;
    const char after = name.size() < rest.size() ? rest[name.size()] : ' ';
    if (is_letter(static_cast<unsigned char>(after)) || is_ascii_digit(static_cast<unsigned char>(after))) continue;
    best = name.size();
  }
  return best;
}

// "(Reuters)", "/TASS/", "(UN News)": the inner range.
bool bracketed_agency(Reader& r, ByteRange& agency) {
  const char open = r.peek();
  if (open != '(' && open != '/' && open != '[') return false;
  const char close = open == '(' ? ')' : open == '[' ? ']' : '/';
  const std::size_t begin = r.pos + 1;
  const std::size_t end = r.text.find(close, begin);
  if (end == std::string_view::npos || end == begin || end - begin > 40) return false;
  const std::string_view inner = r.text.substr(begin, end - begin);
  Reader probe{r.text, begin, r.whole};
  if (known_agency(probe) == 0) {
    // Unknown ones: one to three words, each with a capital or all in lower case like "dpa".
    std::size_t words = 1;
    for (const char c : inner) {
      const auto u = static_cast<unsigned char>(c);
      if (c == ' ') ++words;
      if (!is_letter(u) && u < 0x80 && c != ' ' && c != '-' && c != '.' && c != '/' && c != '&') return false;
    }
    const DecodedChar first = decode_utf8(inner, 0);
    if (words > 3 || !is_upper(first.code) || starts_with_ignore_case(inner, "adds") ||
        starts_with_ignore_case(inner, "updates") || starts_with_ignore_case(inner, "recasts")) {
      return false;
    }
  }
  agency = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  r.pos = end + 1;
  return true;
}

bool take_dash(Reader& r) {
  bool any = false;
  while (r.take("--") || r.take("\u2014") || r.take("\u2013") || r.take("\u2015") || r.take("\u2212")) any = true;
  if (!any && r.peek() == '-' && !is_letter(static_cast<unsigned char>(r.peek(1)))) any = r.take("-");
  if (!any && r.starts("-") && r.pos > 0 && (r.text[r.pos - 1] == ' ' || r.text[r.pos - 1] == ')' || r.text[r.pos - 1] == '.')) {
    any = r.take("-");
  }
  return any;
}

bool is_no_place(std::string_view name) {
  if (name.size() < 4 && name.find('.') == std::string_view::npos) {
    // Two and three letters are organisations and countries far more often than cities.
    return true;
  }
  for (const std::string_view known : kNoPlaces) {
    if (name == known || (name.starts_with(known) && name.size() > known.size() && name[known.size()] == ' ')) return true;
  }
  if (name.starts_with("THE ") && name != "THE HAGUE") return true;
  return name == "U.S." || name == "U.N." || name == "U.K." || name == "E.U.";
}

// Where everything is in capitals, those of the place say nothing.
bool all_in_capitals(std::string_view text) {
  bool upper = false;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') return false;
    upper = upper || (c >= 'A' && c <= 'Z');
  }
  return upper;
}

}  // namespace

DatelineMatch read_dateline(std::string_view paragraph) {
  DatelineMatch match;
  Reader r{paragraph.substr(0, kMaxBytes), 0, paragraph.size() <= kMaxBytes};
  bool in_brackets = false;
  bool bracketed = false;  // the agency stood in brackets or slashes
  bool bare_agency = false;
  bool weekday = false;
  int regions = 0;
  bool expects_item = true;  // after a comma

  // "(Beirut, September 30, 2020) – ": the whole dateline in brackets.
  if (r.peek() == '(') {
    ByteRange agency;
    Reader probe = r;
    const bool known = known_agency(Reader{r.text, 1, r.whole}) != 0;
    if (known && bracketed_agency(probe, agency)) {
      r = probe;
      match.agency = agency;
      bracketed = true;
    } else {
      r.take("(");
      in_brackets = true;
    }
  }

  for (int items = 0; items < 8; ++items) {
    r.skip_spaces();
    if (in_brackets && r.take(")")) {
      in_brackets = false;
      bracketed = true;
      expects_item = false;
      break;
    }
    const WrittenDate date = match.date.size == 0 ? read_date(r.text.substr(std::min(r.pos, r.text.size()))) : WrittenDate{};
    if (date.size != 0) {
      match.date = date;
      r.pos += date.size;
    } else if (match.agency.empty() && bracketed_agency(r, match.agency)) {
      bracketed = true;
    } else if (const std::size_t size = match.agency.empty() ? known_agency(r) : 0; size != 0) {
      match.agency = {static_cast<std::uint32_t>(r.pos), static_cast<std::uint32_t>(r.pos + size)};
      r.pos += size;
      bare_agency = true;
    } else if (regions < 3 && match.date.size == 0 && (match.agency.empty() || match.place.empty())) {
      const Words words = read_words(r);
      if (words.range.empty()) break;
      const std::string_view name = r.text.substr(words.range.begin, words.range.end - words.range.begin);
      if (weekday_by_name(name) >= 0) {
        weekday = true;
      } else if (match.place.empty()) {
        match.place = words.range;
        match.capitals = words.capitals;
      }
      ++regions;
    } else if (match.agency.empty() && !match.place.empty() && match.date.size != 0) {
      // "STEPANAKERT, SEPTEMBER 30, ARTSAKHPRESS:" names an agency that no list knows.
      const std::size_t start = r.pos;
      const Words words = read_words(r);
      if (words.range.empty() || !words.capitals || r.text.substr(start, r.pos - start).find(' ') != std::string_view::npos) {
        r.pos = start;
        break;
      }
      match.agency = words.range;
      bare_agency = true;
    } else {
      break;
    }
    expects_item = false;
    // Between items: a comma, a full stop, a bar, or just a space before brackets and dates.
    const std::size_t before = r.pos;
    r.skip_spaces();
    if (in_brackets && r.peek() == ')') continue;
    if (r.peek() == ',' || r.peek() == ';') {
      r.take(r.peek() == ',' ? "," : ";");
      expects_item = true;
    } else if (r.peek() == '.' && (bare_agency || bracketed) && !match.place.empty()) {
      r.pos = before;
      break;
    } else if (r.peek() == '.' && r.peek(1) != '-') {
      r.take(".");
      expects_item = true;
    } else if (r.peek() == '|') {
      r.take("|");
      expects_item = true;
    } else {
      r.pos = before;
      const bool more = r.peek() == ' ' || r.peek() == '/' || r.peek() == '(';
      if (!more) break;
    }
  }
  if (in_brackets) return {};

  // The separator.
  const std::size_t items_end = r.pos;
  r.skip_spaces();
  int separator = 0;
  bool full_stop = false;
  bool unseparated = false;
  if (r.at_end()) {
    match.whole_paragraph = true;
    separator = 2;
  } else if (r.take(".-") || r.take(". -") || take_dash(r)) {
    separator = 1;
  } else if (r.peek() == '.' && (bracketed || bare_agency)) {
    r.take(".");
    full_stop = true;
    r.skip_spaces();
    if (take_dash(r)) full_stop = false;
    separator = 1;
    if (r.at_end()) match.whole_paragraph = true;
  } else if (r.peek() == ':' && !match.place.empty()) {
    r.take(":");
    if (r.at_end()) return {};
    separator = match.capitals && regions == 1 ? 1 : match.agency.empty() ? 0 : 1;
    if (separator == 0) return {};
    if (match.date.size == 0 && match.agency.empty() && match.place.end - match.place.begin < 4) return {};
  } else if (bracketed && !match.agency.empty() && !expects_item && (match.date.size != 0 || match.capitals)) {
    r.pos = items_end;
    separator = 1;
    unseparated = true;
  } else {
    return {};
  }
  if (expects_item && !full_stop && separator != 2 && !bracketed && !bare_agency) {
    // "Paris, - " is a slip that happens; anything else with a dangling comma is a sentence.
    if (match.place.empty()) return {};
  }
  r.skip_spaces();
  // "[REPORT] [TEXT]", as the translations of broadcasts have it.
  while (r.peek() == '[') {
    const std::size_t close = r.text.find(']', r.pos);
    if (close == std::string_view::npos || close - r.pos > 60) break;
    r.pos = close + 1;
    r.skip_spaces();
  }
  if (r.at_end()) match.whole_paragraph = true;

  const bool has_place = !match.place.empty();
  const std::string_view place = r.text.substr(match.place.begin, match.place.end - match.place.begin);
  const bool capitals = has_place && match.capitals && !is_no_place(place) && !all_in_capitals(paragraph.substr(r.pos, 60));
  if (has_place && match.capitals && !capitals && match.date.size == 0 && match.agency.empty()) return {};
  if ((unseparated || (match.whole_paragraph && bracketed)) && !capitals && match.date.size == 0) return {};
  int strength = separator;
  if (capitals) strength += 2;
  if (match.date.size != 0) strength += 2;
  if (!match.agency.empty()) strength += 2;
  if (bracketed && match.agency.empty() && has_place) strength += 2;  // (Beirut) –
  if (weekday) strength += 1;
  if (match.whole_paragraph && match.date.size == 0 && !bracketed) return {};
  if (match.whole_paragraph && !has_place && match.date.size == 0) return {};
  if (strength < 3) return {};
  match.capitals = capitals;
  match.range = {0, static_cast<std::uint32_t>(match.whole_paragraph ? paragraph.size() : r.pos)};
  match.strength = strength;
  return match;
}

}  // namespace dragoman
