// SPDX-License-Identifier: Apache-2.0
// Runs the examples of the event frames through the coder: a "+" example must give the event and the parties that stand
// after its "=>", a "-" example must not give an event of its entry.
//
//   frame_examples DATA_DIRECTORY [--show [FILE]]   prints the share of each file; exit status 1 below its floor
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "coding/phrase_coder.h"
#include "coding/resources.h"
#include "coding/story_coder.h"
#include "text/story_reader.h"

namespace {

using namespace dragoman;

// Short sentences without a story around them are told with less confidence than the coder asks for; they are coded all the same.
constexpr std::string_view kDate = "2021-06-15";  // the persons that examples name hold office then

struct Floor {
  std::string_view file;
  double positive;  ///< least share, in percent
  double counter;
};
// A little under what was measured, so that a change for the worse is seen.
constexpr std::array<Floor, 14> kFloors = {{{"accusation", 83, 95},
                                            {"aid_economy", 82, 97},
                                            {"concession", 86, 97},
                                            {"demands", 86, 93},
                                            {"diplomacy", 86, 95},
                                            {"measures", 79, 97},
                                            {"operators", 67, 97},
                                            {"protest", 71, 97},
                                            {"rejection", 88, 94},
                                            {"say", 78, 97},
                                            {"security", 76, 97},
                                            {"support", 84, 90},
                                            {"threats", 85, 97},
                                            {"war", 79, 97}}};

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const std::string_view article : {"the ", "a ", "an "}) {
    if (out.starts_with(article)) out.erase(0, article.size());
  }
  return out;
}

std::vector<std::string> parties_of(std::string_view side) {
  std::vector<std::string> out;
  while (!side.empty()) {
    const std::size_t end = side.find('&');
    std::string_view part = side.substr(0, end);
    side.remove_prefix(end == std::string_view::npos ? side.size() : end + 1);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty() && part != "-") out.emplace_back(part);
  }
  return out;
}

class Checker {
 public:
  explicit Checker(const Resources& resources)
      : coder_(resources.view(), {.min_confidence = 0}), scratch_(coder_.make_scratch()), phrases_(resources.view(), parse_iso_date(kDate)) {}

  /// Empty when the example is coded as it says, else what was coded.
  std::string check(const FrameEntry& entry, std::uint32_t end_line, const FrameExample& example) {
    Story story;
    story.text = example.text;
    story.date = parse_iso_date(kDate);
    settle_story(story, std::nullopt);
    Explanation explanation;
    coder_.code(story, *scratch_, records_, &explanation);
    if (example.counter) return own_event(entry, end_line, explanation);
    const bool as_expected = std::any_of(records_.begin(), records_.end(), [&](const EventRecord& r) { return type_fits(entry, r) && parties_fit(example.expected, r); }) ||
                             (speaks(entry) && attributed(example.expected));
    return as_expected ? std::string() : coded(explanation);
  }

 private:
  static bool speaks(const FrameEntry& entry) {
    return std::any_of(entry.senses.begin(), entry.senses.end(), [](const Sense& s) { return s.op == Operator::kSay || s.op == Operator::kAccuse; });
  }

  /// An operator's event depends on what it governs.
  static bool type_fits(const FrameEntry& entry, const EventRecord& record) {
    return std::any_of(entry.senses.begin(), entry.senses.end(), [&](const Sense& s) {
      return s.op != Operator::kNone || (s.event && s.event->type == record.type) || (s.also && s.also->type == record.type);
    });
  }

  bool names(const std::string& expected, const Entity& entity) {
    const std::string want = folded(expected);
    const std::string text = folded(entity.span.text);
    const std::string name = folded(entity.name);
    if (text.find(want) != std::string::npos || name.find(want) != std::string::npos || (!text.empty() && want.find(text) != std::string::npos)) return true;
    const std::vector<Entity> known = phrases_.code(expected);
    return known.size() == 1 && known.front().code != "---" && known.front().code == entity.code;
  }

  bool same(const std::vector<std::string>& expected, const std::vector<Entity>& found) {
    if (expected.size() > found.size() || (expected.empty() && !found.empty())) return false;
    return std::all_of(expected.begin(), expected.end(), [&](const std::string& e) { return std::any_of(found.begin(), found.end(), [&](const Entity& f) { return names(e, f); }); }) &&
           std::all_of(found.begin(), found.end(), [&](const Entity& f) { return std::any_of(expected.begin(), expected.end(), [&](const std::string& e) { return names(e, f); }); });
  }

  bool parties_fit(std::string_view expected, const EventRecord& record) {
    const std::size_t arrow = expected.find('>');
    const std::vector<std::string> actors = parties_of(expected.substr(0, arrow));
    const std::vector<std::string> recipients = arrow == std::string_view::npos ? std::vector<std::string>() : parties_of(expected.substr(arrow + 1));
    if (same(actors, record.actors) && same(recipients, record.recipients)) return true;
    if (!recipients.empty()) return false;
    // Who acts on each other may be told as actors or on both sides.
    std::vector<Entity> all = record.actors;
    all.insert(all.end(), record.recipients.begin(), record.recipients.end());
    return actors.size() > 1 && same(actors, all);
  }

  bool attributed(std::string_view expected) {
    const std::vector<std::string> speakers = parties_of(expected.substr(0, expected.find('>')));
    return std::any_of(records_.begin(), records_.end(), [&](const EventRecord& r) {
      return std::any_of(r.attribution.begin(), r.attribution.end(), [&](const AttributionLink& a) { return speakers.empty() || names(speakers.front(), a.speaker); });
    });
  }

  static std::string own_event(const FrameEntry& entry, std::uint32_t end_line, const Explanation& explanation) {
    for (const Explanation::Item& item : explanation.items) {
      const std::size_t colon = item.source.rfind(':');
      const auto line = static_cast<std::uint32_t>(std::strtoul(item.source.c_str() + colon + 1, nullptr, 10));
      if (item.reason.empty() && item.source.substr(0, colon) == entry.file && line >= entry.line && line < end_line) return item.result;
    }
    return {};
  }

  std::string coded(const Explanation& explanation) const {
    std::string out;
    const auto list = [&](const std::vector<Entity>& entities) {
      for (const Entity& e : entities) out += (out.empty() || out.back() == ' ' ? "" : " & ") + e.span.text + " [" + e.code + "]";
      if (entities.empty()) out += "-";
    };
    for (const EventRecord& r : records_) {
      if (!out.empty()) out += " | ";
      out += std::string(kEventTypeNames[static_cast<std::size_t>(r.type)]) + " ";
      list(r.actors);
      out += " > ";
      list(r.recipients);
    }
    for (const Explanation::Item& item : explanation.items) {
      if (!item.reason.empty()) out += " {" + item.entry + ": " + item.result + ", " + item.reason + "}";
    }
    return out.empty() ? "nothing" : out;
  }

  StoryCoder coder_;
  StoryCoder::ScratchPtr scratch_;
  PhraseCoder phrases_;
  std::vector<EventRecord> records_;
};

struct Tally {
  int positive = 0, positive_right = 0, counter = 0, counter_right = 0;
};

double share(int right, int all) { return all == 0 ? 100.0 : 100.0 * right / all; }

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: frame_examples DATA_DIRECTORY [--show [FILE]]\n");
    return 2;
  }
  const bool show = argc > 2 && std::string_view(argv[2]) == "--show";
  const std::string_view only = argc > 3 ? argv[3] : "";
  const auto resources = load_resources(argv[1]);
  if (!resources) {
    std::fprintf(stderr, "%s\n", resources.error().to_string().c_str());
    return 2;
  }
  Checker checker(*resources);
  std::map<std::string, Tally> tallies;
  const auto entries = resources->frames->entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const FrameEntry& entry = entries[i];
    const bool last = i + 1 == entries.size() || entries[i + 1].file != entry.file;
    const std::uint32_t end_line = last ? 0xffffffff : entries[i + 1].line;
    const std::size_t slash = entry.file.rfind('/') + 1;
    const std::string domain = entry.file.substr(slash, entry.file.rfind('.') - slash);
    if (!only.empty() && domain != only) continue;
    Tally& tally = tallies[domain];
    for (const FrameExample& example : entry.examples) {
      const std::string wrong = checker.check(entry, end_line, example);
      ++(example.counter ? tally.counter : tally.positive);
      if (wrong.empty()) ++(example.counter ? tally.counter_right : tally.positive_right);
      else if (show) std::printf("%s:%u %c %s => %s\n    %s\n", domain.c_str(), example.line, example.counter ? '-' : '+', example.text.c_str(), example.expected.c_str(), wrong.c_str());
    }
  }
  bool below = false;
  Tally sum;
  std::printf("%-14s %22s %22s\n", "frames", "examples right", "counter-examples right");
  const auto row = [](std::string_view name, const Tally& t) {
    std::printf("%-14.*s %5d of %5d  %6.1f %% %5d of %5d  %6.1f %%\n", static_cast<int>(name.size()), name.data(), t.positive_right, t.positive, share(t.positive_right, t.positive),
                t.counter_right, t.counter, share(t.counter_right, t.counter));
  };
  for (const auto& [name, t] : tallies) {
    row(name, t);
    sum.positive += t.positive, sum.positive_right += t.positive_right, sum.counter += t.counter, sum.counter_right += t.counter_right;
    for (const Floor& floor : kFloors) {
      if (floor.file != name) continue;
      if (share(t.positive_right, t.positive) >= floor.positive && share(t.counter_right, t.counter) >= floor.counter) continue;
      std::printf("  below the floor of %s: %.0f %% and %.0f %% (--show %s lists what is wrong)\n", name.c_str(), floor.positive, floor.counter, name.c_str());
      below = true;
    }
  }
  row("all", sum);
  return below ? 1 : 0;
}
