// SPDX-License-Identifier: Apache-2.0
#include "knowledge/knowledge.h"

#define XXH_INLINE_ALL
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

namespace dragoman {
namespace {

static_assert(std::endian::native == std::endian::little, "the file is little-endian and mapped as it is");

Error corrupt(const std::string& name, std::string what) {
  return Error{ErrorCode::kCorrupt, "knowledge file is damaged: " + std::move(what) + "; build it again", name, 0};
}

// The day from which a list of office holders that stops in February 2011 says nothing more: a term that ends there has
// perhaps gone on.
constexpr std::int32_t kListEnd = date_from(2011, 2, 28).days;
constexpr std::int32_t kListGrace = date_from(2013, 12, 31).days;

}  // namespace

bool ActorCode::has(Sector s) const {
  const auto list = sector_list();
  return std::find(list.begin(), list.end(), s) != list.end();
}

void ActorCode::add(Sector s) {
  if (sector_count < sectors.size() && !has(s)) sectors[sector_count++] = s;
}

std::string ActorCode::to_string() const {
  std::string out(country.empty() ? std::string_view("---") : country.view());
  for (const Sector s : sector_list()) out += dragoman::name_of(s);
  return out;
}

Knowledge::~Knowledge() {
  if (mapping_ != nullptr) munmap(mapping_, mapping_size_);
}

Result<std::unique_ptr<const Knowledge>> Knowledge::load(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const bool missing = errno == ENOENT;
    return Error{missing ? ErrorCode::kNotFound : ErrorCode::kIo,
                 missing ? "there is no knowledge file; make one with \"dragoman knowledge build\""
                         : std::string("cannot open the knowledge file: ") + std::strerror(errno),
                 path, 0};
  }
  struct stat info {};
  if (fstat(fd, &info) != 0 || info.st_size < static_cast<off_t>(sizeof(KnowledgeHeader))) {
    ::close(fd);
    return Error{ErrorCode::kFormat, "not a knowledge file: too short", path, 0};
  }
  std::unique_ptr<Knowledge> k(new Knowledge());
  k->mapping_size_ = static_cast<std::size_t>(info.st_size);
  void* mapping = mmap(nullptr, k->mapping_size_, PROT_READ, MAP_PRIVATE, fd, 0);
  ::close(fd);
  if (mapping == MAP_FAILED)
    return Error{ErrorCode::kIo, std::string("cannot map the knowledge file: ") + std::strerror(errno), path, 0};
  k->mapping_ = mapping;
  if (Status s = k->open({static_cast<const char*>(mapping), k->mapping_size_}, path); !s) return s.error();
  return std::unique_ptr<const Knowledge>(std::move(k));
}

Result<std::unique_ptr<const Knowledge>> Knowledge::from_bytes(std::vector<char> bytes, const std::string& name) {
  if (bytes.size() < sizeof(KnowledgeHeader)) return Error{ErrorCode::kFormat, "not a knowledge file: too short", name, 0};
  std::unique_ptr<Knowledge> k(new Knowledge());
  k->owned_ = std::move(bytes);
  if (Status s = k->open({k->owned_.data(), k->owned_.size()}, name); !s) return s.error();
  return std::unique_ptr<const Knowledge>(std::move(k));
}

Status Knowledge::open(std::string_view bytes, const std::string& name) {
  KnowledgeHeader h{};
  std::memcpy(&h, bytes.data(), sizeof h);
  if (h.magic != kKnowledgeMagic) return Error{ErrorCode::kFormat, "not a knowledge file", name, 0};
  if (h.version != kKnowledgeVersion)
    return Error{ErrorCode::kVersion,
                 "knowledge file of format " + std::to_string(h.version) + ", this program reads format " +
                     std::to_string(kKnowledgeVersion) + "; build it again",
                 name, 0};
  if (h.file_size != bytes.size()) return corrupt(name, "wrong size");
  if (h.checksum != XXH3_64bits(bytes.data() + sizeof h, bytes.size() - sizeof h))
    return corrupt(name, "wrong checksum");
  if (h.section_count > 64 || sizeof h + h.section_count * sizeof(SectionEntry) > bytes.size())
    return corrupt(name, "bad section table");
  bytes_ = bytes;
  fingerprint_ = h.checksum;

  bool good = true;
  const auto view = [&]<typename Record>(KnowledgeSection id, std::span<const Record>& out) {
    for (std::uint32_t i = 0; i < h.section_count; ++i) {
      SectionEntry e{};
      std::memcpy(&e, bytes.data() + sizeof h + i * sizeof e, sizeof e);
      if (e.id != static_cast<std::uint32_t>(id)) continue;
      if (e.record_size != sizeof(Record) || e.offset % 8 != 0 || e.offset > bytes.size() ||
          e.count > (bytes.size() - e.offset) / sizeof(Record)) {
        good = false;
        return;
      }
      out = {reinterpret_cast<const Record*>(bytes.data() + e.offset), static_cast<std::size_t>(e.count)};
      return;
    }
    good = false;
  };
  std::span<const char> strings, data;
  view(KnowledgeSection::kStrings, strings);
  view(KnowledgeSection::kFileData, data);
  view(KnowledgeSection::kEntities, entities_);
  view(KnowledgeSection::kCodes, codes_);
  view(KnowledgeSection::kMembers, members_);
  view(KnowledgeSection::kAgents, agents_);
  view(KnowledgeSection::kNodes, nodes_);
  view(KnowledgeSection::kEdges, edges_);
  view(KnowledgeSection::kSenses, senses_);
  view(KnowledgeSection::kFiles, files_);
  if (!good) return corrupt(name, "a section is missing or too long");
  strings_ = {strings.data(), strings.size()};
  file_data_ = {data.data(), data.size()};

  // Everything that is followed later is checked here once.
  const auto string_ok = [&](StringRef r) { return r.begin <= strings_.size() && r.size <= strings_.size() - r.begin; };
  const auto range_ok = [](std::size_t begin, std::size_t count, std::size_t size) {
    return begin <= size && count <= size - begin;
  };
  for (const auto& e : entities_)
    good = good && string_ok(e.name) && string_ok(e.source) && e.kind < kEntityKindNames.size() &&
           range_ok(e.code_begin, e.code_count, codes_.size()) &&
           range_ok(e.member_begin, e.member_count, members_.size()) &&
           (e.parent == kNoIndex || e.parent < entities_.size());
  const auto sectors_ok = [](const std::array<std::uint8_t, 4>& s, std::uint8_t count) {
    return count <= 4 && std::all_of(s.begin(), s.end(), [](std::uint8_t x) { return x < kSectorNames.size(); });
  };
  for (const auto& c : codes_) good = good && string_ok(c.role) && sectors_ok(c.sectors, c.sector_count);
  for (const auto& m : members_) good = good && (m.entity == kNoIndex || m.entity < entities_.size());
  for (const auto& a : agents_) good = good && string_ok(a.noun) && sectors_ok(a.sectors, a.sector_count);
  for (const auto& s : senses_)
    good = good && s.form < kFormKindNames.size() &&
           s.target < ((s.flags & kSenseAgent) != 0 ? agents_.size() : entities_.size());
  for (const auto& n : nodes_) good = good && range_ok(n.sense_begin, n.sense_count, senses_.size());
  good = good && !nodes_.empty() && std::has_single_bit(edges_.size());
  std::size_t empty_cells = 0;
  for (const auto& e : edges_) {
    good = good && e.child < nodes_.size();
    if (e.key == 0) ++empty_cells;
  }
  good = good && empty_cells > 0;
  for (const auto& f : files_)
    good = good && string_ok(f.path) && f.begin <= file_data_.size() && f.size <= file_data_.size() - f.begin;
  if (!good) return corrupt(name, "an index points outside");

  OntologyText text;
  for (const auto& f : files("ontology/")) {
    if (f.path == "ontology/types.txt") text.types = f.content;
    if (f.path == "ontology/cameo.txt") text.cameo = f.content;
    if (f.path == "ontology/sectors.txt") text.sectors = f.content;
    if (f.path == "ontology/countries.txt") text.countries = f.content;
  }
  auto ontology = Ontology::read(text);
  if (!ontology) return ontology.error();
  ontology_ = std::move(ontology.value());

  for (std::uint32_t i = 0; i < entities_.size(); ++i) {
    const EntityKind kind = kind_of(i);
    if (kind != EntityKind::kState && kind != EntityKind::kInternationalBody && kind != EntityKind::kAlliance) continue;
    const auto codes = codes_of(i);
    if (codes.empty() || codes[0].country[0] == 0) continue;
    CountryCode code;
    code.letters = codes[0].country;
    if (kind != EntityKind::kState && !(code.view() == "UNO" && name_of(i) == "United Nations") &&
        !(code.view() == "EUR" && name_of(i) == "European Union"))
      continue;
    states_.emplace_back(code, i);
  }
  std::stable_sort(states_.begin(), states_.end(),
                   [](const auto& a, const auto& b) { return a.first.letters < b.first.letters; });
  return {};
}

std::optional<Knowledge::Reading> Knowledge::code_on(std::uint32_t entity, std::optional<Date> date) const {
  const auto codes = codes_of(entity);
  if (codes.empty()) return std::nullopt;
  const auto reading_of = [&](const CodeRecord& c) {
    Reading r;
    r.code.country.letters = c.country;
    for (std::size_t i = 0; i < c.sector_count; ++i) r.code.add(static_cast<Sector>(c.sectors[i]));
    if (c.is_office != 0) {
      r.role = text(c.role);
      r.in_office = true;
    }
    return r;
  };
  const auto end_of = [](const CodeRecord& c) { return c.to == kListEnd ? kListGrace : c.to; };
  const CodeRecord* best = nullptr;
  const CodeRecord* plain = nullptr;  // without a date
  const auto better = [](const CodeRecord& a, const CodeRecord* b) {
    // The later start; of equal ones an office before a plain code.
    return b == nullptr || a.from > b->from || (a.from == b->from && a.is_office > b->is_office);
  };
  for (const auto& c : codes) {
    if (c.is_office == 0 && c.from == DateSpan().from && c.to == DateSpan().to) {
      if (plain == nullptr) plain = &c;
      continue;
    }
    if (date && date->days >= c.from && date->days <= end_of(c) && better(c, best)) best = &c;
  }
  if (best != nullptr) return reading_of(*best);
  if (plain != nullptr) return reading_of(*plain);
  if (!date) {
    for (const auto& c : codes)
      if (better(c, best)) best = &c;
    if (best != nullptr) return reading_of(*best);
  }
  // Reports of a resignation, an overthrow, an arrest still speak of the holder of the office.
  constexpr std::int32_t kGraceDays = 7;
  for (const auto& c : codes)
    if (c.is_office != 0 && c.to < date->days && date->days <= c.to + kGraceDays && better(c, best)) best = &c;
  if (best != nullptr) return reading_of(*best);
  // Out of office: the last one before the day, else the first one after.
  const CodeRecord* last = nullptr;
  const CodeRecord* next = nullptr;
  for (const auto& c : codes) {
    if (end_of(c) < date->days) {
      if (last == nullptr || end_of(c) > end_of(*last)) last = &c;
    } else if (next == nullptr || c.from < next->from) {
      next = &c;
    }
  }
  if (last == nullptr && next == nullptr) return std::nullopt;
  Reading r = reading_of(last != nullptr ? *last : *next);
  const bool office = (last != nullptr ? last : next)->is_office != 0;
  r.in_office = false;
  r.former = last != nullptr;
  if (r.former && office) {
    // International officials have no sectors, before and after.
    const std::string_view country = r.code.country.view();
    r.code.sector_count = 0;
    if (country != "UNO" && country != "EUR" && country != "IGO") r.code.add(Sector::kEli);
  }
  return r;
}

std::uint32_t Knowledge::state_entity(std::string_view country) const {
  const auto it = std::lower_bound(states_.begin(), states_.end(), country,
                                   [](const auto& a, std::string_view c) { return a.first.view() < c; });
  return it != states_.end() && it->first.view() == country ? it->second : kNoIndex;
}

std::uint32_t Knowledge::child_of(std::uint32_t node, std::uint64_t piece) const {
  const std::uint64_t key = edge_key(node, piece);
  const std::size_t mask = edges_.size() - 1;
  for (std::size_t i = key & mask;; i = (i + 1) & mask) {
    if (edges_[i].key == key) return edges_[i].child;
    if (edges_[i].key == 0) return kNoIndex;
  }
}

void Knowledge::find_names(const Document& document, TokenRange range, NameScratch& scratch) const {
  scratch.pieces.clear();
  for (std::uint32_t i = range.begin; i < range.end; ++i) append_pieces(document.form(i), i, scratch.pieces);
  find_in_pieces(scratch);
}

void Knowledge::find_names(std::string_view text, NameScratch& scratch) const {
  scratch.pieces.clear();
  std::uint32_t number = 0;
  while (!text.empty()) {
    const auto end = text.find(' ');
    if (end != 0) append_pieces(text.substr(0, end), number++, scratch.pieces);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  find_in_pieces(scratch);
}

std::size_t Knowledge::longest_at(std::size_t begin, NameScratch& scratch, NameMatch* match) const {
  const auto& pieces = scratch.pieces;
  std::uint32_t node = 0;
  std::uint64_t cased = 0;
  bool all_caps = true;
  std::uint32_t letters = 0;
  std::size_t best_end = 0;
  for (std::size_t j = begin; j < pieces.size() && pieces[j].folded != 0; ++j) {
    node = child_of(node, pieces[j].folded);
    if (node == kNoIndex) break;
    cased = chain_cased(cased, pieces[j].cased);
    all_caps = all_caps && (pieces[j].all_caps || pieces[j].letters == 1);
    letters += pieces[j].letters;
    const NodeRecord& n = nodes_[node];
    const auto sense_begin = static_cast<std::uint32_t>(scratch.senses.size());
    bool any = false;
    for (std::uint32_t k = n.sense_begin; k < n.sense_begin + n.sense_count; ++k) {
      const SenseRecord& s = senses_[k];
      // In capitals throughout (headlines, datelines) an exact form is taken when it is long enough not to be a word.
      if ((s.flags & kSenseExact) != 0 && s.cased != cased && !(all_caps && letters >= 5)) continue;
      if ((s.flags & kSenseCapital) != 0 &&
          !(begin + s.capital_piece < pieces.size() && pieces[begin + s.capital_piece].capital))
        continue;
      any = true;
      if (match != nullptr) scratch.senses.push_back(&s);
    }
    if (!any) continue;
    if (match != nullptr) {
      const auto sense_count = static_cast<std::uint32_t>(scratch.senses.size()) - sense_begin;
      if (best_end != 0) {  // the longer name replaces the shorter one
        scratch.senses.erase(scratch.senses.begin() + match->sense_begin, scratch.senses.begin() + sense_begin);
      } else {
        match->sense_begin = sense_begin;
      }
      match->sense_count = sense_count;
      match->tokens = {pieces[begin].token, pieces[j].token + 1};
      match->part_of_token = !pieces[begin].first || !pieces[j].last;
    }
    best_end = j + 1;
  }
  return best_end;
}

void Knowledge::find_in_pieces(NameScratch& scratch) const {
  scratch.matches.clear();
  scratch.senses.clear();
  const auto& pieces = scratch.pieces;
  std::size_t i = 0;
  while (i < pieces.size()) {
    if (pieces[i].folded == 0) {
      ++i;
      continue;
    }
    NameMatch match;
    const std::size_t end = longest_at(i, scratch, &match);
    if (end == 0) {
      ++i;
      continue;
    }
    // A longer name that begins within this one and passes its end is the name that is meant: "Secretary [State Bank of
    // India]" rather than "[Secretary State] Bank of India".
    bool beaten = false;
    for (std::size_t j = i + 1; j < end && !beaten; ++j) {
      if (!pieces[j].first || pieces[j].folded == 0) continue;
      const std::size_t other = longest_at(j, scratch, nullptr);
      beaten = other > end && other - j > end - i;
    }
    if (beaten) {
      scratch.senses.resize(match.sense_begin);
      ++i;
      continue;
    }
    scratch.matches.push_back(match);
    i = end;
  }
}

std::vector<Knowledge::PackedFile> Knowledge::files(std::string_view folder) const {
  std::vector<PackedFile> out;
  for (const auto& f : files_)
    if (text(f.path).starts_with(folder)) out.push_back({text(f.path), file_data_.substr(f.begin, f.size)});
  return out;
}

}  // namespace dragoman
