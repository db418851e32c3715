// SPDX-License-Identifier: Apache-2.0
#include "serve/parameters.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/date.h"
#include "base/utf8.h"
#include "ledger/filter_text.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxValue = 1000;
constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxNote = 4000;
constexpr std::size_t kMaxCorrection = 64 << 10;
constexpr std::size_t kMaxQuery = 4000;

Error usage(std::string message) { return {ErrorCode::kUsage, std::move(message), {}, 0}; }

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if constexpr (std::is_floating_point_v<Number>) {
    if (!std::isfinite(value)) return std::nullopt;
  }
  return value;
}

std::optional<bool> parse_bool(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

/// A text of an object; absent and null count as empty.
Result<std::string> text_of(simdjson::dom::object object, const char* name, std::size_t most) {
  simdjson::dom::element element;
  if (object[name].get(element) != simdjson::SUCCESS || element.is_null()) return std::string();
  std::string_view text;
  if (element.get(text) != simdjson::SUCCESS) return usage(std::string(name) + " has to be a text");
  if (text.size() > most) return usage(std::string(name) + " is too long");
  return std::string(text);
}

Result<simdjson::dom::object> object_of(simdjson::dom::parser& parser, std::string_view body) {
  simdjson::dom::object object;
  if (parser.parse(simdjson::padded_string(body)).get(object) != simdjson::SUCCESS) return usage("the body has to be a JSON object");
  return object;
}

}  // namespace

Result<RecordFilter> filter_of(const HttpRequest& request) {
  FilterText text;
  bool one_per_event = false;
  for (const auto& [name, value] : request.target.parameters) {
    if (value.empty()) continue;
    if (value.size() > kMaxValue) return usage(name + " is too long");
    if (name == "party") text.parties.push_back(value);
    else if (name == "dyad") text.dyad = value;
    else if (name == "type") text.types.push_back(value);
    else if (name == "quad") text.quads.push_back(value);
    else if (name == "mode") text.modes.push_back(value);
    else if (name == "context") text.contexts.push_back(value);
    else if (name == "modality") text.modalities.push_back(value);
    else if (name == "place") text.place = value;
    else if (name == "near") text.near = value;
    else if (name == "polygon") {
      text.polygon = value;
      std::replace(text.polygon.begin(), text.polygon.end(), ';', ' ');
    }
    else if (name == "from" || name == "since") text.since = value;
    else if (name == "to" || name == "until") text.until = value;
    else if (name == "source") text.source = value;
    else if (name == "speaker") text.speaker = value;
    else if (name == "text") text.text = value;
    else if (name == "min_confidence") {
      text.min_confidence = parse_number<double>(value);
      if (!text.min_confidence || *text.min_confidence < 0 || *text.min_confidence > 1) return usage("min_confidence has to be a number from 0 to 1");
    } else if (name == "historical") {
      const auto with = parse_bool(value);
      if (!with) return usage("historical has to be true or false");
      text.no_background = !*with;
    } else if (name == "one_per_event") {
      const auto once = parse_bool(value);
      if (!once) return usage("one_per_event has to be true or false");
      one_per_event = *once;
    }
  }
  auto filter = read_filter(text, "");
  if (filter) filter->one_per_event = one_per_event;
  return filter;
}

Result<std::int64_t> limit_of(const HttpRequest& request, std::int64_t fallback, std::int64_t most) {
  const std::string_view text = request.parameter("limit");
  if (text.empty()) return fallback;
  const auto value = parse_number<std::int64_t>(text);
  if (!value || *value < 1 || *value > most) return usage("limit has to be a number from 1 to " + std::to_string(most));
  return *value;
}

std::string format_cursor(const PageCursor& cursor) { return cursor.date + "." + std::to_string(cursor.record); }

Result<std::optional<PageCursor>> cursor_of(const HttpRequest& request) {
  const std::string_view text = request.parameter("cursor");
  if (text.empty()) return std::optional<PageCursor>();
  const std::size_t point = text.rfind('.');
  const auto key = parse_key(point == std::string_view::npos ? std::string_view() : text.substr(point + 1));
  const std::string_view date = text.substr(0, point == std::string_view::npos ? 0 : point);
  if (!key || (!date.empty() && !parse_iso_date(date))) return usage("cursor is none that this server gave");
  return std::optional<PageCursor>(PageCursor{std::string(date), *key});
}

Result<PageRequest> page_of(const HttpRequest& request, std::int64_t fallback, std::int64_t most) {
  auto filter = filter_of(request);
  if (!filter) return filter.error();
  const auto limit = limit_of(request, fallback, most);
  if (!limit) return limit.error();
  auto cursor = cursor_of(request);
  if (!cursor) return cursor.error();
  return PageRequest{std::move(filter).value(), *limit, std::move(cursor).value()};
}

Result<std::optional<std::array<double, 4>>> bbox_of(const HttpRequest& request) {
  using Box = std::optional<std::array<double, 4>>;
  std::string_view text = request.parameter("bbox");
  if (text.empty()) return Box();
  std::array<double, 4> box{};
  for (std::size_t i = 0; i < box.size(); ++i) {
    const std::string_view part = text.substr(0, text.find(','));
    const auto value = parse_number<double>(trim(part));
    if (!value || (i == 3) != (part.size() == text.size())) return usage("bbox has to be west,south,east,north in degrees");
    box[i] = *value;
    text.remove_prefix(std::min(text.size(), part.size() + 1));
  }
  return Box(box);
}

std::optional<std::int64_t> parse_key(std::string_view text) {
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return parse_number<std::int64_t>(text);
}

Result<Review> parse_review(std::string_view body) {
  simdjson::dom::parser parser;
  const auto object = object_of(parser, body);
  if (!object) return object.error();
  Review review;
  if ((*object)["record"].get(review.record) != simdjson::SUCCESS || review.record < 1) return usage("record has to be the key of a record");
  const std::pair<const char*, std::string*> texts[] = {{"verdict", &review.verdict}, {"note", &review.note}, {"author", &review.author}};
  for (const auto& [name, field] : texts) {
    auto text = text_of(*object, name, std::string_view(name) == "note" ? kMaxNote : kMaxName);
    if (!text) return text.error();
    *field = std::move(text).value();
  }
  if (review.verdict != "accept" && review.verdict != "reject" && review.verdict != "correct") return usage("verdict has to be accept, reject or correct");
  if (trim(review.author).empty()) return usage("author has to name who reviewed");
  simdjson::dom::element correction;
  if ((*object)["correction"].get(correction) == simdjson::SUCCESS && !correction.is_null()) {
    if (!correction.is_object()) return usage("correction has to be an object with the fields of a record that should be otherwise");
    review.correction = simdjson::minify(correction);
    if (review.correction.size() > kMaxCorrection) return usage("correction is too long");
  }
  if (review.verdict == "correct" && review.correction.empty()) return usage("a correct verdict needs a correction");
  if (review.verdict != "correct" && !review.correction.empty()) return usage("only a correct verdict takes a correction");
  return review;
}

Result<SavedView> parse_view(std::string_view name, std::string_view body) {
  if (trim(name).empty() || name.size() > kMaxName) return usage("a view needs a name of at most 200 bytes");
  simdjson::dom::parser parser;
  const auto object = object_of(parser, body);
  if (!object) return object.error();
  SavedView view;
  view.name = name;
  auto query = text_of(*object, "query", kMaxQuery);
  if (!query) return query.error();
  auto author = text_of(*object, "author", kMaxName);
  if (!author) return author.error();
  view.query = std::move(query).value();
  view.author = std::move(author).value();
  return view;
}

}  // namespace dragoman
