// SPDX-License-Identifier: Apache-2.0
// dragoman explain: for each sentence the parse as a tree, and why each record was made or a candidate dropped.
#include <vector>

#include "cli/commands.h"
#include "cli/session.h"
#include "coding/resources.h"
#include "coding/syntax_view.h"

namespace dragoman {
namespace {

struct Style {
  const char* bold;
  const char* dim;
  const char* good;
  const char* bad;
  const char* off;
};
constexpr Style kPlain = {"", "", "", "", ""};
constexpr Style kColour = {"\033[1m", "\033[2m", "\033[32m", "\033[31m", "\033[0m"};

/// Text of a story without what a terminal would obey.
void append_safe(std::string& out, std::string_view text) {
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    out += (u < 0x20 || u == 0x7f) ? ' ' : c;
  }
}

void append_tree(const SyntaxView& view, std::uint32_t token, const std::string& indent, bool last, std::string& out, int depth) {
  const Document& d = view.document();
  out += "    " + indent + (depth == 0 ? "" : last ? "└─ " : "├─ ");
  append_safe(out, d.form(token));
  out += "  ";
  out += kUposNames[static_cast<std::size_t>(d.tokens[token].upos)];
  out += ' ';
  out += kDeprelNames[static_cast<std::size_t>(d.tokens[token].deprel)];
  if (d.lemma(token) != d.norm(token)) {
    out += " (";
    append_safe(out, d.lemma(token));
    out += ')';
  }
  out += '\n';
  const auto children = view.children(token);
  const std::string below = depth == 0 ? "" : indent + (last ? "   " : "│  ");
  for (std::size_t i = 0; i < children.size(); ++i) append_tree(view, children[i], below, i + 1 == children.size(), out, depth + 1);
}

std::string parties(const std::vector<Entity>& list) {
  std::string out;
  for (const Entity& e : list) {
    if (!out.empty()) out += " & ";
    append_safe(out, e.name.empty() ? e.span.text : e.name);
    out += " [" + e.code + "]";
  }
  return out.empty() ? "-" : out;
}

struct Worker {
  StoryCoder::ScratchPtr scratch;
  std::vector<EventRecord> records;
  Explanation explanation;
  SyntaxView view;
};

void explain(const StoryCoder& coder, Worker& w, StorySlot& slot, const Style& style) {
  w.explanation.items.clear();
  coder.code(slot.story, *w.scratch, w.records, &w.explanation);
  const Document& d = StoryCoder::document(*w.scratch);
  w.view.build(d);
  std::string& out = slot.out;
  out += std::string(style.bold) + "story " + slot.story.id + style.off + "\n";
  std::size_t item = 0;
  std::size_t record = 0;
  for (std::uint32_t s = 0; s < d.sentences.size(); ++s) {
    const Sentence& sentence = d.sentences[s];
    out += "\n" + std::string(style.bold) + std::to_string(s) + "  ";
    append_safe(out, d.text.substr(sentence.begin_byte, sentence.end_byte - sentence.begin_byte));
    out += std::string(style.off) + "\n" + style.dim;
    for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      if (d.tokens[t].head < 0) append_tree(w.view, t, "", true, out, 0);
    }
    out += style.off;
    for (; item < w.explanation.items.size() && w.explanation.items[item].sentence == s; ++item) {
      const Explanation::Item& i = w.explanation.items[item];
      out += i.reason.empty() ? std::string("  ") + style.good + "+ " : std::string("  ") + style.bad + "- ";
      out += i.result + style.off + "  \"";
      append_safe(out, d.text.substr(d.tokens[i.trigger.begin].begin_byte, d.tokens[i.trigger.end - 1].end_byte - d.tokens[i.trigger.begin].begin_byte));
      out += "\"  by '" + i.entry + "' (" + i.source + ")";
      if (!i.reason.empty()) out += ": " + i.reason;
      out += '\n';
    }
    for (; record < w.records.size() && w.records[record].sentence_index == static_cast<std::int64_t>(s); ++record) {
      const EventRecord& r = w.records[record];
      out += "  = " + std::string(kEventTypeNames[static_cast<std::size_t>(r.type)]) + (r.mode.empty() ? "" : " " + r.mode) + ": " + parties(r.actors) +
             " → " + parties(r.recipients) + ", " + r.date.start + (r.place ? ", " + r.place->name : "") + ", " +
             std::string(kModalityNames[static_cast<std::size_t>(r.modality)]);
      for (const AttributionLink& link : r.attribution) {
        out += ", " + std::string(kStanceNames[static_cast<std::size_t>(link.stance)]) + " ";
        append_safe(out, link.speaker.name.empty() ? link.speaker.span.text : link.speaker.name);
      }
      out += '\n';
    }
  }
  out += '\n';
}

}  // namespace

int run_explain(const Options& options) {
  Messages messages(options);
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  const auto resources = load_session(options, messages);
  if (!resources) return messages.status();
  const Style style = wants_color(options, output->is_terminal()) ? kColour : kPlain;
  const StoryCoder coder(resources->view(), options.coding());
  std::vector<Worker> workers(jobs_of(options));
  for (Worker& worker : workers) worker.scratch = coder.make_scratch();
  run_stories(
      options, messages, [&](unsigned id, StorySlot& slot) { explain(coder, workers[id], slot, style); },
      [&](StorySlot& slot) { return output->write(slot.out); });
  if (const Status status = output->finish(); !status) messages.error(status.error());
  return messages.status();
}

}  // namespace dragoman
