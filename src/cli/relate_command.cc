// SPDX-License-Identifier: Apache-2.0
// dragoman relate: what a marked source does, or is said to do, to a marked target.
#include <simdjson.h>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/line_input.h"
#include "cli/session.h"
#include "coding/relation_coder.h"

namespace dragoman {
namespace {

/// A span of code points as bytes of `text`; nullopt for null. `problem` is set when it is neither.
std::optional<ByteRange> span_of(const simdjson::dom::element& line, const char* key, const CodePointIndex& index, std::string& problem) {
  simdjson::dom::element value;
  if (line[key].get(value) != simdjson::SUCCESS || value.is_null()) return std::nullopt;
  simdjson::dom::array pair;
  std::int64_t start = 0;
  std::int64_t end = 0;
  if (value.get(pair) != simdjson::SUCCESS || pair.size() != 2 || pair.at(0).get(start) != simdjson::SUCCESS || pair.at(1).get(end) != simdjson::SUCCESS ||
      start < 0 || end <= start || static_cast<std::size_t>(end) > index.code_points()) {
    problem = std::string("'") + key + "' is not [start, end] within the text";
    return std::nullopt;
  }
  return ByteRange{static_cast<std::uint32_t>(index.to_byte(static_cast<std::size_t>(start))),
                   static_cast<std::uint32_t>(index.to_byte(static_cast<std::size_t>(end)))};
}

}  // namespace

int run_relate(const Options& options) {
  Messages messages(options);
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  const auto resources = load_session(options, messages);
  if (!resources) return messages.status();
  RelationCoder coder(resources->view());
  simdjson::dom::parser parser;
  for_each_line(options, messages, [&](const std::string& file, std::uint64_t number, std::string_view line) {
    simdjson::dom::element root;
    std::string_view raw;
    if (const auto error = parser.parse(simdjson::padded_string(line)).get(root)) {
      messages.error(Error{ErrorCode::kFormat, std::string("not JSON: ") + simdjson::error_message(error), file, number});
      return true;
    }
    if (root["text"].get(raw) != simdjson::SUCCESS) {
      messages.error(Error{ErrorCode::kFormat, "an object with 'text' is expected", file, number});
      return true;
    }
    const std::string text(raw);
    const CodePointIndex index(text);
    std::string problem;
    const auto source = span_of(root, "source", index, problem);
    const auto target = span_of(root, "target", index, problem);
    if (!problem.empty()) {
      messages.error(Error{ErrorCode::kFormat, problem, file, number});
      return true;
    }
    const Relation relation = coder.relate(text, source, target);
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.key("type").string(kEventTypeNames[static_cast<std::size_t>(relation.code.type)]);
    json.key("mode").string_or_null(relation.code.mode);
    json.key("quad").string(kQuadNames[static_cast<std::size_t>(quad_of(relation.code.type))]);
    json.key("confidence").number(relation.confidence);
    json.end_object();
    out += '\n';
    return output->write(out);
  });
  if (const Status status = output->finish(); !status) messages.error(status.error());
  return messages.status();
}

}  // namespace dragoman
