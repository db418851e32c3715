// SPDX-License-Identifier: Apache-2.0
// Contacts and toll of a dossier.
#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "ledger/attested.h"
#include "ledger/dossier_builder.h"
#include "ledger/phrase.h"
#include "ledger/report_text.h"

namespace dragoman {
namespace {

constexpr std::size_t kContactCitations = 3;

/// Country of a side for hosting: a three-letter code or its beginning.
bool hosts(const std::string& side, const RecordPlace& place) { return !place.country.empty() && side.starts_with(place.country); }

}  // namespace

void add_contacts(const std::vector<DossierGroup>& groups, const DossierSides& sides, Dossier& dossier) {
  std::map<std::pair<std::string, std::string>, ContactRow> rows;
  std::set<std::string> counted;  // what two did on a day counts once, however often it is told
  for (const DossierGroup& group : groups) {
    const DossierEvent& event = group.event;
    if (event.type != EventType::kConsult || event.modality != Modality::kActual || event.historical) continue;
    std::vector<std::string> present = event.actors;
    present.insert(present.end(), event.recipients.begin(), event.recipients.end());
    std::sort(present.begin(), present.end());
    present.erase(std::unique(present.begin(), present.end()), present.end());
    if (present.size() < 2) continue;
    // Who brought the others together is no side of the contact.
    std::vector<std::string> between;
    std::vector<std::string> mediators;
    for (const std::string& side : present) {
      const bool mediates = event.mode == "third-party" && !sides.is_party_side(side) && present.size() > 2;
      (mediates ? mediators : between).push_back(side);
    }
    if (between.size() < 2) between = present, mediators.clear();
    for (std::size_t i = 0; i < between.size(); ++i) {
      for (std::size_t j = i + 1; j < between.size(); ++j) {
        const bool again = !event.start.empty() && !counted.insert(between[i] + "|" + between[j] + "|" + event.start + "|" + (event.mode == "phone" || event.mode == "visit" ? event.mode : "met")).second;
        if (again) continue;
        ContactRow& row = rows[{between[i], between[j]}];
        row.first = between[i];
        row.second = between[j];
        ++row.total;
        row.sure = row.sure && event.sure && event.day_named;
        const auto has = [](const std::vector<std::string>& list, const std::string& side) { return std::find(list.begin(), list.end(), side) != list.end(); };
        if (event.mode == "phone") ++row.phoned;
        else if (event.mode == "visit" && has(event.actors, row.first) && has(event.recipients, row.second)) ++row.visited_second;
        else if (event.mode == "visit" && has(event.actors, row.second) && has(event.recipients, row.first)) ++row.visited_first;
        else ++row.met;
        for (const std::string& mediator : mediators) ++row.mediators[mediator];
        // Not where they speak of: the place of a conflict hosts nobody.
        const auto place = attested(group.members[0]->record).record.place;
        if (place && event.mode != "phone" && !sides.is_place(*place)) {
          for (const std::string& side : present) {
            if (hosts(side, *place)) ++row.hosts[side];
          }
        }
        row.last = std::max(row.last, event.start);
        row.citations.insert(row.citations.begin(), event.citations.front());
        if (row.citations.size() > kContactCitations) row.citations.pop_back();
      }
    }
  }
  const bool any_party = sides.parties() > 0;
  for (auto& [pair, row] : rows) {
    // Whom mediators and guests meet besides is no part of this conflict.
    if (any_party && !sides.is_party_side(row.first) && !sides.is_party_side(row.second)) continue;
    dossier.contacts.push_back(std::move(row));
  }
  const auto weight = [&](const ContactRow& row) { return (sides.is_party_side(row.first) ? 1 : 0) + (sides.is_party_side(row.second) ? 1 : 0); };
  std::stable_sort(dossier.contacts.begin(), dossier.contacts.end(), [&](const ContactRow& a, const ContactRow& b) {
    return weight(a) != weight(b) ? weight(a) > weight(b) : a.total > b.total;
  });
}

void add_toll(const std::vector<DossierGroup>& groups, const DossierSides& sides, Dossier& dossier) {
  std::set<std::string> told;
  for (const DossierGroup& group : groups) {
    if (group.event.historical || group.event.modality != Modality::kActual) continue;
    for (const DossierRecord* member : group.members) {
      const EventRecord& record = member->record;
      const Attested shown = attested(record);
      for (std::size_t kind = 0; kind < kMagnitudeCount; ++kind) {
        if (!record.magnitude[kind] || kMagnitudeNames[kind] == "participants") continue;
        // Prisoners let go are no toll; nor are the dead of a speech.
        const bool held = kMagnitudeNames[kind] == "detained" || kMagnitudeNames[kind] == "displaced";
        if (held ? record.type != EventType::kCoerce : record.type != EventType::kAssault) continue;
        TollRow row;
        for (const Entity& entity : record.recipients) {
          const std::string side = sides.side_of(entity);
          if (side.empty() || ("," + row.side + ",").find("," + side + ",") != std::string::npos) continue;
          row.side += (row.side.empty() ? "" : ",") + side;
        }
        if (row.side.empty()) row.side = "not stated";
        row.kind = kMagnitudeNames[kind];
        row.range = *record.magnitude[kind];
        row.date = record.date.start;
        row.sure = shown.sure() && shown.date_named && shown.speakers && shown.record.magnitude[kind] && !shown.record.recipients.empty();
        if (shown.record.place) row.place = place_phrase(*shown.record.place);
        row.citation = citation_of(*member);
        row.reporter = speakers_phrase(shown.record);
        row.told = !row.reporter.empty();
        if (row.reporter.empty()) row.reporter = row.citation.source.empty() ? "the report itself" : row.citation.source;
        else row.own_side = sides.side_of(record.attribution[0].speaker) == row.side;
        const std::string key = row.side + "|" + row.kind + "|" + row.reporter + "|" + row.date + "|" + row.place + "|" +
                                std::to_string(row.range.min.value_or(-1)) + "-" + std::to_string(row.range.max.value_or(-1));
        if (told.insert(key).second) dossier.toll.push_back(std::move(row));
      }
    }
  }
  std::stable_sort(dossier.toll.begin(), dossier.toll.end(), [&](const TollRow& a, const TollRow& b) {
    const bool a_party = sides.is_party_side(a.side), b_party = sides.is_party_side(b.side);
    if (a_party != b_party) return a_party;
    if (a.side != b.side) return a.side < b.side;
    const auto kind = [](const TollRow& row) { return std::find(kMagnitudeNames.begin(), kMagnitudeNames.end(), row.kind) - kMagnitudeNames.begin(); };
    if (kind(a) != kind(b)) return kind(a) < kind(b);
    const auto size = [](const TollRow& row) { return row.range.min.value_or(row.range.max.value_or(0)); };
    return size(a) > size(b);
  });
}

}  // namespace dragoman
