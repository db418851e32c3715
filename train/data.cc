// SPDX-License-Identifier: Apache-2.0
#include "data.h"

#include <simdjson.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "syntax/features.h"
#include "syntax/tokenizer.h"

namespace dragoman::train {
namespace {

bool is_upper(std::string_view s) {
  return !s.empty() && ((s[0] >= 'A' && s[0] <= 'Z') || (s.size() > 1 && static_cast<unsigned char>(s[0]) == 0xc3 &&
                                                         static_cast<unsigned char>(s[1]) <= 0x9e));
}

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  for (;;) {
    const std::size_t at = line.find(separator, from);
    parts.push_back(line.substr(from, at - from));
    if (at == std::string_view::npos) return parts;
    from = at + 1;
  }
}

int to_int(std::string_view s, int otherwise) {
  int value = otherwise;
  std::from_chars(s.data(), s.data() + s.size(), value);
  return value;
}

void mark(std::vector<std::uint32_t>& names, std::size_t begin, std::size_t end, NameType type) {
  for (std::size_t i = begin; i < end; ++i) names[i] = 1U << (i == begin ? begin_tag(type) : inside_tag(type));
}

bool is_title(std::string_view form) {
  static constexpr std::array<std::string_view, 34> kTitles = {
      "President", "Mr.",      "Mrs.",    "Ms.",     "Dr.",        "Mr",        "Mrs",       "Ms",      "Dr",
      "Sen.",      "Senator",  "Gen.",    "General", "Prime",      "Minister",  "Secretary", "King",    "Queen",
      "Prince",    "Princess", "Sir",     "Lord",    "Lady",       "Professor", "Prof.",     "Captain", "Colonel",
      "Col.",      "Judge",    "Justice", "Pope",    "Chancellor", "Governor",  "Mayor"};
  return std::find(kTitles.begin(), kTitles.end(), form) != kTitles.end();
}

bool is_office(std::string_view form) {
  static constexpr std::array<std::string_view, 26> kOffices = {
      "Foreign",        "Defence",   "Defense",    "State",     "Deputy",       "Vice",       "Assistant", "Special",
      "Representative", "Envoy",     "Ambassador", "Spokesman", "Spokesperson", "Chairman",   "Director",  "Home",
      "Under",          "Permanent", "Commander",  "Sheikh",    "HE",           "Lieutenant", "Lt.",       "Major",
      "Brigadier",      "Admiral"};
  return is_title(form) || std::find(kOffices.begin(), kOffices.end(), form) != kOffices.end();
}

/// Words between capitals that do not end a person's name.
bool is_name_particle(std::string_view form) {
  static constexpr std::array<std::string_view, 13> kParticles = {"-",  "al", "bin",  "ibn", "de", "van", "von",
                                                                  "el", "ul", "bint", "'",   "’",  "la"};
  return std::find(kParticles.begin(), kParticles.end(), form) != kParticles.end();
}

bool is_article_or_pronoun(std::string_view form) {
  static constexpr std::array<std::string_view, 22> kWords = {
      "The", "A",  "An",  "This", "These", "That",  "I",   "We",  "They", "He",  "She",
      "It",  "My", "Our", "His",  "Her",   "Their", "Its", "You", "Both", "All", "Some"};
  return std::find(kWords.begin(), kWords.end(), form) != kWords.end();
}

struct Mention {
  std::size_t begin = 0, end = 0;
  std::string_view type;
};

/// Mentions of GUM's `Entity=` column: "(8-organization-new-...", "8)", "(9-person-...)"; ids close in any order.
std::vector<Mention> gum_mentions(const std::vector<std::string>& misc) {
  std::vector<Mention> done;
  std::vector<std::pair<std::string_view, Mention>> open;
  for (std::size_t i = 0; i < misc.size(); ++i) {
    const std::string_view all = misc[i];
    const std::size_t at = all.find("Entity=");
    if (at == std::string_view::npos) continue;
    std::string_view rest = all.substr(at + 7);
    rest = rest.substr(0, rest.find('|'));
    while (!rest.empty()) {
      if (rest[0] == '(') {
        const std::size_t stop = rest.find_first_of("()", 1);
        const auto fields = split(rest.substr(1, stop == std::string_view::npos ? stop : stop - 1), '-');
        Mention mention{i, i + 1, fields.size() > 1 ? fields[1] : std::string_view()};
        if (stop != std::string_view::npos && rest[stop] == ')') {
          done.push_back(mention);
          rest.remove_prefix(stop + 1);
        } else {
          open.emplace_back(fields[0], mention);
          rest = stop == std::string_view::npos ? std::string_view() : rest.substr(stop);
        }
        continue;
      }
      const std::size_t stop = rest.find(')');
      if (stop == std::string_view::npos) break;
      const std::string_view id = rest.substr(0, stop);
      for (std::size_t k = open.size(); k-- > 0;) {
        if (open[k].first != id) continue;
        open[k].second.end = i + 1;
        done.push_back(open[k].second);
        open.erase(open.begin() + static_cast<std::ptrdiff_t>(k));
        break;
      }
      rest.remove_prefix(stop + 1);
    }
  }
  return done;
}

/// Proper names out of GUM's mentions, which are whole noun phrases: the run of proper nouns around the head.
void gum_names(Sample& sample, const std::vector<std::string>& misc) {
  const std::size_t n = sample.forms.size();
  sample.names.assign(n, 1U);
  for (std::size_t i = 0; i < n; ++i) {
    if (sample.upos[i] == "PROPN") sample.names[i] = kAnyName;
  }
  auto mentions = gum_mentions(misc);
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.end - a.begin > b.end - b.begin; });
  std::vector<bool> used(n, false);
  for (const Mention& m : mentions) {
    std::size_t head = m.end;
    for (std::size_t i = m.begin; i < m.end; ++i) {
      const int h = sample.heads[i];
      if (h < static_cast<int>(m.begin) || h >= static_cast<int>(m.end)) {
        head = i;
        break;
      }
    }
    if (head == m.end || (sample.upos[head] != "PROPN" && sample.xpos[head] != "NNP")) continue;
    NameType type = NameType::kMisc;
    if (m.type == "person")
      type = NameType::kPerson;
    else if (m.type == "organization")
      type = NameType::kOrganisation;
    else if (m.type == "place")
      type = NameType::kLocation;
    else if (m.type == "time")
      continue;
    const auto proper = [&](std::size_t i) {
      return sample.xpos[i] == "NNP" || sample.xpos[i] == "NNPS" || sample.upos[i] == "PROPN";
    };
    const auto joins = [&](std::size_t i) {
      const std::string& f = sample.forms[i];
      if (f == "-" || f == "&" || f == "'s") return true;
      return type != NameType::kPerson &&
             (f == "of" || f == "for" || (f == "the" && i > 0 && sample.forms[i - 1] == "of"));
    };
    std::size_t begin = head, end = head + 1;
    for (std::size_t i = head; i > m.begin && (proper(i - 1) || joins(i - 1));) {
      --i;
      if (proper(i)) begin = i;
    }
    for (std::size_t i = head + 1; i < m.end && (proper(i) || joins(i)); ++i) {
      if (proper(i)) end = i + 1;
    }
    while (type == NameType::kPerson && begin + 1 < end && is_title(sample.forms[begin])) ++begin;
    if (type == NameType::kPerson && end - begin == 1 && is_title(sample.forms[begin])) continue;
    if (type == NameType::kPerson && end - begin == 1 && sample.xpos[begin] == "NNPS") type = NameType::kNationality;
    if (std::any_of(used.begin() + static_cast<std::ptrdiff_t>(begin), used.begin() + static_cast<std::ptrdiff_t>(end),
                    [](bool b) { return b; })) {
      continue;
    }
    std::fill(used.begin() + static_cast<std::ptrdiff_t>(begin), used.begin() + static_cast<std::ptrdiff_t>(end), true);
    mark(sample.names, begin, end, type);
  }
}

/// EWT's training part has no names; but what is not a proper noun, nor next to one, nor capitalised, is none.
void ewt_names(Sample& sample) {
  const std::size_t n = sample.forms.size();
  sample.names.assign(n, 1U);
  for (std::size_t i = 0; i < n; ++i) {
    const auto proper = [&](std::size_t k) {
      return k < n && (sample.upos[k] == "PROPN" || sample.xpos[k].starts_with("NNP"));
    };
    if (is_upper(sample.forms[i]) || proper(i) || proper(i + 1) || (i > 0 && proper(i - 1))) sample.names[i] = kAnyName;
  }
}

/// "Spanish" as an adjective with a capital lemma is a nationality (or religion, ideology).
void adjective_names(Sample& sample) {
  for (std::size_t i = 0; i < sample.forms.size(); ++i) {
    if (sample.xpos[i] == "JJ" && sample.upos[i] == "ADJ" && is_upper(sample.forms[i]) && is_upper(sample.lemmas[i]) &&
        sample.forms[i].size() > 3 && (sample.names[i] == 1U || sample.names[i] == kAnyName)) {
      sample.names[i] = 1U << begin_tag(NameType::kNationality);
    }
  }
}

/// `NE=B-ORG` among the entries of the last column.
void marked_names(Sample& sample, const std::vector<std::string>& misc) {
  sample.names.assign(sample.forms.size(), 1U);
  for (std::size_t i = 0; i < misc.size(); ++i) {
    for (const std::string_view entry : split(misc[i], '|')) {
      if (!entry.starts_with("NE=") || entry.size() < 6) continue;
      for (std::uint32_t t = 1; t < kNameTypeNames.size(); ++t) {
        const auto type = static_cast<NameType>(t);
        if (kNameTypeNames[t] == entry.substr(5)) sample.names[i] = 1U << (entry[3] == 'B' ? begin_tag(type) : inside_tag(type));
      }
    }
  }
}

/// Calls `line_of` for each line, without its end.
template <typename F>
void each_line(std::string_view text, const F& line_of) {
  while (!text.empty()) {
    const std::size_t at = text.find('\n');
    std::string_view line = text.substr(0, at);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    line_of(line);
    if (at == std::string_view::npos) return;
    text.remove_prefix(at + 1);
  }
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  gzFile file = ::gzopen(path.c_str(), "rb");
  if (file == nullptr) return Error{ErrorCode::kNotFound, "cannot open", path, 0};
  std::string out;
  std::array<char, 1 << 16> buffer{};
  int got = 0;
  while ((got = ::gzread(file, buffer.data(), buffer.size())) > 0)
    out.append(buffer.data(), static_cast<std::size_t>(got));
  const bool bad = got < 0;
  ::gzclose(file);
  if (bad) return Error{ErrorCode::kIo, "cannot read", path, 0};
  return out;
}

Result<std::vector<Sample>> read_conllu(const std::string& path, NameSource names,
                                        const std::function<bool(std::string_view)>& keep) {
  auto text = read_file(path);
  if (!text) return std::move(text).error();
  std::vector<Sample> samples;
  Sample sample;
  std::vector<std::string> misc;
  std::string document;
  bool kept = true;
  std::uint64_t number = 0;
  std::optional<Error> error;
  const auto flush = [&] {
    if (!sample.forms.empty() && kept) {
      sample.document = document;
      for (int& h : sample.heads) h = std::clamp(h, -1, static_cast<int>(sample.forms.size()) - 1);
      if (names == NameSource::kGum) gum_names(sample, misc);
      if (names == NameSource::kEwt) ewt_names(sample);
      if (names == NameSource::kMarked) marked_names(sample, misc);
      if (names == NameSource::kGum || names == NameSource::kEwt) adjective_names(sample);
      samples.push_back(std::move(sample));
    }
    sample = {};
    misc.clear();
  };
  each_line(*text, [&](std::string_view line) {
    ++number;
    if (error) return;
    if (line.empty()) return flush();
    if (line[0] == '#') {
      if (line.starts_with("# newdoc id = ")) {
        document = line.substr(14);
        kept = !keep || keep(document);
      }
      return;
    }
    const auto f = split(line, '\t');
    if (f.size() != 10) {
      error = Error{ErrorCode::kFormat, "not ten columns", path, number};
      return;
    }
    if (f[0].find_first_of("-.") != std::string_view::npos) return;
    sample.forms.emplace_back(f[1]);
    sample.lemmas.emplace_back(f[2]);
    sample.upos.emplace_back(f[3]);
    sample.xpos.emplace_back(f[4]);
    sample.feats.emplace_back(f[5]);
    sample.heads.push_back(to_int(f[6], 0) - 1);
    sample.deprels.emplace_back(f[7]);
    misc.emplace_back(f[9]);
  });
  flush();
  if (error) return std::move(*error);
  return samples;
}

Result<std::vector<Sample>> read_iob(const std::string& path, IobSource source) {
  auto text = read_file(path);
  if (!text) return std::move(text).error();
  std::vector<Sample> samples;
  Sample sample;
  std::string document = path, previous = "O";
  bool usable = true;
  const auto flush = [&] {
    sample.document = document;
    if (!sample.forms.empty() && usable) samples.push_back(std::move(sample));
    sample = {};
    previous = "O";
    usable = true;
  };
  const auto set_of = [](bool begin, std::initializer_list<NameType> types) {
    std::uint32_t mask = 0;
    for (const NameType t : types) mask |= 1U << (begin ? begin_tag(t) : inside_tag(t));
    return mask;
  };
  each_line(*text, [&](std::string_view line) {
    if (line.find_first_not_of(" \t") == std::string_view::npos) return flush();
    std::string_view form, tag;
    if (source == IobSource::kUner) {
      if (line[0] == '#') {
        if (line.starts_with("# newdoc id = ")) document = line.substr(14);
        return;
      }
      const auto f = split(line, '\t');
      if (f.size() < 3) return;
      form = f[1];
      tag = f[2];
    } else {
      const std::size_t at = line.find_last_of(" \t");
      if (at == std::string_view::npos) return;
      form = line.substr(0, at);
      tag = line.substr(at + 1);
    }
    const std::string_view kind = tag.size() > 2 ? tag.substr(2) : std::string_view("O");
    const bool begin = tag[0] == 'B' || (tag[0] == 'I' && previous != kind);
    previous = kind;
    std::uint32_t mask = 1U;
    const bool partial = source == IobSource::kUner || source == IobSource::kBtc;
    if (kind == "PER" || kind == "person")
      mask = set_of(begin, {NameType::kPerson});
    else if (kind == "ORG" || kind == "corporation")
      mask = set_of(begin, {NameType::kOrganisation});
    else if (kind == "LOC" || kind == "location")
      mask = set_of(begin, {NameType::kLocation});
    else if (kind == "NORP")
      mask = set_of(begin, {NameType::kNationality});
    else if (kind == "MISC" && source == IobSource::kOwn)
      mask = set_of(begin, {NameType::kMisc});
    else if (kind == "MISC")
      mask = set_of(begin, {NameType::kMisc, NameType::kNationality});
    else if (kind == "group")
      mask = set_of(begin, {NameType::kOrganisation, NameType::kMisc, NameType::kNationality});
    else if (kind == "product" || kind == "creative-work")
      mask = set_of(begin, {NameType::kMisc});
    else if (partial && is_upper(form)) {
      mask = 1U | set_of(true, {NameType::kMisc, NameType::kNationality}) |
             set_of(false, {NameType::kMisc, NameType::kNationality});
    }
    if (form[0] == '@' && kind != "O") usable = false;
    sample.forms.emplace_back(form);
    sample.names.push_back(mask);
  });
  flush();
  return samples;
}

namespace {

/// re3d marks whole noun phrases, nominal ones too ("the Foreign Secretary Boris Johnson", "coalition forces"). Cuts
/// [begin, end) down to the proper name by the convention of the other sets: no articles, titles or common nouns around
/// it. Empty when no name is left.
void cut_to_name(const std::vector<std::string>& forms, const std::set<std::string>& common, NameType type,
                 std::size_t& begin, std::size_t& end) {
  const std::size_t none = end;
  const auto give_up = [&] { begin = end = none; };
  while (begin < end && (is_article_or_pronoun(forms[begin]) || forms[begin] == "the" || forms[begin] == "The"))
    ++begin;
  if (type == NameType::kPerson) {
    std::size_t stop = begin;
    while (stop < end && (is_upper(forms[stop]) || is_name_particle(forms[stop]))) ++stop;
    const bool office_follows = stop < end && (forms[stop] == "of" || forms[stop] == "for");
    std::size_t from = begin;
    for (std::size_t i = begin; i < stop; ++i) {
      if (is_office(forms[i])) from = i + 1;
    }
    begin = from;
    end = stop;
    if (office_follows && from > 0 && begin == stop) return give_up();
    while (end > begin && !is_upper(forms[end - 1])) --end;
  } else {
    const bool arabic_article = forms[begin] == "al" || forms[begin] == "el";  // "al - Qaeda"
    while (begin < end && !is_upper(forms[begin]) && !arabic_article) ++begin;
    std::size_t last = end;
    while (last > begin && !is_upper(forms[last - 1])) --last;
    if (type == NameType::kOrganisation && last != end) return give_up();
    end = last;
  }
  if (begin >= end ||
      std::find(forms.begin() + static_cast<std::ptrdiff_t>(begin), forms.begin() + static_cast<std::ptrdiff_t>(end),
                "°") != forms.begin() + static_cast<std::ptrdiff_t>(end)) {
    return give_up();  // coordinates
  }
  std::string lower;
  lower_form(forms[begin], lower);
  if (end - begin == 1 && common.contains(lower)) return give_up();
  // "Syrians" are people of a nation, not an organisation.
  const std::string& only = forms[begin];
  if (type == NameType::kOrganisation && end - begin == 1 &&
      (only.ends_with("ans") || only.ends_with("is") || only.ends_with("ons"))) {
    return give_up();
  }
}

}  // namespace

Result<std::vector<Sample>> read_re3d(const std::string& folder) {
  auto documents = read_file(folder + "/documents.json");
  if (!documents) return std::move(documents).error();
  auto entities = read_file(folder + "/entities.json");
  if (!entities) return std::move(entities).error();
  struct Entity {
    std::size_t begin, end;
    std::string type;
    bool turned_down;
  };
  std::map<std::string, std::vector<Entity>> by_document;
  std::set<std::string> places, common;
  simdjson::dom::parser parser;
  bool bad = false;
  each_line(*entities, [&](std::string_view line) {
    if (line.empty()) return;
    simdjson::dom::element e;
    std::string_view document, type, value;
    std::int64_t begin = 0, end = 0;
    double confidence = 0;
    if (parser.parse(line.data(), line.size()).get(e) || e["documentId"].get(document) || e["type"].get(type) ||
        e["begin"].get(begin) || e["end"].get(end) || e["value"].get(value) || e["confidence"].get(confidence)) {
      bad = true;
      return;
    }
    // Proposed by a tool and turned down by the annotators, often for a longer phrase or another type: "Baghdad" of "the Karrada
    // district of Baghdad". It is not said to be a name, nor to be none.
    const bool turned_down = confidence < 0.5;
    if (type == "Location" && !turned_down) places.insert(std::string(value));
    by_document[std::string(document)].push_back(
        {static_cast<std::size_t>(begin), static_cast<std::size_t>(end), std::string(type), turned_down});
  });
  std::string word;
  for (const char c : *documents) {  // words that also occur in lower case are no names when they stand alone
    if (c >= 'a' && c <= 'z')
      word.push_back(c);
    else if (c >= 'A' && c <= 'Z')
      word = "#";
    else {
      if (!word.empty() && word[0] != '#') common.insert(word);
      word.clear();
    }
  }
  std::vector<Sample> samples;
  each_line(*documents, [&](std::string_view line) {
    if (line.empty()) return;
    simdjson::dom::element e;
    std::string_view id, text;
    if (parser.parse(line.data(), line.size()).get(e) || e["_id"].get(id) || e["text"].get(text)) {
      bad = true;
      return;
    }
    StoryLayout layout;
    for (std::uint32_t from = 0; from < text.size();) {
      const std::size_t at = text.find('\n', from);
      const auto to = static_cast<std::uint32_t>(std::min(at, text.size()));
      layout.blocks.push_back({{from, to}, BlockKind::kBody});
      from = to + 1;
    }
    Document cut;
    tokenize(text, layout, cut);
    const auto& tokens = cut.tokens;
    std::vector<std::size_t> point(text.size() + 1, 0);  // code points before each byte
    for (std::size_t i = 0; i < text.size(); ++i) {
      point[i + 1] = point[i] + ((static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80 ? 1 : 0);
    }
    std::vector<std::uint32_t> names(tokens.size(), 1U);
    std::vector<std::string> forms;
    for (std::uint32_t k = 0; k < tokens.size(); ++k) forms.emplace_back(cut.form(k));
    auto list = by_document[std::string(id)];
    std::stable_sort(list.begin(), list.end(),
                     [](const Entity& a, const Entity& b) { return a.turned_down != b.turned_down ? b.turned_down : a.end - a.begin > b.end - b.begin; });
    std::vector<bool> used(tokens.size(), false);
    for (const Entity& entity : list) {
      NameType type = NameType::kNone;
      if (entity.type == "Person")
        type = NameType::kPerson;
      else if (entity.type == "Organisation")
        type = NameType::kOrganisation;
      else if (entity.type == "Location")
        type = NameType::kLocation;
      else if (entity.type == "Nationality")
        type = NameType::kNationality;
      else
        continue;
      std::size_t begin = tokens.size(), end = 0;
      bool free = true;
      for (std::size_t k = 0; k < tokens.size(); ++k) {
        const std::size_t from = point[tokens[k].begin_byte], to = point[tokens[k].end_byte - 1] + 1;
        if (from < entity.begin || to > entity.end) continue;
        begin = std::min(begin, k);
        end = k + 1;
        free = free && !used[k];
      }
      if (begin >= end || !free) continue;
      if (entity.turned_down) {
        for (std::size_t k = begin; k < end; ++k) {
          if (is_upper(forms[k])) names[k] = kAnyName;
        }
        continue;
      }
      std::fill(used.begin() + static_cast<std::ptrdiff_t>(begin), used.begin() + static_cast<std::ptrdiff_t>(end),
                true);
      for (std::size_t k = begin; k < end; ++k) {
        if (is_upper(forms[k]) && !is_article_or_pronoun(forms[k])) names[k] = kAnyName;
      }
      cut_to_name(forms, common, type, begin, end);
      if (begin >= end) continue;
      // Countries that act are organisations here, but locations in every other set.
      std::string joined(text.substr(tokens[begin].begin_byte, tokens[end - 1].end_byte - tokens[begin].begin_byte));
      if (type == NameType::kOrganisation && places.contains(joined)) type = NameType::kLocation;
      if (type != NameType::kLocation) {
        mark(names, begin, end, type);
        continue;
      }
      // "Karrada district of Baghdad", "Rome, Italy": each place is a name of its own.
      for (std::size_t from = begin; from < end;) {
        std::size_t to = from;
        const auto inside = [&](std::size_t k) { return is_upper(forms[k]) || forms[k] == "-" || forms[k] == "'s" || is_name_particle(forms[k]) || (forms[k] == "of" && k > from && is_upper(forms[k - 1])); };
        while (to < end && inside(to)) ++to;
        std::size_t last = to;
        while (last > from && !is_upper(forms[last - 1])) --last;
        if (last > from && is_upper(forms[from])) mark(names, from, last, type);
        from = std::max(to, from + 1);
      }
    }
    Sample sample;
    for (std::size_t k = 0; k < tokens.size(); ++k) {
      const std::string& form = forms[k];
      if (names[k] == 1U && is_upper(form)) {
        names[k] = 1U | 1U << begin_tag(NameType::kMisc) | 1U << inside_tag(NameType::kMisc);
      }
      sample.forms.emplace_back(form);
      sample.names.push_back(names[k]);
      if (k + 1 < tokens.size() && tokens[k + 1].sentence == tokens[k].sentence) continue;
      sample.document = id;
      samples.push_back(std::move(sample));
      sample = {};
    }
  });
  if (bad) return Error{ErrorCode::kFormat, "not re3d's JSON Lines", folder, 0};
  return samples;
}

}  // namespace dragoman::train
