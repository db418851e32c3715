// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "base/hash.h"
#include "coding/actor_reading.h"
#include "coding/person_match.h"
#include "knowledge/folding.h"

namespace dragoman {
namespace {

std::uint64_t key_of(std::string_view form) { return hash_of_name(form); }

/// How many names back a search without a key goes: more than a story has, fewer than a book.
constexpr std::ptrdiff_t kSearched = 400;

}  // namespace

void ActorMemory::clear() {
  entries_.clear();
  readings_.clear();
  entities_.clear();
  countries_.clear();
}

void ActorMemory::add_key(std::uint64_t key, std::uint32_t reading) {
  entries_[key] = reading;  // the later one: it stands nearer
}

std::uint32_t ActorMemory::keep(std::string_view name, const ActorReading& reading) {
  if (reading.entity != kNoIndex) entities_.insert(reading.entity);
  // One reading a name, so that a long story does not remember each mention.
  const auto known = entries_.find(key_of(name));
  if (known != entries_.end() && readings_[known->second].name == reading.name) {
    readings_[known->second] = reading;
    return known->second;
  }
  readings_.push_back(reading);
  return static_cast<std::uint32_t>(readings_.size() - 1);
}

void ActorMemory::remember_as(std::string_view form, const ActorReading& reading) { add_key(key_of(form), keep(form, reading)); }

void ActorMemory::remember(const ActorReading& reading) {
  if (!reading.code.country.empty()) note_country(reading.code.country);
  if (!reading.named || reading.name.empty()) return;
  if (!reading.person) {
    if (find(reading.name) == nullptr) remember_as(reading.name, reading);
    return;
  }
  ActorReading known = reading;
  if (const ActorReading* old = find(reading.name); old != nullptr && old->person) {
    // A bare second mention must not wipe out what the first one told.
    if (known.code.country.empty()) known.code.country = old->code.country;
    if (known.code.sector_count == 0) known.code = old->code;
    if (known.entity == kNoIndex) known.entity = old->entity;
    known.name = old->name.size() > known.name.size() ? old->name : known.name;
  }
  const std::string_view name = known.name;
  const std::uint32_t at = keep(name, known);
  add_key(key_of(name), at);
  // Every tail of the name: "Abdel Fattah al-Burhan", "Fattah al-Burhan", "al-Burhan".
  std::string_view tail = name;
  for (auto space = tail.find(' '); space != std::string_view::npos; space = tail.find(' ')) {
    tail.remove_prefix(space + 1);
    if (tail.size() >= 2) add_key(key_of(tail), at);
  }
  if (const auto hyphen = tail.find('-'); hyphen != std::string_view::npos && hyphen <= 3 && hyphen + 3 < tail.size())
    add_key(key_of(tail.substr(hyphen + 1)), at);  // "al-Burhan", "Burhan"
  // By the first name alone ("Taro"), unless somebody else is known by it.
  if (const auto first = name.substr(0, name.find(' ')); first.size() >= 3 && first.size() < name.size() &&
                                                        find(first) == nullptr)
    add_key(key_of(first), at);
  // Family name first, where that is the custom.
  const std::string_view c = known.code.country.view();
  if (c == "CHN" || c == "KOR" || c == "PRK" || c == "VNM" || c == "TWN" || c == "KHM" || c == "HKG") {
    const auto first = name.substr(0, name.find(' '));
    if (first.size() >= 2) add_key(key_of(first), at);
  }
}

void ActorMemory::note_country(CountryCode country) {
  if (country.empty()) return;
  for (auto& [code, count] : countries_) {
    if (code == country) {
      ++count;
      return;
    }
  }
  countries_.emplace_back(country, 1);
}

const ActorReading* ActorMemory::find(std::string_view form) const {
  if (entries_.empty()) return nullptr;
  const auto known = entries_.find(key_of(form));
  return known == entries_.end() ? nullptr : &readings_[known->second];
}

const ActorReading* ActorMemory::unrecognised() const {
  const auto stop = readings_.rbegin() + std::min(std::ssize(readings_), kSearched);
  for (auto it = readings_.rbegin(); it != stop; ++it)
    if (it->code.has(Sector::kPre) && !it->code.country.empty() && it->entity != kNoIndex && !it->person) return &*it;
  return nullptr;
}

const ActorReading* ActorMemory::find_similar(std::string_view surname) const {
  if (surname.size() < 6) return nullptr;
  const auto stop = readings_.rbegin() + std::min(std::ssize(readings_), kSearched);
  for (auto it = readings_.rbegin(); it != stop; ++it) {
    if (!it->person || it->name.find(' ') == std::string_view::npos) continue;
    const std::string_view last = it->name.substr(it->name.rfind(' ') + 1);
    if (last.size() >= 6 && last[0] == surname[0] && spelling_distance(folded_name(last), folded_name(surname)) <= 1)
      return &*it;
  }
  return nullptr;
}

bool ActorMemory::knows_entity(std::uint32_t entity) const {
  return entities_.contains(entity);
}

int ActorMemory::mentions_of(CountryCode country) const {
  for (const auto& [code, count] : countries_)
    if (code == country) return count;
  return 0;
}

bool ActorMemory::is_dominant(CountryCode country) const {
  const int own = mentions_of(country);
  for (const auto& [code, count] : countries_)
    if (code != country && count * 2 >= own) return false;
  return own > 0;
}

CountryCode ActorMemory::main_country() const {
  CountryCode best;
  int most = 0;
  for (const auto& [code, count] : countries_) {
    if (count > most) {
      most = count;
      best = code;
    }
  }
  return best;
}

}  // namespace dragoman
