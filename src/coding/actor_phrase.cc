// SPDX-License-Identifier: Apache-2.0
#include "coding/actor_phrase.h"

#include <algorithm>
#include <array>

namespace dragoman {
namespace {

struct ClassedWord {
  std::string_view word;
  WordClass word_class;
};

using W = WordClass;
// Sorted by word.
constexpr auto kWords = std::to_array<ClassedWord>({
    {"a", W::kDeterminer}, {"about", W::kNumber}, {"across", W::kPreposition}, {"administered", W::kLed},
    {"affiliated", W::kBacked}, {"after", W::kPreposition}, {"against", W::kPreposition}, {"aligned", W::kBacked},
    {"all", W::kDeterminer}, {"allied", W::kBacked}, {"along", W::kPreposition}, {"also", W::kDeterminer},
    {"among", W::kPreposition}, {"an", W::kDeterminer}, {"and", W::kAnd}, {"another", W::kDeterminer},
    {"anti", W::kOpposed}, {"any", W::kDeterminer}, {"appointed", W::kBacked}, {"are", W::kStop},
    {"armed", W::kBacked}, {"as", W::kPreposition}, {"at", W::kPreposition}, {"backed", W::kBacked},
    {"based", W::kBacked}, {"before", W::kPreposition}, {"behind", W::kPreposition}, {"between", W::kPreposition},
    {"bloc", W::kQuantity}, {"born", W::kBacked}, {"both", W::kDeterminer}, {"branch", W::kQuantity},
    {"brokered", W::kBacked}, {"bunch", W::kQuantity}, {"by", W::kPreposition}, {"chamber", W::kQuantity},
    {"chambers", W::kQuantity}, {"controlled", W::kLed}, {"couple", W::kQuantity}, {"de", W::kParticle},
    {"del", W::kParticle}, {"delegation", W::kQuantity}, {"delegations", W::kQuantity}, {"der", W::kParticle},
    {"dominated", W::kLed}, {"dozen", W::kNumber}, {"dozens", W::kNumber}, {"dr", W::kDeterminer},
    {"dr.", W::kDeterminer}, {"during", W::kPreposition}, {"each", W::kDeterminer}, {"educated", W::kBacked}, {"eight", W::kNumber},
    {"el", W::kParticle}, {"elements", W::kQuantity}, {"eleven", W::kNumber}, {"erstwhile", W::kFormer},
    {"ex", W::kFormer}, {"few", W::kNumber}, {"five", W::kNumber}, {"for", W::kPreposition}, {"former", W::kFormer},
    {"four", W::kNumber}, {"friendly", W::kBacked}, {"from", W::kPreposition}, {"funded", W::kBacked},
    {"group", W::kQuantity}, {"groups", W::kQuantity}, {"had", W::kStop}, {"handful", W::kQuantity},
    {"has", W::kStop}, {"have", W::kStop}, {"held", W::kLed}, {"her", W::kDeterminer}, {"his", W::kDeterminer},
    {"hosted", W::kBacked}, {"hundred", W::kNumber}, {"hundreds", W::kNumber}, {"imposed", W::kBacked},
    {"in", W::kPreposition}, {"including", W::kPreposition}, {"inside", W::kPreposition}, {"inspired", W::kBacked},
    {"installed", W::kBacked}, {"into", W::kPreposition}, {"is", W::kStop}, {"its", W::kDeterminer},
    {"la", W::kParticle}, {"led", W::kLed}, {"linked", W::kBacked}, {"lot", W::kQuantity}, {"made", W::kBacked},
    {"majority", W::kQuantity}, {"many", W::kNumber}, {"mediated", W::kBacked}, {"million", W::kNumber},
    {"millions", W::kNumber}, {"miss", W::kDeterminer}, {"more", W::kNumber}, {"most", W::kNumber},
    {"mr", W::kDeterminer}, {"mr.", W::kDeterminer}, {"mrs", W::kDeterminer}, {"mrs.", W::kDeterminer},
    {"ms", W::kDeterminer}, {"ms.", W::kDeterminer}, {"much", W::kNumber}, {"my", W::kDeterminer},
    {"near", W::kPreposition}, {"nine", W::kNumber}, {"no", W::kDeterminer}, {"number", W::kQuantity},
    {"occupied", W::kBacked}, {"of", W::kPreposition}, {"on", W::kPreposition}, {"one", W::kNumber},
    {"onetime", W::kFormer}, {"or", W::kAnd}, {"other", W::kDeterminer}, {"our", W::kDeterminer},
    {"outside", W::kPreposition}, {"over", W::kPreposition}, {"owned", W::kLed}, {"pair", W::kQuantity},
    {"part", W::kQuantity}, {"parts", W::kQuantity}, {"pro", W::kOpposed}, {"proposed", W::kBacked},
    {"remnants", W::kQuantity}, {"retired", W::kFormer}, {"round", W::kQuantity}, {"ruled", W::kLed},
    {"run", W::kLed}, {"said", W::kStop}, {"same", W::kDeterminer}, {"scores", W::kNumber},
    {"section", W::kQuantity}, {"series", W::kQuantity}, {"seven", W::kNumber}, {"several", W::kNumber},
    {"sir", W::kDeterminer}, {"six", W::kNumber}, {"sized", W::kBacked}, {"some", W::kNumber}, {"speaking", W::kBacked},
    {"sponsored", W::kBacked}, {"such", W::kDeterminer}, {"supplied", W::kBacked}, {"supported", W::kBacked},
    {"team", W::kQuantity}, {"teams", W::kQuantity}, {"ten", W::kNumber}, {"tens", W::kNumber}, {"than", W::kNumber},
    {"that", W::kStop}, {"the", W::kDefinite}, {"their", W::kDeterminer}, {"then", W::kDeterminer},
    {"these", W::kDefinite}, {"this", W::kDefinite}, {"those", W::kDefinite}, {"thousand", W::kNumber},
    {"thousands", W::kNumber}, {"three", W::kNumber}, {"through", W::kPreposition}, {"to", W::kPreposition},
    {"towards", W::kPreposition}, {"trained", W::kBacked}, {"twelve", W::kNumber}, {"twenty", W::kNumber},
    {"two", W::kNumber}, {"under", W::kPreposition}, {"van", W::kParticle}, {"von", W::kParticle}, {"was", W::kStop},
    {"wave", W::kQuantity}, {"were", W::kStop}, {"when", W::kStop}, {"where", W::kStop}, {"which", W::kStop},
    {"while", W::kStop}, {"who", W::kStop}, {"whom", W::kStop}, {"whose", W::kStop}, {"wing", W::kQuantity},
    {"with", W::kPreposition}, {"within", W::kPreposition}, {"without", W::kPreposition}, {"your", W::kDeterminer},
});
static_assert(std::is_sorted(kWords.begin(), kWords.end(),
                             [](const ClassedWord& a, const ClassedWord& b) { return a.word < b.word; }));

constexpr std::size_t kLongestWord = 24;

// Lower-cases ASCII into `buffer`; longer words are in no list.
std::string_view lowered(std::string_view word, std::array<char, kLongestWord>& buffer) {
  if (word.size() > buffer.size()) return {};
  for (std::size_t i = 0; i < word.size(); ++i)
    buffer[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
  return {buffer.data(), word.size()};
}

WordClass class_of_token(std::string_view form) {
  if (form == "WHO") return W::kNone;  // the organisation
  std::array<char, kLongestWord> buffer;
  return word_class(lowered(form, buffer));
}

bool is_hyphen(std::string_view s) { return s == "-" || s == "\xE2\x80\x90" || s == "\xE2\x80\x91"; }

bool is_possessive(std::string_view s) {
  return s == "'s" || s == "\xE2\x80\x99s" || s == "'S" || s == "'" || s == "\xE2\x80\x99";
}

bool is_land_kind(EntityKind kind) {
  switch (kind) {
    case EntityKind::kState:
    case EntityKind::kFormerState:
    case EntityKind::kEntity:
    case EntityKind::kPeople:
    case EntityKind::kCapital:
    case EntityKind::kSeat:
    case EntityKind::kEthnic:
    case EntityKind::kReligious: return true;
    default: return false;
  }
}

// How much a sense for a land is to be preferred: states before peoples, names before capitals.
int land_rank(const Knowledge& k, const SenseRecord& s) {
  int rank = 0;
  switch (k.kind_of(s.target)) {
    case EntityKind::kState: rank = 50; break;
    case EntityKind::kEntity: rank = 40; break;
    case EntityKind::kFormerState: rank = 20; break;
    case EntityKind::kCapital:
    case EntityKind::kSeat: rank = 30; break;
    default: rank = 10; break;
  }
  const auto form = static_cast<FormKind>(s.form);
  if (form == FormKind::kName) rank += 5;
  if (form == FormKind::kAdjective) rank += 4;
  if (form == FormKind::kPeople) rank += 3;
  if ((s.flags & kSenseAmbiguous) != 0) rank -= 8;
  return rank;
}

class Cutter {
 public:
  Cutter(const Knowledge& knowledge, const Document& document, std::optional<Date> date, ActorPhrase& phrase)
      : k_(knowledge), doc_(document), date_(date), p_(phrase) {}

  void items(TokenRange range, std::span<const std::uint8_t> excluded) {
    k_.find_names(doc_, range, p_.names);
    std::size_t next_match = 0;
    for (std::uint32_t i = range.begin; i < range.end;) {
      while (next_match < p_.names.matches.size() && p_.names.matches[next_match].tokens.begin < i) ++next_match;
      if (!excluded.empty() && excluded[i - range.begin] != 0) {
        // What is left out must not join what stands at its sides.
        if (p_.items.empty() || p_.items.back().role != ItemRole::kComma) push({i, i + 1}, ItemRole::kComma);
        ++i;
        continue;
      }
      if (next_match < p_.names.matches.size() && p_.names.matches[next_match].tokens.begin == i) {
        const auto& m = p_.names.matches[next_match];
        if (is_taken(m)) {
          match_item(m, static_cast<std::uint32_t>(next_match));
          i = m.tokens.end;
          ++next_match;
          // Two names within one token: "Israeli-Palestinian".
          while (next_match < p_.names.matches.size() && p_.names.matches[next_match].tokens.begin + 1 == i &&
                 p_.names.matches[next_match].tokens.end == i && m.tokens.begin + 1 == i) {
            match_item(p_.names.matches[next_match], static_cast<std::uint32_t>(next_match));
            ++next_match;
          }
          continue;
        }
        ++next_match;
      }
      word_item(i);
      ++i;
    }
    mark_affixes();
  }

  void segments() {
    Segment s;
    const auto close = [&](std::size_t end) {
      s.end = static_cast<std::uint16_t>(end);
      if (s.end > s.begin) p_.segments.push_back(s);
    };
    const auto open = [&](std::size_t begin, SegmentLink link) {
      s.begin = static_cast<std::uint16_t>(begin);
      s.link = link;
    };
    for (std::size_t i = 0; i < p_.items.size(); ++i) {
      const PhraseItem& item = p_.items[i];
      switch (item.role) {
        case ItemRole::kPossessive:
          close(i);
          open(i + 1, SegmentLink::kPossessed);
          break;
        case ItemRole::kPreposition:
          // "as many as a million", "at least 45": no phrase yet that could end.
          if (!holds_content(s.begin, i) && link_of(item) != SegmentLink::kOf) {
            p_.items[i].role = ItemRole::kNumber;
            break;
          }
          close(i);
          open(i + 1, link_of(item));
          break;
        case ItemRole::kComma:
          if (is_list_comma(i)) break;
          close(i);
          open(i + 1, SegmentLink::kApposition);
          break;
        case ItemRole::kAnd:
          if (joins_modifiers(i)) break;
          close(i);
          open(i + 1, SegmentLink::kConjunct);
          break;
        case ItemRole::kStop:
          close(i);
          return;
        default: break;
      }
    }
    close(p_.items.size());
  }

 private:
  PhraseItem& push(TokenRange tokens, ItemRole role) {
    PhraseItem item;
    item.tokens = tokens;
    item.role = role;
    p_.items.push_back(item);
    return p_.items.back();
  }

  [[nodiscard]] bool valid(const SenseRecord& s) const {
    if (date_ && (date_->days < s.from || date_->days > s.to)) return false;
    if ((s.flags & kSenseAgent) != 0 || !date_) return true;
    const EntityRecord& e = k_.entities()[s.target];
    // A former state is still spoken of when it is gone, one that is not yet there is not.
    return date_->days >= e.valid_from;
  }

  // Days and months are no names unless a title or a first name makes them one ("Theresa May").
  [[nodiscard]] bool is_calendar_word(std::uint32_t token) const {
    constexpr std::string_view kCalendar[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
                                              "January", "February", "March", "April", "May", "June", "July", "August",
                                              "September", "October", "November", "December"};
    if (std::find(std::begin(kCalendar), std::end(kCalendar), doc_.form(token)) == std::end(kCalendar)) return false;
    if (p_.items.empty() || doc_.tokens[token].upos == Upos::kX) return doc_.form(token) != "May" || p_.items.empty();
    const PhraseItem& before = p_.items.back();
    return !(before.tokens.end == token && (before.agent != nullptr || (before.capital && before.role != ItemRole::kSkip)));
  }

  // A word that merely looks like a name: "may", "will" as auxiliaries, "us" in other case.
  [[nodiscard]] bool is_taken(const NameMatch& m) const {
    if (m.tokens.end - m.tokens.begin != 1) return true;
    if (is_calendar_word(m.tokens.begin)) return false;
    // "North African", "South Asian": the quarter belongs to the name that follows.
    const std::string_view form = doc_.form(m.tokens.begin);
    if ((form == "North" || form == "South") && m.tokens.end < doc_.tokens.size() && is_capital(m.tokens.end)) return false;
    if (form == "Bank" && m.tokens.begin > 0 && doc_.form(m.tokens.begin - 1) == "West") return false;
    if (form == "Indian" && m.tokens.end < doc_.tokens.size() && doc_.form(m.tokens.end) == "Ocean") return false;
    const Token& t = doc_.tokens[m.tokens.begin];
    if (t.upos == Upos::kAux || t.upos == Upos::kAdp || t.upos == Upos::kDet || t.upos == Upos::kSconj ||
        t.upos == Upos::kCconj || t.upos == Upos::kPart)
      return false;
    const WordClass c = class_of_token(doc_.form(m.tokens.begin));
    return c == W::kNone || c == W::kQuantity;
  }

  void match_item(const NameMatch& m, std::uint32_t index) {
    PhraseItem& item = push(m.tokens, ItemRole::kMatch);
    item.match = index;
    item.capital = is_capital(m.tokens.begin);
    int best_land = -100;
    for (const SenseRecord* s : k_.senses(p_.names, m)) {
      if (!valid(*s)) continue;
      if ((s->flags & kSenseAgent) != 0) {
        // Of several the one that is no mere adjective.
        if (item.agent == nullptr || (k_.agents()[item.agent->target].flags & kAgentAdjective) != 0) item.agent = s;
        continue;
      }
      const auto form = static_cast<FormKind>(s->form);
      const EntityKind kind = k_.kind_of(s->target);
      if (form == FormKind::kSurname) {
        item.surname = true;
      } else if (kind == EntityKind::kPerson) {
        if (item.person == nullptr || better_person(*s, *item.person)) item.person = s;
      } else if (is_land_kind(kind) || form == FormKind::kCapital || form == FormKind::kSeat) {
        if (const int rank = land_rank(k_, *s); rank > best_land) {
          best_land = rank;
          item.land = s;
          item.capital_name = form == FormKind::kCapital || form == FormKind::kSeat || kind == EntityKind::kCapital ||
                              kind == EntityKind::kSeat;
        }
      } else if (item.group == nullptr || (item.group->flags & kSenseAmbiguous) > (s->flags & kSenseAmbiguous)) {
        item.group = s;
      }
    }
    // "Major exporters", "humanitarian aid", "general strike": before a common noun the adjective is no officer and no helper.
    if (item.agent != nullptr && (k_.agents()[item.agent->target].flags & kAgentAdjective) == 0 && m.tokens.end - m.tokens.begin == 1 && !item.capital &&
        doc_.tokens[m.tokens.begin].upos == Upos::kAdj && (doc_.tokens[m.tokens.begin].deprel == Deprel::kAmod || doc_.tokens[m.tokens.begin].deprel == Deprel::kConj) && m.tokens.end < doc_.tokens.size() &&
        is_plain_noun(m.tokens.end)) {
      item.agent = nullptr;
      if (item.person == nullptr && item.land == nullptr && item.group == nullptr && !item.surname) item.role = ItemRole::kWord;
    }
    if (m.part_of_token) part_of_token(item);
  }

  /// A common noun, or an adjective that leads to one.
  [[nodiscard]] bool is_plain_noun(std::uint32_t token) const {
    return (doc_.tokens[token].upos == Upos::kNoun || doc_.tokens[token].upos == Upos::kAdj) && !is_capital(token);
  }

  // Of two persons of the same full name: the one in office on the day.
  [[nodiscard]] bool better_person(const SenseRecord& a, const SenseRecord& b) const {
    const auto ra = k_.code_on(a.target, date_), rb = k_.code_on(b.target, date_);
    const auto rank = [](const std::optional<Knowledge::Reading>& r) { return !r ? 0 : r->in_office ? 3 : r->former ? 1 : 2; };
    return rank(ra) > rank(rb);
  }

  [[nodiscard]] bool is_capital(std::uint32_t token) const {
    const std::string_view f = doc_.form(token);
    if (f.empty()) return false;
    const auto c = static_cast<unsigned char>(f[0]);
    if (c >= 'A' && c <= 'Z') return true;
    // "al-Burhan", "d'Estaing": a capital after the joint.
    if (const auto joint = f.find_first_of("-'"); joint != std::string_view::npos && joint <= 3 && joint + 1 < f.size())
      return f[joint + 1] >= 'A' && f[joint + 1] <= 'Z';
    // Capitals of Latin-1 and beyond begin with C3 80..9E or C4/C5 with an even second byte.
    return c == 0xC3 && f.size() > 1 && static_cast<unsigned char>(f[1]) >= 0x80 && static_cast<unsigned char>(f[1]) <= 0x9E;
  }

  // The token holds more than the name: "US-backed", "pro-Russian", "Russian-led".
  void part_of_token(PhraseItem& item) {
    const std::string_view form = doc_.form(item.tokens.begin);
    std::string_view rest = form;
    for (auto hyphen = rest.find('-'); !rest.empty(); hyphen = rest.find('-')) {
      const WordClass c = class_of_token(rest.substr(0, hyphen));
      if (c == W::kBacked || c == W::kOpposed) item.excluded = true;
      if (c == W::kLed) item.weak = true;
      if (hyphen == std::string_view::npos) break;
      rest.remove_prefix(hyphen + 1);
    }
  }

  void word_item(std::uint32_t i) {
    const std::string_view form = doc_.form(i);
    const Token& t = doc_.tokens[i];
    if (form.empty()) return;
    const bool calendar = is_calendar_word(i);
    PhraseItem& item = push({i, i + 1}, ItemRole::kWord);
    item.capital = is_capital(i);
    if (calendar) {
      item.role = ItemRole::kSkip;
      item.capital = false;
      return;
    }
    // A common noun or adjective that opens the sentence: the capital says nothing.
    const std::uint32_t s = t.sentence;
    if (item.capital && (t.upos == Upos::kNoun || t.upos == Upos::kAdj || t.upos == Upos::kVerb || t.upos == Upos::kAdv) &&
        s < doc_.sentences.size() && doc_.sentences[s].tokens.begin == i)
      item.capital = false;
    if (is_possessive(form)) {
      item.role = i > 0 ? ItemRole::kPossessive : ItemRole::kSkip;
      return;
    }
    if (is_hyphen(form)) {
      item.role = ItemRole::kHyphen;
      return;
    }
    if (form[0] >= '0' && form[0] <= '9') {
      item.role = ItemRole::kNumber;
      return;
    }
    if (form.size() == 1 || t.upos == Upos::kPunct) {
      if (std::string_view(",(:;[").find(form[0]) != std::string_view::npos) item.role = ItemRole::kComma;
      if (std::string_view("\"`)]!?./'").find(form[0]) != std::string_view::npos) item.role = ItemRole::kSkip;
      if (form.size() > 1) item.role = form == "--" || form.starts_with("\xE2\x80\x93") || form.starts_with("\xE2\x80\x94")
                                           ? ItemRole::kComma
                                           : ItemRole::kSkip;
      if (form == "&") item.role = ItemRole::kAnd;
      if (item.role != ItemRole::kWord || form.size() > 1) return;
    }
    switch (class_of_token(form)) {
      case W::kDeterminer:
      case W::kDefinite: item.role = ItemRole::kSkip; break;
      case W::kNumber: item.role = ItemRole::kNumber; break;
      case W::kPreposition: item.role = t.upos == Upos::kAdv ? ItemRole::kSkip : ItemRole::kPreposition; break;
      case W::kAnd: item.role = ItemRole::kAnd; break;
      case W::kStop: item.role = ItemRole::kStop; break;
      default:
        if (t.upos == Upos::kNum) item.role = ItemRole::kNumber;
        // Without tags: a participle after a noun opens a reduced clause ("troops backed by jeeps").
        if (t.upos == Upos::kX && !item.capital && (form.ends_with("ed") || form.ends_with("ing")) &&
            p_.items.size() >= 2 && ends_noun(p_.items[p_.items.size() - 2]))
          item.role = ItemRole::kStop;
        break;
    }
  }

  // The item before can end a noun phrase: a plural role noun, a people, a full name.
  [[nodiscard]] bool ends_noun(const PhraseItem& item) const {
    if (item.role != ItemRole::kMatch) return false;
    if (item.agent != nullptr && (item.agent->flags & kSensePlural) != 0) return true;
    if (item.person != nullptr) return true;
    return item.land != nullptr && static_cast<FormKind>(item.land->form) == FormKind::kPeople &&
           doc_.form(item.tokens.begin).ends_with("s");
  }

  // "US - backed", "pro - Russian", "ex - rebel" as tokens of their own.
  void mark_affixes() {
    auto& items = p_.items;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].role != ItemRole::kHyphen) continue;
      if (i > 0 && i + 1 < items.size()) {
        const WordClass before = class_of_token(doc_.form(items[i - 1].tokens.end - 1));
        const WordClass after = class_of_token(doc_.form(items[i + 1].tokens.begin));
        if (after == W::kBacked || after == W::kLed) {
          for (std::size_t j = i; j-- > 0;) {
            if (items[j].role != ItemRole::kMatch) break;
            (after == W::kBacked ? items[j].excluded : items[j].weak) = true;
            if (j == 0 || items[j - 1].role != ItemRole::kHyphen) break;
          }
          items[i + 1].role = ItemRole::kSkip;
        }
        if (before == W::kOpposed && items[i + 1].role == ItemRole::kMatch) {
          items[i + 1].excluded = true;
          items[i - 1].role = ItemRole::kSkip;
        }
      }
    }
    // Without a hyphen: "backed by" is a stop, "pro Russian" rare. A word "led" after a name needs the hyphen.
  }

  [[nodiscard]] SegmentLink link_of(const PhraseItem& item) const {
    const std::string_view f = doc_.form(item.tokens.begin);
    if (f == "of") return SegmentLink::kOf;
    if (f == "from") return SegmentLink::kFrom;
    if (f == "in" || f == "inside" || f == "within" || f == "at" || f == "across") return SegmentLink::kIn;
    if (f == "for") return SegmentLink::kFor;
    if (f == "to") return SegmentLink::kTo;
    return SegmentLink::kOther;
  }

  [[nodiscard]] bool holds_content(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i)
      if (p_.items[i].role == ItemRole::kWord || p_.items[i].role == ItemRole::kMatch) return true;
    return false;
  }

  [[nodiscard]] bool is_land_item(std::size_t i) const {
    return i < p_.items.size() && p_.items[i].role == ItemRole::kMatch &&
           (p_.items[i].land != nullptr || p_.items[i].group != nullptr) && p_.items[i].agent == nullptr;
  }

  // "Iraq, Syria and Yemen": a comma between names of the same sort with an "and" to come.
  [[nodiscard]] bool is_list_comma(std::size_t i) const {
    if (i == 0 || !is_land_item(i - 1) || !is_land_item(i + 1)) return false;
    for (std::size_t j = i + 2; j < p_.items.size(); ++j) {
      if (p_.items[j].role == ItemRole::kAnd) return true;
      if (p_.items[j].role == ItemRole::kComma && is_land_item(j + 1)) ++j;
      else if (p_.items[j].role != ItemRole::kSkip) return false;
    }
    return false;
  }

  // "Armenian and Azerbaijani forces", "Iraq and Syria", "foreign and defence ministers": both sides are of one sort and
  // what follows is theirs together.
  [[nodiscard]] bool joins_modifiers(std::size_t i) const {
    std::size_t after = i + 1;
    while (after < p_.items.size() && p_.items[after].role == ItemRole::kSkip) ++after;
    if (i == 0) return false;
    if (is_land_item(i - 1) && is_land_item(after)) return true;
    if (after >= p_.items.size()) return false;
    const PhraseItem& a = p_.items[i - 1];
    const PhraseItem& b = p_.items[after];
    const auto adjective = [&](const PhraseItem& x) {
      return x.role == ItemRole::kWord ||
             (x.agent != nullptr && (k_.agents()[x.agent->target].flags & kAgentAdjective) != 0);
    };
    const bool more = after + 1 < p_.items.size() && p_.items[after + 1].role == ItemRole::kMatch;
    return adjective(a) && !a.capital && adjective(b) && more;
  }

  const Knowledge& k_;
  const Document& doc_;
  std::optional<Date> date_;
  ActorPhrase& p_;
};

}  // namespace

WordClass word_class(std::string_view word) {
  const auto it = std::lower_bound(kWords.begin(), kWords.end(), word,
                                   [](const ClassedWord& a, std::string_view w) { return a.word < w; });
  return it != kWords.end() && it->word == word ? it->word_class : W::kNone;
}

void cut_phrase(const Knowledge& knowledge, const Document& document, TokenRange range, std::optional<Date> date,
                std::span<const std::uint8_t> excluded, ActorPhrase& phrase) {
  phrase.items.clear();
  phrase.segments.clear();
  phrase.range = range;
  Cutter cutter(knowledge, document, date, phrase);
  cutter.items(range, excluded);
  cutter.segments();
}

void make_flat_document(std::string_view text, Document& document) {
  document.clear();
  document.text = text;
  const auto add = [&](std::size_t begin, std::size_t end, bool space) {
    if (end <= begin) return;
    Token t;
    t.begin_byte = static_cast<std::uint32_t>(begin);
    t.end_byte = static_cast<std::uint32_t>(end);
    t.flags = space ? kSpaceBefore : 0;
    document.tokens.push_back(t);
  };
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n') {
      ++i;
      continue;
    }
    std::size_t end = text.find_first_of(" \t\r\n", i);
    if (end == std::string_view::npos) end = text.size();
    std::size_t begin = i;
    bool space = true;
    while (begin < end && std::string_view("\"(,[`").find(text[begin]) != std::string_view::npos) {
      add(begin, begin + 1, space);
      space = false;
      ++begin;
    }
    // Off the end: closing marks, then the possessive.
    std::size_t last = end;
    while (last > begin && std::string_view("\",;:)]!?").find(text[last - 1]) != std::string_view::npos) --last;
    std::size_t stem = last;
    const std::string_view word = text.substr(begin, last - begin);
    for (const std::string_view s : {"'s", "\xE2\x80\x99s", "'S"})
      if (word.size() > s.size() && word.ends_with(s)) stem = last - s.size();
    for (const std::string_view s : {"'", "\xE2\x80\x99"})
      if (stem == last && word.size() > s.size() + 1 && word.ends_with(s)) stem = last - s.size();
    add(begin, stem, space);
    add(stem, last, false);
    for (; last < end; ++last) add(last, last + 1, false);
    i = end;
  }
  Sentence s;
  s.tokens = {0, static_cast<std::uint32_t>(document.tokens.size())};
  s.begin_byte = 0;
  s.end_byte = static_cast<std::uint32_t>(text.size());
  document.sentences.push_back(s);
  for (std::uint32_t t = 0; t < document.tokens.size(); ++t) {
    std::string lower(document.form(t));
    for (char& c : lower)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    document.set_norm(t, lower);
    document.set_lemma(t, lower);
  }
}

}  // namespace dragoman
