// SPDX-License-Identifier: Apache-2.0
#include "coding/story_coder.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/hash.h"
#include "base/utf8.h"
#include "coding/anchors.h"
#include "coding/attribution.h"
#include "coding/composition.h"
#include "coding/confidence.h"
#include "coding/event_modality.h"
#include "coding/event_place.h"
#include "coding/event_time.h"
#include "coding/home_parties.h"
#include "coding/implied_parties.h"
#include "coding/phrase_rules.h"
#include "coding/passing.h"
#include "coding/place_finder.h"
#include "coding/story_parties.h"
#include "coding/story_review.h"
#include "coding/story_scene.h"
#include "coding/story_topic.h"
#include "coding/telling.h"
#include "coding/time_expressions.h"
#include "coding/unreal.h"
#include "dragoman/version.h"
#include "knowledge/ontology.h"
#include "syntax/analyzer.h"
#include "text/layout.h"

namespace dragoman {

class StoryCoder::Scratch {
 public:
  explicit Scratch(const CodingResources& resources)
      : analyzer(resources.analyzer->make_scratch()), resolver(*resources.knowledge), parties(resolver, *resources.knowledge) {}

  Analyzer::ScratchPtr analyzer;
  Document document;
  StoryLayout layout;
  SyntaxView view;
  CodePointIndex code_points;
  PlaceScratch place_scratch;
  std::vector<PlaceMention> places;
  std::vector<PlaceDescription> place_descriptions;
  std::vector<TimeExpression> times;
  std::vector<Attribution> attributions;
  ActorResolver resolver;
  StoryParties parties;
  EventBuilder::Scratch builder;
  std::vector<EventDraft> drafts;
  std::vector<std::uint32_t> speakers;
  std::vector<PhraseMatch> phrases;
};

void StoryCoder::ScratchDeleter::operator()(Scratch* scratch) const { delete scratch; }

StoryCoder::StoryCoder(const CodingResources& resources, const CodingOptions& options) : resources_(resources), options_(options), builder_(*resources.frames) {}
StoryCoder::~StoryCoder() = default;

StoryCoder::ScratchPtr StoryCoder::make_scratch() const { return ScratchPtr(new Scratch(resources_)); }

const Document& StoryCoder::document(const Scratch& scratch) { return scratch.document; }
const StoryLayout& StoryCoder::layout(const Scratch& scratch) { return scratch.layout; }

namespace {

constexpr float kSureOfPlace = 0.8F;         ///< share of a place's meaning that leaves no doubt
constexpr std::uint32_t kBigCity = 200000;   ///< people
constexpr int kHistoricalDays = 7;  // coding guide, section 8: what ended more than a week before publication

/// The place in the dateline, by its likeliest meaning; kNoPlace when there is none.
std::uint32_t dateline_entry(const Story& story, const StoryLayout& layout, const Gazetteer& gazetteer) {
  return dateline_place(story.text, layout, gazetteer);
}

std::string_view dateline_country(const Story& story, const StoryLayout& layout, const Gazetteer& gazetteer) {
  const std::uint32_t entry = dateline_entry(story, layout, gazetteer);
  return entry == kNoPlace ? std::string_view() : gazetteer.country_code(entry);
}

/// Turns drafts of one story into records.
class Assembler {
 public:
  Assembler(const CodingResources& resources, const Story& story, const StoryLayout& layout, const SyntaxView& view,
            const CodePointIndex& code_points, const StoryParties& parties, const std::vector<PlaceMention>& places,
            const std::vector<PlaceDescription>& place_descriptions,
            const std::vector<TimeExpression>& times, const std::vector<Attribution>& attributions, std::vector<std::uint32_t>& speakers)
      : resources_(resources), story_(story), layout_(layout), view_(view), d_(view.document()), code_points_(code_points),
        parties_(parties), places_(places), place_descriptions_(place_descriptions), times_(times), attributions_(attributions), speakers_(speakers), implied_(view, parties, attributions, *resources.knowledge, dateline_country(story, layout, *resources.gazetteer)), home_parties_(view, parties, implied_), topic_(topic_of(view)), scene_(view) {}

  /// Fills in time, place and speakers of a draft, and what its confidence goes by; false (with a reason in the draft) when it is no record.
  bool assemble(EventDraft& draft, EventRecord& record, ConfidenceFeatures& features) {
    record = {};
    announce(draft);
    if (attacks_with_words(draft)) draft.code = EventCode{EventType::kAccuse, "disapprove", "111"};
    if (frees_by_force(view_, draft)) draft.code = EventCode{EventType::kAid, "", "073"};
    if (police_catches(draft)) draft.code = EventCode{EventType::kCoerce, "arrest", "173"};
    record.type = draft.code.type;
    record.mode = resources_.ontology->is_mode(draft.code.type, draft.code.mode) ? draft.code.mode : std::string();
    record.modality = draft.modality;
    place(draft, record);
    home_parties_.complete(draft, place_country(record));
    implied_.complete(draft);
    // A party's country is not a place (coding guide, section 5); force is met where people live.
    if (place_is_country_ && draft.code.type != EventType::kAssault && draft.code.type != EventType::kMobilize && takes_part(draft, record.place->country)) record.place.reset();
    if (draft.code.mode == "phone") record.place.reset();  // coding guide, section 5
    if (!worth_keeping(draft, record)) return false;
    time(draft, record);
    scene_.share(draft, record);
    date_offices(draft, record);
    attribution(draft, record);
    if (!record.place && is_speech_act(draft.code.type)) place_of_speaking(draft, record);
    if (threatens_on_condition(draft, record)) {
      draft.code = *held_out(draft.code.type, draft.code.mode);
      record.type = EventType::kThreaten;
      record.mode = resources_.ontology->is_mode(draft.code.type, draft.code.mode) ? draft.code.mode : std::string();
      record.modality = draft.modality = Modality::kActual;
      if (draft.recipients.empty()) address_threat(draft);
      record.attribution.clear();
    }
    if (denies_own_act(draft, record)) {
      record.type = EventType::kReject;
      record.mode.clear();
      record.modality = Modality::kActual;
      record.recipients.clear();
      draft.recipients.clear();
      if (draft.actors.empty()) {  // "no one had fired, the minister said": he denies it
        const Entity& speaker = record.attribution.front().speaker;
        Party denier;
        denier.name = speaker.name;
        denier.country = speaker.country;
        denier.sectors = speaker.sectors;
        record.attribution.clear();
        draft.actors.push_back(std::move(denier));
      }
      draft.code = EventCode{EventType::kReject, "", "120"};
    }
    record.cameo = draft.code.cameo.empty() ? std::string(resources_.ontology->default_cameo(record.type, record.mode)) : draft.code.cameo;
    record.score = resources_.ontology->score_of(record.type, record.mode);
    record.goldstein = resources_.ontology->goldstein_of(record.cameo);
    record.magnitude = draft.magnitude;
    for (const Party& party : draft.actors) record.actors.push_back(entity(party));
    for (const Party& party : draft.recipients) record.recipients.push_back(entity(party));
    const std::uint32_t s = d_.tokens[draft.pivot].sentence;
    record.sentence_index = s;
    record.sentence = span(d_.sentences[s].begin_byte, d_.sentences[s].end_byte);
    record.trigger = span(draft.match.trigger);
    record.contexts = draft.contexts;
    for (const std::string& context : resources_.ontology->default_contexts(record.type, record.mode)) {
      if (std::find(record.contexts.begin(), record.contexts.end(), context) == record.contexts.end()) record.contexts.push_back(context);
    }
    features = confidence_features(view_, draft, record);
    record.confidence = confidence_of(features);
    return true;
  }

  /// Story fields and the id, which depends on content only.
  void finish(EventRecord& record, std::uint64_t text_hash) const {
    record.story.id = story_.id;
    record.story.source = story_.source;
    // A story that names its agency in the dateline only ("/TASS/").
    if (const ByteRange& agency = layout_.dateline.agency; !record.story.source && !agency.empty()) {
      record.story.source = story_.text.substr(agency.begin, agency.end - agency.begin);
    }
    if (layout_.published) record.story.date = to_iso(*layout_.published);
    record.story.title = story_.title;
    record.story.url = story_.url;
    record.story.path = story_.path;
    std::uint64_t hash = fnv1a_64(std::to_string(record.trigger.start) + ":" + std::to_string(record.trigger.end) + ":" +
                                      std::string(kEventTypeNames[static_cast<std::size_t>(record.type)]) + ":" + record.mode,
                                  text_hash);
    for (const Entity& e : record.actors) hash = fnv1a_64(e.code + ">", hash);
    for (const Entity& e : record.recipients) hash = fnv1a_64(e.code + "<", hash);
    hash = mix_64(hash);
    static constexpr char kHex[] = "0123456789abcdef";
    record.id.clear();
    for (int shift = 60; shift >= 0; shift -= 4) record.id += kHex[(hash >> shift) & 15];
  }

 private:
  TextSpan span(std::uint32_t begin_byte, std::uint32_t end_byte) const {
    return {std::string(d_.text.substr(begin_byte, end_byte - begin_byte)), static_cast<std::int64_t>(code_points_.to_code_point(begin_byte)),
            static_cast<std::int64_t>(code_points_.to_code_point(end_byte))};
  }
  TextSpan span(TokenRange tokens) const {
    if (tokens.empty()) return {};
    return span(d_.tokens[tokens.begin].begin_byte, d_.tokens[tokens.end - 1].end_byte);
  }

  /// A phrase quoted without the preposition or conjunction it hangs on.
  TokenRange without_joints(TokenRange phrase) const {
    const auto joint = [&](std::uint32_t t) {
      const Upos p = view_.upos(t);
      return p == Upos::kAdp || p == Upos::kCconj || p == Upos::kSconj || p == Upos::kPunct;
    };
    const auto counts = [&](std::uint32_t t) { return d_.norm(t) == "least" || d_.norm(t) == "most"; };  // "at least 200 people"
    while (phrase.end - phrase.begin > 1 && joint(phrase.begin) && !counts(phrase.begin + 1)) ++phrase.begin;
    while (phrase.end - phrase.begin > 1 && view_.upos(phrase.end - 1) == Upos::kPunct) --phrase.end;
    return phrase;
  }

  Entity entity(const Party& party) const {
    Entity out;
    out.span = span(without_joints(party.phrase));
    out.name = party.name;
    out.country = party.country;
    out.sectors = party.sectors;
    out.code = party.country.empty() ? "---" : party.country;
    for (const std::string& sector : party.sectors) out.code += sector;
    return out;
  }

  /// "The premier mounted another attack on the opposition": a politician in person attacks with words.
  bool attacks_with_words(const EventDraft& draft) const {
    if (draft.code.type != EventType::kAssault || !draft.code.mode.empty() || draft.actors.size() != 1 || draft.recipients.empty()) return false;
    const std::string_view word = d_.lemma(draft.nominal ? draft.pivot : draft.match.head);
    bool attack = word == "attack" || word == "assault";
    for (int i = 0; i < draft.match.word_count; ++i) attack = attack || d_.lemma(draft.match.words[static_cast<std::size_t>(i)]) == "attack";
    const Party& actor = draft.actors.front();
    const bool politician = actor.person && !actor.sectors.empty() && (actor.sectors.front() == "GOV" || actor.sectors.front() == "LEG" || actor.sectors.front() == "PTY" || actor.sectors.front() == "OPP") &&
                            std::find(actor.sectors.begin(), actor.sectors.end(), "MIL") == actor.sectors.end();
    const bool toll = std::any_of(draft.magnitude.begin(), draft.magnitude.end(), [](const auto& m) { return m.has_value(); });
    return attack && politician && !toll && draft.modality == Modality::kActual;
  }

  /// "Police captured 40 rioters": civilians are arrested, fighters captured (coding guide, section 2).
  bool police_catches(const EventDraft& draft) const {
    if (draft.code.type != EventType::kAssault || draft.code.mode != "abduct" || draft.recipients.empty()) return false;
    const std::string_view verb = d_.lemma(draft.match.head);
    if (verb != "capture" && verb != "catch" && verb != "seize" && verb != "take") return false;
    const auto is = [](const Party& p, std::string_view sector) { return !p.sectors.empty() && p.sectors.front() == sector; };
    if (!std::all_of(draft.recipients.begin(), draft.recipients.end(), [&](const Party& p) { return is(p, "CVL") || is(p, "CRM"); })) return false;
    if (!draft.actors.empty()) return std::all_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) { return is(p, "COP"); });
    // "..., the police said" of what nobody is named to have done.
    return std::any_of(attributions_.begin(), attributions_.end(), [&](const Attribution& a) {
      if (a.source == kNoToken || !a.covers(draft.match.head)) return false;
      std::vector<Party> found;
      parties_.find(a.source, found);
      return std::any_of(found.begin(), found.end(), [&](const Party& p) { return is(p, "COP"); });
    });
  }

  /// "The militia said that it had not shelled the port": a denial in plain words (coding guide, section 2).
  bool denies_own_act(const EventDraft& draft, const EventRecord& record) const {
    if (draft.modality != Modality::kNegated || draft.code.type < EventType::kProtest || record.attribution.empty()) return false;
    const Entity& speaker = record.attribution.front().speaker;
    if (draft.actors.empty()) return nobody_did(view_, draft.match.head) && !speaker.sectors.empty() && (speaker.sectors.front() == "GOV" || speaker.sectors.front() == "MIL" || speaker.sectors.front() == "REB");
    return same_side(speaker, draft.actors.front());
  }

  /// Does the speaker speak for those who act?
  static bool same_side(const Entity& speaker, const Party& actor) {
    if (speaker.country != actor.country || (speaker.country.empty() && speaker.sectors.empty())) return false;
    if (speaker.name == actor.name) return true;
    if (speaker.sectors.empty() || actor.sectors.empty()) return false;
    // Ministers and generals speak for the forces of their state.
    const auto of_state = [](const std::string& s) { return s == "GOV" || s == "MIL" || s == "COP" || s == "SPY"; };
    return speaker.sectors.front() == actor.sectors.front() || (!speaker.country.empty() && of_state(speaker.sectors.front()) && of_state(actor.sectors.front()));
  }

  /// "Said that the army would strike unless they left": who lays down a condition for force threatens (coding guide, section 2).
  bool threatens_on_condition(const EventDraft& draft, const EventRecord& record) const {
    if (draft.condition == kNoToken || draft.actors.empty() || record.attribution.empty() || draft.governing || !held_out(draft.code.type, draft.code.mode)) return false;
    // "If I had a gun, I would shoot": unreal.
    const std::uint32_t subject = view_.child_with(draft.match.head, Deprel::kNsubj);
    if (subject != kNoToken && d_.norm(subject) == "i") return false;
    return same_side(record.attribution.front().speaker, draft.actors.front());
  }

  /// Those of whom the condition speaks.
  void address_threat(EventDraft& draft) const {
    std::vector<Argument> arguments;
    view_.arguments(draft.condition, arguments);
    for (const Argument& argument : arguments) {
      if (argument.slot.kind != SlotKind::kSubj) continue;
      std::vector<Party> found;
      parties_.find(argument.token, found);
      for (Party& party : found) {
        if (!party.country.empty() && !shares_party({party}, draft.actors)) add_party(draft.recipients, std::move(party));
      }
    }
  }

  static bool takes_part(const EventDraft& draft, const std::string& country) {
    const auto from = [&](const Party& p) { return p.country == country; };
    return std::any_of(draft.actors.begin(), draft.actors.end(), from) || std::any_of(draft.recipients.begin(), draft.recipients.end(), from);
  }

  void place(const EventDraft& draft, EventRecord& record) {
    place_is_country_ = place_is_sure_ = false;
    const int index = place_of(view_, draft, places_, place_descriptions_);
    record.place = place_at(index);
    if (index < 0) return;
    const PlaceMention& mention = places_[static_cast<std::size_t>(index)];
    place_is_country_ = mention.kind == PlaceKind::kCountry;
    const bool said_here = d_.tokens[mention.tokens.begin].sentence == d_.tokens[draft.pivot].sentence;
    place_is_sure_ = said_here && (place_is_country_ || (mention.certainty >= kSureOfPlace && mention.entry != kNoPlace && (resources_.gazetteer->entry(mention.entry).population >= kBigCity || mention.kind == PlaceKind::kRegion || mention.kind == PlaceKind::kAdmin1)));
  }

  /// The place that an index of place_of stands for.
  std::optional<RecordPlace> place_at(int index) const {
    if (index == kWritingPlace) return dateline_place();
    if (index < 0) return std::nullopt;
    const PlaceMention& mention = places_[static_cast<std::size_t>(index)];
    RecordPlace out;
    out.span = span(mention.begin_byte, mention.end_byte);
    out.name = std::string(mention.name);
    out.country = std::string(mention.country);
    out.admin1 = std::string(mention.admin1);
    out.lat = mention.lat;
    out.lon = mention.lon;
    if (mention.geonameid != 0) out.geonameid = mention.geonameid;
    return out;
  }

  /// "We call for a truce," the minister said in Geneva: what he says himself is said there.
  void place_of_speaking(const EventDraft& draft, EventRecord& record) {
    if (record.attribution.empty() || draft.governing || draft.actors.empty() || speakers_.empty() || !same_side(record.attribution.front().speaker, draft.actors.front())) return;
    const std::uint32_t actor = draft.actors.front().token;
    const bool himself = view_.upos(draft.match.head) == Upos::kAux || (actor != kNoToken && (d_.norm(actor) == "we" || d_.norm(actor) == "i"));
    const Attribution& a = attributions_[speakers_.front()];
    if (!himself || a.cue.empty() || d_.tokens[a.cue.begin].sentence != d_.tokens[draft.pivot].sentence) return;
    record.place = place_at(place_of_words(view_, a.cue.begin, places_, place_descriptions_));
  }

  /// "here": where the reporter writes from.
  std::optional<RecordPlace> dateline_place() const {
    const std::uint32_t entry = dateline_entry(story_, layout_, *resources_.gazetteer);
    if (entry == kNoPlace) return std::nullopt;
    const Gazetteer& gazetteer = *resources_.gazetteer;
    RecordPlace out;
    out.span = span(layout_.dateline.place.begin, layout_.dateline.place.end);
    out.name = std::string(gazetteer.name(entry));
    out.country = std::string(gazetteer.country_code(entry));
    out.admin1 = std::string(gazetteer.admin1_name(entry));
    out.lat = gazetteer.entry(entry).lat;
    out.lon = gazetteer.entry(entry).lon;
    if (gazetteer.entry(entry).geonameid != 0) out.geonameid = gazetteer.entry(entry).geonameid;
    return out;
  }

  /// The country that the place of a record speaks for; empty when it is a doubtful guess.
  std::string place_country(const EventRecord& record) const {
    const bool holds = record.place && !record.place->country.empty() && (place_is_sure_ || parties_.speaks_of(record.place->country));
    return holds ? record.place->country : std::string();
  }

  /// Background is told of people in the office of that day: Yeltsin of 1992 is the government, not a former one.
  void date_offices(EventDraft& draft, const EventRecord& record) const {
    const auto date = record.date.start.empty() ? std::nullopt : parse_iso_date(record.date.start);
    if (!date || !layout_.published || *date >= *layout_.published) return;
    for (auto* list : {&draft.actors, &draft.recipients}) {
      for (Party& party : *list) {
        if (!party.person || party.entity == kNoIndex) continue;
        // What the text itself says of him (a title) stays.
        const auto now = resources_.knowledge->code_on(party.entity, layout_.published);
        if (!now || now->in_office || now->code.sector_count == 0 || party.sectors.empty() ||
            party.sectors.front() != name_of(now->code.sectors[0]))
          continue;
        const auto then = resources_.knowledge->code_on(party.entity, date);
        if (!then || !then->in_office || then->code.country.view() != party.country) continue;
        party.sectors.clear();
        for (const Sector sector : then->code.sector_list()) party.sectors.emplace_back(name_of(sector));
      }
    }
  }

  static bool political(const Party& party) {
    return !party.country.empty() || (!party.sectors.empty() && party.sectors.front() != "CVL" && party.sectors.front() != "UNK");
  }

  /// Single persons without office and companies of one country among themselves: their complaints, deals and refusals are
  /// no politics. Groups, crowds that protest, and force are.
  static bool among_private(const EventDraft& draft) {
    if (draft.code.type == EventType::kAssault || draft.code.type == EventType::kProtest || draft.actors.empty()) return false;
    const std::string* country = nullptr;
    for (const auto* list : {&draft.actors, &draft.recipients}) {
      for (const Party& p : *list) {
        if (p.sectors.empty()) return false;
        for (const std::string& s : p.sectors) {
          if (s == "CVL" ? !p.person : s != "BUS" && s != "MED" && s != "EDU" && s != "AGR") return false;
        }
        if (country != nullptr && *country != p.country) return false;
        country = &p.country;
      }
    }
    return true;
  }

  /// "Tourists complain that ...", "she conceded that it was hard": civilians who say so to nobody.
  bool complains_to_nobody(const EventDraft& draft) const {
    const std::string_view verb = d_.lemma(draft.match.head);
    if (verb != "complain" && verb != "concede" && verb != "grumble" && verb != "lament") return false;
    if (draft.actors.empty() || !draft.recipients.empty()) return false;
    return std::all_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) {
      if (p.sectors.empty()) return p.person && draft.code.type == EventType::kConcede;
      return p.sectors.front() == "CVL";
    });
  }

  /// In a match report only those in office and armed groups act politically; an athlete may share the name of a minister,
  /// so that his office must stand with it.
  bool armed_or_governing(const EventDraft& draft) const {
    static constexpr std::array<std::string_view, 18> kOffices = {"president", "minister", "premier", "chancellor", "king", "queen", "prince", "emir", "sheikh", "governor", "mayor", "general", "secretary", "ambassador", "envoy", "pope", "senator", "leader"};
    return std::any_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) {
      if (!p.named || !p.person || p.sectors.empty() || (p.sectors.front() != "GOV" && p.sectors.front() != "MIL" && p.sectors.front() != "REB")) return false;
      // "Board president Ali": an office of the sport.
      static constexpr std::array<std::string_view, 8> kOfSport = {"board", "club", "federation", "association", "team", "league", "committee", "union"};
      for (std::uint32_t t = p.phrase.begin; t < p.phrase.end; ++t) {
        if (std::any_of(kOfSport.begin(), kOfSport.end(), [&](std::string_view body) { return equals_ignore_case(d_.lemma(t), body); })) return false;
      }
      for (std::uint32_t t = p.phrase.begin; t < p.phrase.end; ++t) {
        if (std::any_of(kOffices.begin(), kOffices.end(), [&](std::string_view office) { return equals_ignore_case(d_.lemma(t), office); })) return true;
      }
      return false;
    });
  }

  /// A summit of an organisation has its parties in the one name.
  static bool is_organisation(const EventDraft& draft) {
    return !draft.actors.empty() && (draft.actors.front().country == "IGO" || draft.actors.front().country == "UNO" || draft.actors.front().country == "EUR");
  }

  /// Praise and blame inside one team, whose trainer may share the name of a minister.
  static bool is_words(EventType t) { return t < EventType::kProtest; }
  static bool within_one_country(const EventDraft& draft) {
    const std::string& country = draft.actors.front().country;
    const auto same = [&](const Party& p) { return p.country == country; };
    return std::all_of(draft.actors.begin(), draft.actors.end(), same) && std::all_of(draft.recipients.begin(), draft.recipients.end(), same);
  }

  bool worth_keeping(EventDraft& draft, const EventRecord& record) const {
    const auto drop = [&](std::string_view reason) {
      draft.dropped = reason;
      return false;
    };
    const auto wants = [&](Need need) { return (draft.needs & static_cast<std::uint8_t>(need)) != 0; };
    if (wants(Need::kActor) && draft.actors.empty()) return drop("needs an actor, and none was found");
    if (wants(Need::kRecipient) && draft.recipients.empty()) return drop("needs a recipient, and none was found");
    const bool summit = draft.code.type == EventType::kConsult && is_organisation(draft);
    if (wants(Need::kTwo) && draft.actors.size() + draft.recipients.size() < 2 && !summit) return drop("needs two parties");
    if (topic_.sport && (!armed_or_governing(draft) || (is_words(draft.code.type) && within_one_country(draft)))) return drop("a story about sport");
    if (draft.code.type == EventType::kAssault && is_industrial_accident(view_, draft)) return drop("an accident");
    if (const std::string_view why = mentioned_in_passing(view_, draft); !why.empty()) return drop(why);
    if (const std::string_view why = spoken_of_only(view_, draft); !why.empty()) return drop(why);
    if (draft.code.type == EventType::kSupport && draft.actors.size() == 1 && draft.recipients.size() == 1 && draft.actors.front().person &&
        draft.actors.front().name == draft.recipients.front().name) return drop("one who stands by himself");
    if (draft.code.type == EventType::kCoerce && seizes_drugs(view_, draft)) return drop("routine crime");
    if (topic_.no_unrest && draft.code.type == EventType::kAssault && draft.code.mode.empty() && draft.actors.empty()) return drop("harm that nobody is said to have done, in a story without unrest");
    if (topic_.disaster && draft.code.mode == "release") return drop("rescued or let out of care, not released");
    if (is_private_crime(view_, topic_, draft)) return drop("routine private crime");
    const bool it = draft.actors.size() == 1 && draft.actors.front().token != kNoToken && d_.norm(draft.actors.front().token) == "it";  // the virus, the storm
    if (topic_.disaster && draft.code.type == EventType::kAssault && (draft.actors.empty() || it)) return drop("victims of a disaster, not of an attack");
    if (draft.code.type == EventType::kRequest && view_.upos(draft.match.head) == Upos::kAux && !draft.actors.empty() && !draft.recipients.empty() &&
        draft.actors.front().country == draft.recipients.front().country && !opposed(draft.actors.front(), draft.recipients.front())) {
      return drop("what one says of oneself");
    }
    const bool any_political = std::any_of(draft.actors.begin(), draft.actors.end(), political) || std::any_of(draft.recipients.begin(), draft.recipients.end(), political);
    const auto is_firm = [](const Party& p) { return !p.sectors.empty() && p.sectors.front() == "BUS"; };
    if (draft.code.type == EventType::kAssault && draft.reciprocal && std::any_of(draft.actors.begin(), draft.actors.end(), is_firm)) return drop("a quarrel of firms");
    if (complains_to_nobody(draft)) return drop("a complaint or admission of private people to nobody");
    if (among_private(draft)) return drop("private persons and companies among themselves");
    const bool words = draft.code.type < EventType::kProtest && draft.code.type != EventType::kRetreat && draft.code.type != EventType::kAid;
    const auto known_person = [](const Party& p) { return p.person && p.named; };
    if (words && !any_political && std::none_of(draft.actors.begin(), draft.actors.end(), known_person) && std::none_of(draft.recipients.begin(), draft.recipients.end(), known_person)) return drop("words without a political party to them");
    if (draft.weak && !any_political) return drop("a word of many meanings without a political actor");
    const bool force = draft.code.type == EventType::kAssault || draft.code.type == EventType::kProtest;
    if (draft.actors.empty() && draft.recipients.empty() && !force) return drop("no party was found");
    // Talks that only one party is known to take part in are told in passing ("the resumption of talks").
    if (draft.reciprocal && draft.nominal && draft.actors.size() < 2 && draft.recipients.empty() && !is_organisation(draft) &&
        (draft.code.type == EventType::kConsult || draft.code.type == EventType::kCooperate)) {
      return drop("a meeting of one");
    }
    // "Marched to demand" has demanded; "a plan to hold early elections" has given nothing yet.
    const bool said = is_speech_act(draft.code.type) && draft.code.type != EventType::kConcede && draft.code.mode != "investigate";
    if (draft.infinitive && !said) return drop("an infinitive: it has not happened, and nobody is said to plan it");
    const bool counted = std::any_of(draft.magnitude.begin(), draft.magnitude.end(), [](const auto& m) { return m.has_value(); });
    if (draft.nominal && draft.actors.empty() && draft.recipients.empty() && !counted) {
      const Deprel r = view_.relation(draft.pivot);
      const bool placed_or_dated = record.place.has_value() && (r == Deprel::kObl || r == Deprel::kObj);
      if (r != Deprel::kNsubj && r != Deprel::kRoot && r != Deprel::kConj && !placed_or_dated) return drop("a noun without parties, mentioned in passing");
    }
    const EventType t = draft.code.type;
    if (draft.modality == Modality::kNegated && (t == EventType::kRequest || t == EventType::kAccuse || t == EventType::kThreaten || t == EventType::kSupport)) return drop("words that nobody spoke");
    if (is_speech_act(draft.code.type) && draft.actors.empty()) {
      // A demand or a charge by nobody is told in the passive with its target: "was accused of".
      if (draft.recipients.empty() || draft.nominal) return drop("a speech act without a speaker");
    }
    return true;
  }

  /// "During his visit the president is scheduled to meet": the occasion of what is to come is to come as well.
  bool frames_future(const EventDraft& draft) const {
    if (!draft.nominal || draft.code.type != EventType::kConsult) return false;
    // "The agenda of their talks will cover ..."
    std::uint32_t noun = draft.pivot;
    for (int steps = 0; steps < 2 && view_.relation(noun) == Deprel::kNmod && view_.head(noun) != kNoToken; ++steps) noun = view_.head(noun);
    if (view_.relation(noun) == Deprel::kNsubj && view_.head(noun) != kNoToken && view_.upos(view_.head(noun)) == Upos::kVerb) return modality_of(view_, view_.head(noun)) == Modality::kFuture;
    if (view_.relation(draft.pivot) != Deprel::kObl) return false;
    const std::uint32_t link = view_.adposition(draft.pivot);
    if (link == kNoToken || (d_.norm(link) != "during" && d_.norm(link) != "at" && d_.norm(link) != "on" && d_.norm(link) != "following" && d_.norm(link) != "after")) return false;
    const std::uint32_t verb = view_.head(draft.pivot);
    if (verb == kNoToken || view_.upos(verb) != Upos::kVerb) return false;
    for (const std::uint32_t word : {verb, view_.head(verb)}) {
      if (word == kNoToken || (word != verb && view_.relation(verb) != Deprel::kXcomp)) continue;
      static constexpr std::array<std::string_view, 8> kAhead = {"schedule", "expect", "due", "set", "slate", "plan", "likely", "intend"};
      if (std::find(kAhead.begin(), kAhead.end(), d_.lemma(word)) != kAhead.end() && view_.child_with(word, Deprel::kXcomp) != kNoToken) return true;
    }
    return modality_of(view_, verb) == Modality::kFuture;
  }

  /// "Thursday's summit", "left for Kiev to attend the summit on Thursday": talks that are still to come are announced.
  void announce(EventDraft& draft) const {
    if (is_speech_act(draft.code.type) || draft.modality == Modality::kNegated) return;
    if (draft.modality == Modality::kHypothetical && view_.child_with(draft.pivot, Deprel::kMark) == kNoToken) return;
    if (!is_ahead(view_, draft, times_, day_of_report(layout_)) && !frames_future(draft)) return;
    if (const auto code = announced(draft.code.type)) {
      draft.code = *code;
      draft.modality = Modality::kActual;
    }
  }

  void time(const EventDraft& draft, EventRecord& record) const {
    EventTime time = time_of(view_, draft, times_, day_of_report(layout_));
    if (time.undated && layout_.published) time.start = time.end = *layout_.published;
    if (time.expression != nullptr) record.date.span = span(time.expression->begin_byte, time.expression->end_byte);
    if (!time.known) return;
    record.date.start = to_iso(time.start);
    record.date.end = to_iso(time.end);
    record.date.precision = time.precision;
    const Date last = time.ongoing ? time.start : time.end;
    record.historical = layout_.published && last < add_days(*layout_.published, -kHistoricalDays);
    record.historical = record.historical || is_background(view_, draft, time);
  }

  void attribution(const EventDraft& draft, EventRecord& record) {
    if (draft.governing) {
      for (const Party& speaker : draft.governing->speakers) {
        record.attribution.push_back({entity(speaker), std::string(d_.form(draft.governing->cue)), draft.governing->stance});
      }
    }
    speakers_of(attributions_, draft.match.head, speakers_);
    const std::uint32_t s = d_.tokens[draft.pivot].sentence;
    const std::string& home = parties_.home_country(s);
    for (const std::uint32_t index : speakers_) {
      const Attribution& a = attributions_[index];
      if (a.source == kNoToken) continue;
      std::vector<std::uint32_t> sources;
      view_.conjuncts(a.source, sources);
      for (const std::uint32_t source : sources) {
        std::vector<Party> found;
        parties_.find(source, found);
        for (Party& party : found) {
          home_parties_.complete(party, home);
          record.attribution.push_back({entity(party), a.cue.empty() ? std::string() : span(a.cue).text, a.stance});
        }
      }
    }
  }

  const CodingResources& resources_;
  const Story& story_;
  const StoryLayout& layout_;
  const SyntaxView& view_;
  const Document& d_;
  const CodePointIndex& code_points_;
  const StoryParties& parties_;
  const std::vector<PlaceMention>& places_;
  const std::vector<PlaceDescription>& place_descriptions_;
  const std::vector<TimeExpression>& times_;
  const std::vector<Attribution>& attributions_;
  std::vector<std::uint32_t>& speakers_;
  ImpliedParties implied_;
  HomeParties home_parties_;
  StoryTopic topic_;
  StoryScene scene_;
  bool place_is_country_ = false;  ///< of the record in hand
  bool place_is_sure_ = false;     ///< a country, or a big city of one meaning
};

}  // namespace

void StoryCoder::code(const Story& story, Scratch& s, std::vector<EventRecord>& records, Explanation* explanation) const {
  records.clear();
  analyze_layout(story, s.layout);
  resources_.analyzer->analyze(story.text, s.layout, s.document, *s.analyzer);
  s.code_points.build(story.text);
  s.view.build(s.document);
  find_places(s.document, s.layout, *resources_.gazetteer, s.place_scratch, s.places);
  find_times(s.document, s.layout, s.times);
  s.attributions.clear();
  AttributionFinder(*resources_.frames).find(s.view, s.layout, s.attributions);
  s.parties.start(s.view, s.layout, s.attributions, s.places, dateline_country(story, s.layout, *resources_.gazetteer));
  // Actors that share their name with some village are no places; what lay in them does not count.
  const auto first_actor = std::remove_if(s.places.begin(), s.places.end(), [&](const PlaceMention& p) { return s.parties.names_actor(p.tokens); });
  if (first_actor != s.places.end()) {
    s.places.erase(first_actor, s.places.end());
    s.parties.start(s.view, s.layout, s.attributions, s.places, dateline_country(story, s.layout, *resources_.gazetteer));
  }

  find_place_descriptions(s.view, s.places, s.place_descriptions);
  s.drafts.clear();
  s.phrases.clear();
  const PhraseRules* phrases = resources_.phrases;
  if (phrases != nullptr) phrases->find(s.document, s.phrases);
  for (const PhraseMatch& match : s.phrases) {
    const PhraseRule& rule = phrases->rule(match.rule);
    if (explanation == nullptr || rule.action == PhraseAction::kIssue) continue;
    const bool whole = rule.action == PhraseAction::kDropStory;
    explanation->items.push_back({s.document.tokens[match.tokens.begin].sentence, match.tokens, rule.text, rule.source, "no event",
                                  whole ? "a phrase that discards its story" : "a phrase that discards its sentence"});
  }
  for (const Sentence& sentence : s.document.sentences) {
    if (phrases != nullptr && phrases->discards(s.phrases, sentence.tokens)) continue;
    s.builder.dropped_matches.clear();
    builder_.build(s.view, sentence.tokens, s.parties, s.builder, s.drafts);
    take_claimed_responsibility(s.view, sentence.tokens, s.parties, s.drafts);
    if (explanation == nullptr) continue;
    for (const DroppedMatch& dropped : s.builder.dropped_matches) {
      const FrameEntry& entry = resources_.frames->entry(resources_.frames->unit(dropped.unit).entry);
      explanation->items.push_back({s.document.tokens[dropped.head].sentence, {dropped.head, dropped.head + 1}, entry.name,
                                    entry.file + ":" + std::to_string(entry.line), "no event", std::string(dropped.reason)});
    }
  }

  Assembler assembler(resources_, story, s.layout, s.view, s.code_points, s.parties, s.places, s.place_descriptions, s.times, s.attributions, s.speakers);
  std::vector<std::size_t> draft_of;
  for (std::size_t i = 0; i < s.drafts.size(); ++i) {
    EventDraft& draft = s.drafts[i];
    EventRecord record;
    ConfidenceFeatures features{};
    if (draft.dropped.empty() && assembler.assemble(draft, record, features)) {
      if (phrases != nullptr) phrases->add_issues(s.phrases, s.document, record);
      records.push_back(std::move(record));
      draft_of.push_back(i);
      if (explanation != nullptr) explanation->confidence.push_back({records.back().trigger.start, records.back().type, features});
    }
  }
  std::vector<bool> repeated(records.size());
  std::vector<Telling> tellings(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) tellings[i] = telling_of(s.view, s.drafts[draft_of[i]]);
  review_story(records, tellings, [&](std::size_t record, std::string_view reason) {
    repeated[record] = true;
    s.drafts[draft_of[record]].dropped = reason;
  });
  // The doubtful go only now: one may be what another tells again or answers.
  std::erase_if(draft_of, [&, i = std::size_t{0}](std::size_t) mutable { return repeated[i++]; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].confidence < options_.min_confidence) {
      s.drafts[draft_of[i]].dropped = "too doubtful: its confidence is below --min-confidence";
      continue;
    }
    if (kept != i) records[kept] = std::move(records[i]);
    ++kept;
  }
  records.resize(kept);

  if (explanation != nullptr) explain_drafts(*resources_.frames, s.document, s.drafts, *explanation);
  const std::uint64_t text_hash = fnv1a_64(story.text, fnv1a_64(story.id));
  for (EventRecord& record : records) assembler.finish(record, text_hash);
  std::stable_sort(records.begin(), records.end(), [](const EventRecord& a, const EventRecord& b) {
    return std::tie(a.sentence_index, a.trigger.start) < std::tie(b.sentence_index, b.trigger.start);
  });
}

}  // namespace dragoman
