// SPDX-License-Identifier: Apache-2.0
#include "knowledge/compiler.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "base/hash.h"
#include "knowledge/folding.h"
#include "knowledge/knowledge_format.h"
#include "knowledge/knowledge.h"
#include "knowledge/text_lines.h"

namespace dragoman {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_defence(std::string_view role) {
  if (role.find("defence") == std::string_view::npos && role.find("defense") == std::string_view::npos) return false;
  return role.find("minister") != std::string_view::npos || role.find("secretary") != std::string_view::npos;
}

bool is_parliament(std::string_view role) {
  return role.starts_with("speaker") || role.find("parliament speaker") != std::string_view::npos ||
         role.find("president of the senate") != std::string_view::npos ||
         role.find("president of the national assembly") != std::string_view::npos;
}

class StringPool {
 public:
  StringRef add(std::string_view s) {
    const auto it = index_.find(std::string(s));
    if (it != index_.end()) return it->second;
    const StringRef ref{static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(s.size())};
    bytes_.append(s);
    index_.emplace(std::string(s), ref);
    return ref;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::unordered_map<std::string, StringRef> index_;
};

// The trie while it grows: edges by key, senses by node.
class TrieBuilder {
 public:
  TrieBuilder() : senses_(1) {}

  // The node of a name; kNoIndex when it has no piece.
  std::uint32_t node_of(const std::vector<NamePiece>& pieces) {
    std::uint32_t node = 0;
    for (const auto& p : pieces) {
      const std::uint64_t key = edge_key(node, p.folded);
      const auto [it, added] = edges_.emplace(key, static_cast<std::uint32_t>(senses_.size()));
      if (added) senses_.emplace_back();
      node = it->second;
    }
    return node == 0 ? kNoIndex : node;
  }

  std::vector<SenseRecord>& senses_at(std::uint32_t node) { return senses_[node]; }

  void finish(std::vector<NodeRecord>& nodes, std::vector<EdgeRecord>& edges, std::vector<SenseRecord>& senses) const {
    for (const auto& list : senses_) {
      nodes.push_back({static_cast<std::uint32_t>(senses.size()), static_cast<std::uint32_t>(list.size())});
      senses.insert(senses.end(), list.begin(), list.end());
    }
    std::size_t cells = 16;
    while (cells < edges_.size() * 2) cells *= 2;
    edges.assign(cells, EdgeRecord{0, 0, 0});
    // In the order of the keys, so that equal knowledge gives equal bytes.
    std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted(edges_.begin(), edges_.end());
    std::sort(sorted.begin(), sorted.end());
    for (const auto& [key, child] : sorted) {
      std::size_t i = key & (cells - 1);
      while (edges[i].key != 0) i = (i + 1) & (cells - 1);
      edges[i] = {key, child, 0};
    }
  }

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;
  std::vector<std::vector<SenseRecord>> senses_;
};

bool has_capital(std::string_view s) {
  return std::any_of(s.begin(), s.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// What of the case of `text` a match has to show.
void set_case(std::string_view text, const std::vector<NamePiece>& pieces, bool exact, SenseRecord& sense) {
  const bool acronym = pieces.size() == 1 && pieces[0].all_caps && pieces[0].letters <= 6;
  const bool word = pieces.size() == 1 && is_english_word(folded_name(text));
  if (exact || acronym || word) {
    sense.flags |= kSenseExact;
    for (const auto& p : pieces) sense.cased = chain_cased(sense.cased, p.cased);
    return;
  }
  for (std::size_t i = 0; i < pieces.size() && i < 255; ++i) {
    if (!pieces[i].capital) continue;
    sense.flags |= kSenseCapital;
    sense.capital_piece = static_cast<std::uint8_t>(i);
    return;
  }
}

class Compiler {
 public:
  Compiler(const KnowledgeText& text, std::vector<Problem>& problems) : text_(text), problems_(problems) {}

  std::vector<char> run() {
    // An entity without a kind is an error and gets no record, so records are numbered without it.
    std::uint32_t records = 0;
    for (const EntityText& e : text_.entities)
      if (e.kind) index_.emplace(e.name, records++);
    for (const EntityText& e : text_.entities) add_entity(e);
    for (const auto& agent : text_.agents) add_agent(agent);
    for (const auto& [path, content] : text_.files) {
      files_.push_back({strings_.add(path), file_data_.size(), content.size()});
      file_data_ += content;
    }
    std::vector<NodeRecord> nodes;
    std::vector<EdgeRecord> edges;
    std::vector<SenseRecord> senses;
    trie_.finish(nodes, edges, senses);

    section(KnowledgeSection::kEntities, entities_);
    section(KnowledgeSection::kCodes, codes_);
    section(KnowledgeSection::kMembers, members_);
    section(KnowledgeSection::kAgents, agents_);
    section(KnowledgeSection::kNodes, nodes);
    section(KnowledgeSection::kEdges, edges);
    section(KnowledgeSection::kSenses, senses);
    section(KnowledgeSection::kFiles, files_);
    section(KnowledgeSection::kStrings, strings_.bytes());
    section(KnowledgeSection::kFileData, file_data_);
    return seal();
  }

 private:
  void warn(const std::string& file, std::uint64_t line, std::string message) {
    problems_.push_back({false, file, line, std::move(message)});
  }

  void add_entity(const EntityText& e) {
    if (!e.kind) {
      problems_.push_back({true, e.file, e.line, e.name + " has no kind"});
      return;
    }
    EntityRecord r{};
    r.name = strings_.add(e.name);
    r.source = strings_.add(e.source);
    r.kind = static_cast<std::uint8_t>(*e.kind);
    r.valid_from = e.valid.from;
    r.valid_to = e.valid.to;
    r.parent = kNoIndex;
    if (!e.parent.empty()) {
      const auto it = index_.find(e.parent);
      if (it == index_.end())
        warn(e.file, e.line, e.name + ": there is no entity " + e.parent);
      else
        r.parent = it->second;
    }
    r.code_begin = static_cast<std::uint32_t>(codes_.size());
    for (const auto& c : e.codes) {
      CodeRecord record{};
      record.country = c.country.letters;
      record.sector_count = static_cast<std::uint8_t>(std::min<std::size_t>(c.sectors.size(), 4));
      for (std::size_t i = 0; i < record.sector_count; ++i)
        record.sectors[i] = static_cast<std::uint8_t>(c.sectors[i]);
      // Coding guide: the defence ministry is GOV MIL, so is its minister; lists of offices often say GOV only.
      if (c.office && c.sectors.size() == 1 && c.sectors[0] == Sector::kGov && is_defence(c.role))
        record.sectors[record.sector_count++] = static_cast<std::uint8_t>(Sector::kMil);
      if (c.office && c.sectors.size() == 1 && c.sectors[0] == Sector::kGov && is_parliament(c.role))
        record.sectors[0] = static_cast<std::uint8_t>(Sector::kLeg);
      record.role = strings_.add(c.role);
      record.from = c.when.from;
      record.to = c.when.to;
      record.is_office = c.office ? 1 : 0;
      codes_.push_back(record);
    }
    r.code_count = static_cast<std::uint16_t>(codes_.size() - r.code_begin);
    if (e.codes.empty() && e.members.empty() && *e.kind != EntityKind::kPeople && *e.kind != EntityKind::kEthnic &&
        *e.kind != EntityKind::kReligious)
      warn(e.file, e.line, e.name + " has neither code nor office");
    r.member_begin = static_cast<std::uint32_t>(members_.size());
    for (const auto& m : e.members) {
      MemberRecord record{{}, kNoIndex};
      if (m.front() == '[') {
        const auto it = index_.find(std::string(trimmed(std::string_view(m).substr(1, m.size() - 2))));
        if (it == index_.end()) {
          warn(e.file, e.line, e.name + ": there is no member " + m);
          continue;
        }
        record.entity = it->second;
      } else {
        record.country = CountryCode::from(m).letters;
      }
      members_.push_back(record);
    }
    r.member_count = static_cast<std::uint16_t>(members_.size() - r.member_begin);
    entities_.push_back(r);
    const auto at = static_cast<std::uint32_t>(entities_.size() - 1);

    FormText canonical;
    canonical.text = e.name;
    canonical.line = e.line;
    for (const std::string_view the : {"the ", "The "})
      if (canonical.text.starts_with(the)) canonical.text.erase(0, 4);
    // Repeated in `names` with a mark, the canonical name has that mark: "Total?" of a company.
    for (const auto& f : e.forms) {
      if (f.kind != FormKind::kName || f.text != canonical.text) continue;
      canonical.ambiguous = f.ambiguous;
      canonical.exact = f.exact;
      canonical.valid = f.valid;
    }
    add_form(at, e, canonical);
    for (const auto& f : e.forms) add_form(at, e, f);
  }

  void add_form(std::uint32_t id, const EntityText& e, const FormText& form) {
    const auto pieces = pieces_of_name(form.text);
    SenseRecord s{};
    s.target = id;
    s.form = static_cast<std::uint8_t>(form.kind);
    s.from = form.valid.from;
    s.to = form.valid.to;
    if (form.ambiguous) s.flags |= kSenseAmbiguous;
    set_case(form.text, pieces, form.exact, s);
    insert(pieces, s);
    if (*e.kind != EntityKind::kPerson || form.kind != FormKind::kName) return;
    std::string_view country;
    for (const auto& c : e.codes)
      if (!c.country.empty()) country = c.country.view();
    for (const auto& surname : surnames_of(form.text, country)) {
      SenseRecord short_form = s;
      short_form.form = static_cast<std::uint8_t>(FormKind::kSurname);
      short_form.flags = kSenseAmbiguous;
      short_form.cased = 0;
      const auto short_pieces = pieces_of_name(surname);
      set_case(surname, short_pieces, false, short_form);
      insert(short_pieces, short_form);
    }
  }

  void insert(const std::vector<NamePiece>& pieces, const SenseRecord& sense) {
    const std::uint32_t node = trie_.node_of(pieces);
    if (node == kNoIndex) return;
    auto& senses = trie_.senses_at(node);
    for (auto& other : senses) {
      const bool same = other.target == sense.target && ((other.flags ^ sense.flags) & kSenseAgent) == 0;
      if (!same) continue;
      // A full name makes the derived short form of the same words needless, and a plain form an ambiguous one.
      if (other.form == sense.form || other.form == static_cast<std::uint8_t>(FormKind::kSurname) ||
          sense.form == static_cast<std::uint8_t>(FormKind::kSurname)) {
        if (sense.form != static_cast<std::uint8_t>(FormKind::kSurname) &&
            other.form == static_cast<std::uint8_t>(FormKind::kSurname))
          other = sense;
        if (other.from == sense.from && other.to == sense.to) {
          if ((sense.flags & kSenseAmbiguous) == 0) other.flags &= static_cast<std::uint8_t>(~kSenseAmbiguous);
          return;
        }
      }
    }
    senses.push_back(sense);
  }

  void add_agent(const AgentText& a) {
    AgentRecord r{};
    r.noun = strings_.add(a.noun);
    r.country = a.country.letters;
    r.flags = a.flags;
    r.sector_count = static_cast<std::uint8_t>(std::min<std::size_t>(a.sectors.size(), 4));
    for (std::size_t i = 0; i < r.sector_count; ++i) r.sectors[i] = static_cast<std::uint8_t>(a.sectors[i]);
    agents_.push_back(r);
    const auto id = static_cast<std::uint32_t>(agents_.size() - 1);
    const bool acronym = has_capital(a.noun) && pieces_of_name(a.noun).front().all_caps;
    const auto add = [&](std::string noun, std::uint8_t flags) {
      if (noun.starts_with("the ")) noun.erase(0, 4);
      const auto pieces = pieces_of_name(noun);
      SenseRecord s{};
      s.target = id;
      s.flags = static_cast<std::uint8_t>(kSenseAgent | flags);
      s.from = DateSpan().from;
      s.to = DateSpan().to;
      if (acronym) {
        s.flags |= kSenseExact;
        for (const auto& p : pieces) s.cased = chain_cased(s.cased, p.cased);
      }
      insert(pieces, s);
    };
    add(a.noun, (a.flags & kAgentMass) != 0 ? kSensePlural : 0);
    if (a.no_plural || (a.flags & (kAgentMass | kAgentAdjective)) != 0) {
      if (!a.plural.empty()) add(a.plural, kSensePlural);
      return;
    }
    add(a.plural.empty() ? plural_of(a.noun) : a.plural, kSensePlural);
  }

  template <typename Container>
  void section(KnowledgeSection id, const Container& records) {
    using Record = typename Container::value_type;
    Section s;
    s.entry.id = static_cast<std::uint32_t>(id);
    s.entry.record_size = static_cast<std::uint32_t>(sizeof(Record));
    s.entry.count = records.size();
    s.bytes.resize(records.size() * sizeof(Record));
    if (!records.empty()) std::memcpy(s.bytes.data(), records.data(), s.bytes.size());
    sections_.push_back(std::move(s));
  }

  std::vector<char> seal() {
    std::uint64_t offset = sizeof(KnowledgeHeader) + sections_.size() * sizeof(SectionEntry);
    for (auto& s : sections_) {
      offset = (offset + 7) / 8 * 8;
      s.entry.offset = offset;
      offset += s.bytes.size();
    }
    std::vector<char> out(offset, 0);
    std::size_t at = sizeof(KnowledgeHeader);
    for (const auto& s : sections_) {
      std::memcpy(out.data() + at, &s.entry, sizeof s.entry);
      at += sizeof s.entry;
      if (!s.bytes.empty()) std::memcpy(out.data() + s.entry.offset, s.bytes.data(), s.bytes.size());
    }
    KnowledgeHeader h{};
    h.magic = kKnowledgeMagic;
    h.version = kKnowledgeVersion;
    h.section_count = static_cast<std::uint32_t>(sections_.size());
    h.file_size = out.size();
    h.checksum = XXH3_64bits(out.data() + sizeof h, out.size() - sizeof h);
    std::memcpy(out.data(), &h, sizeof h);
    return out;
  }

  struct Section {
    SectionEntry entry{};
    std::vector<char> bytes;
  };

  const KnowledgeText& text_;
  std::vector<Problem>& problems_;
  std::unordered_map<std::string, std::uint32_t> index_;
  StringPool strings_;
  TrieBuilder trie_;
  std::vector<EntityRecord> entities_;
  std::vector<CodeRecord> codes_;
  std::vector<MemberRecord> members_;
  std::vector<AgentRecord> agents_;
  std::vector<FileRecord> files_;
  std::string file_data_;
  std::vector<Section> sections_;
};

}  // namespace

bool is_english_word(std::string_view folded) {
  return is_one_of(folded, {"turkey",  "chad",  "jordan", "georgia", "guinea", "china",  "polish", "cuba",  "us",
                            "finish",  "mali",  "oman",   "niger",   "togo",   "nice",   "split",  "bar",   "may",
                            "march",   "august", "brown", "bush",    "major",  "rice",   "rugby",  "church", "king",
                            "young",   "hope",  "long",   "white",   "black",  "green",  "gray",   "grey",  "stone",
                            "hill",    "wood",  "woods",  "fox",     "wolf",   "price",  "power",  "powers", "cook",
                            "baker",   "butler", "carter", "miller", "taylor", "fisher", "hunter", "ball",  "bell",
                            "bird",    "bond",  "case",   "day",     "field",  "fields", "ford",   "gates", "hall",
                            "hand",    "house", "lane",   "law",     "lake",   "love",   "moon",   "moore", "page",
                            "park",    "pope",  "rose",   "sharp",   "short",  "small",  "swift",  "tank",  "wise",
                            "ban",     "can",   "so",     "he",      "do",     "an",     "to",     "in",    "son",
                            "sun",     "lee",   "wall",   "trump",   "front",  "house",  "union",  "congress"});
}

std::vector<std::string> surnames_of(std::string_view full_name, std::string_view country) {
  std::vector<std::string> out;
  auto words = words_of(full_name);
  const auto folded = [](std::string_view w) { return folded_name(w); };
  while (words.size() > 1 && is_one_of(folded(words.back()), {"jr", "sr", "ii", "iii", "iv"})) words.pop_back();
  // Titles within a name ("Sultan Hassanal Bolkiah") are no first names, but do no harm in front.
  if (words.size() < 2) return out;
  const auto join = [&](std::size_t from, std::size_t to) {
    std::string s;
    for (std::size_t i = from; i < to; ++i) {
      if (!s.empty()) s += ' ';
      s += words[i];
    }
    return s;
  };
  const auto add = [&](std::string s) {
    const auto pieces = pieces_of_name(s);
    if (pieces.empty() || (pieces.size() == 1 && pieces[0].letters < 2)) return;
    if (is_one_of(folded_name(s), {"al", "el", "bin", "ibn", "ben", "van", "von", "de", "da", "la", "le", "junior", "jr",
                                   "sr", "bint", "abu", "haj", "san"}))
      return;
    if (std::find(out.begin(), out.end(), s) == out.end()) out.push_back(std::move(s));
  };
  // Lower-case words at the end ("Sultan of Brunei", "oglu") make no surname.
  if (is_one_of(folded(words[words.size() - 2]), {"of", "the", "and"})) return out;

  const bool family_first = is_one_of(country, {"CHN", "PRK", "KOR", "VNM"});
  const bool mixed_order = is_one_of(country, {"TWN", "HKG", "KHM", "SGP", "HUN"});
  if (family_first || mixed_order) add(join(0, 1));
  if (country == "CHN" || country == "PRK") return out;

  const std::size_t last = words.size() - 1;
  std::size_t begin = last;
  while (begin > 1 &&
         is_one_of(folded(words[begin - 1]),
                   {"al", "el", "bin", "ibn", "ben", "van", "von", "der", "den", "de", "da", "do", "dos", "das", "del",
                    "della", "di", "du", "la", "le", "ter", "ten", "abu", "ul", "san", "st", "bint", "ould", "ag"}))
    --begin;
  add(join(begin, last + 1));
  add(join(last, last + 1));
  // "al-Assad", "el-Sisi": the article is often left out, and as often written as a word of its own.
  for (const std::string_view article : {"al-", "Al-", "el-", "El-", "as-", "ash-", "an-", "ar-", "ad-"})
    if (words[last].starts_with(article)) add(std::string(words[last].substr(article.size())));
  const bool two_surnames =
      is_one_of(country, {"ESP", "MEX", "ARG", "CHL", "COL", "PER", "VEN", "ECU", "BOL", "PRY", "URY", "CUB", "DOM",
                          "GTM", "HND", "SLV", "NIC", "CRI", "PAN"});
  if (two_surnames && words.size() >= 3 && begin == last) {
    add(join(last - 1, last + 1));
    if (words.size() >= 4 || !is_one_of(folded(words[last - 1]), {"jose", "maria", "luis", "manuel", "juan"}))
      add(join(last - 1, last));
  }
  return out;
}

std::vector<char> compile_knowledge(const KnowledgeText& text, std::vector<Problem>& problems) {
  return Compiler(text, problems).run();
}

}  // namespace dragoman
