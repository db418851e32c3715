// SPDX-License-Identifier: Apache-2.0
// Verb dictionaries: blocks of verbs with a code, patterns around "*", synonym sets "&NAME", in our frames format.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "knowledge/import_text.h"
#include "knowledge/text_lines.h"

namespace dragoman::import_detail {
namespace {

constexpr std::string_view kPrepositions[] = {"about", "against", "among", "at",   "between", "by",    "for",  "from", "in",
                                              "into",  "near",    "of",    "on",   "over",    "to",    "with", "within",
                                              "after", "before",  "under", "upon", "during",  "toward", "towards"};
constexpr std::string_view kParticles[] = {"out", "up", "down", "off", "away", "back", "through", "aside", "together",
                                           "forward", "apart", "around", "ahead", "over", "on", "in"};

template <std::size_t N>
bool is_in(std::string_view word, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string slot_preposition(std::string_view p) {
  if (p == "upon") return "on";
  if (p == "toward" || p == "towards") return "to";
  if (p == "within") return "in";
  return std::string(p);
}

bool has_slot(std::string_view p) {
  constexpr std::string_view kSlots[] = {"with", "against", "on", "of", "by", "to", "from", "for", "between", "among",
                                         "over", "in", "at", "into", "under", "about", "after", "before"};
  return is_in(p, kSlots);
}

// A noun as our lemmas have it.
std::string lemma_of(std::string word) {
  const auto ends = [&](std::string_view tail) { return word.size() > tail.size() + 1 && word.ends_with(tail); };
  if (ends("ies")) return word.substr(0, word.size() - 3) + "y";
  if (ends("sses") || ends("xes") || ends("ches") || ends("shes")) return word.substr(0, word.size() - 2);
  if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) word.pop_back();
  return word;
}

struct Element {
  std::string preposition;         // of "(TO BORDER)"; empty for a plain word
  std::vector<std::string> heads;  // alternatives; empty: none but a mark
  char mark = 0;                   // "$" "+" "%" "^"
};

struct Pattern {
  std::vector<Element> before, after;
  std::string code;
  std::uint64_t line = 0;
  bool lossy = false;
  std::string reason;
};

// The WEIS cue categories 01 to 22, which old dictionaries use.
constexpr std::string_view kWeis[] = {"080", "010", "040", "050", "030", "060", "070", "030", "020", "030", "120",
                                      "112", "110", "120", "100", "130", "130", "141", "160", "166", "171", "190"};

class VerbImporter {
 public:
  VerbImporter(std::string_view file_name, const Ontology& ontology) : ontology_(ontology) {
    out_.path = "frames/" + std::string(file_name) + ".frames";
    out_.content = header(file_name);
  }

  // Synonym sets first: patterns use them before they stand.
  void collect(std::string_view text) {
    LineReader lines(text, false);
    std::string set;
    for (std::string line; lines.next(line);) {
      if (line.empty()) continue;
      if (line[0] == '&') {
        set = set_name(line);
      } else if (line[0] == '+' && !set.empty()) {
        sets_[set].push_back(line.substr(1));
      } else {
        set.clear();
      }
    }
  }

  void line(const std::string& line, std::uint64_t number) {
    if (line[0] == '&') {
      flush();
      in_set_ = true;
      return;
    }
    if (line[0] == '+' && in_set_) {  // a synonym lives on in the patterns that use it
      ++out_.report.entries;
      ++out_.report.taken;
      return;
    }
    in_set_ = false;
    if (line.starts_with("---")) {
      flush();
      block_code_ = code_in(line);
      return;
    }
    ++out_.report.entries;
    if (line[0] == '~' || line.find('=') != std::string::npos) {
      note(out_.report, number, line, "transformation of one event by another: built into the coder");
      return;
    }
    if (line[0] == '-') {
      pattern(line.substr(1), number);
      return;
    }
    verb(line, number);
  }

  ImportedFile finish() {
    flush();
    return std::move(out_);
  }

 private:
  static std::string set_name(std::string_view line) {
    std::string name(words_of(line).empty() ? "" : words_of(line)[0]);
    while (!name.empty() && name.back() == '_') name.pop_back();
    return name;
  }

  static std::string code_in(std::string_view line) {
    const auto open = line.find('['), close = line.find(']', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    std::string_view code = trimmed(line.substr(open + 1, close - open - 1));
    const auto colon = code.find(':');
    if (colon == 0) code.remove_prefix(1);
    else code = code.substr(0, colon);
    return std::string(trimmed(code));
  }

  // Our sense line; `remark` says what was lost.
  std::string sense_of(const std::string& code, std::string& remark) const {
    if (code.empty() || code == "---") return "none";
    const std::string digits = code.substr(0, code.find_first_not_of("0123456789"));
    const CameoInfo* info = ontology_.cameo(digits);
    if (info == nullptr && digits.size() >= 3) {
      info = ontology_.cameo(digits.substr(0, 3));
      if (info != nullptr) remark = "code " + code + " is none of CAMEO 1.1b3: its parent was taken";
    }
    if (info == nullptr && digits.size() >= 2) {
      const int root = std::stoi(digits.substr(0, 2));
      if (root >= 1 && root <= 22) {
        info = ontology_.cameo(kWeis[root - 1]);
        remark = "code of WEIS: the nearest of CAMEO was taken";
      }
    }
    if (info == nullptr) {
      remark = "code of no known scheme: kept as no event";
      return "none";
    }
    if (!info->type) return "none";
    return std::string(kEventTypeNames[static_cast<std::size_t>(*info->type)]) + " " +
           (info->mode.empty() ? "-" : info->mode) + " " + info->code;
  }

  // "{RELIEF ASSISTANCE}", "AID", "&FOOD", "NEW_&TIETYPES_RELATIONS": the possible head nouns.
  std::vector<std::string> heads_of(std::string_view phrase, int depth = 0) const {
    std::vector<std::string> words;
    std::string word;
    for (const char c : phrase) {
      if (c == ' ' || c == '_' || c == '{' || c == '}' || c == '(' || c == ')') {
        if (!word.empty()) words.push_back(word);
        word.clear();
      } else {
        word += c;
      }
    }
    if (!word.empty()) words.push_back(word);
    std::erase_if(words, [](const std::string& w) {
      return w.find_first_not_of("$+%^-*.,") == std::string::npos || w == "A" || w == "AN" || w == "THE";
    });
    if (words.empty()) return {};
    const std::string& last = words.back();
    if (last[0] == '&') {
      std::vector<std::string> out;
      const auto it = sets_.find(set_name(last));
      if (it == sets_.end() || depth > 3) return {};
      for (const auto& member : it->second)
        for (auto& h : heads_of(member, depth + 1)) out.push_back(std::move(h));
      std::sort(out.begin(), out.end());
      out.erase(std::unique(out.begin(), out.end()), out.end());
      return out;
    }
    std::string head = lower_words(last);
    std::erase_if(head, [](char c) { return !((c >= 'a' && c <= 'z') || c == '-' || c == '\''); });
    if (head.empty()) return {};
    return {lemma_of(head)};
  }

  void pattern(std::string_view text, std::uint64_t number) {
    Pattern p;
    p.line = number;
    p.code = code_in(text);
    text = trimmed(text.substr(0, text.find('[')));
    bool after = false, star = false;
    const auto add = [&](Element e) { (after ? p.after : p.before).push_back(std::move(e)); };
    std::size_t i = 0;
    while (i < text.size()) {
      if (text[i] == ' ' || text[i] == '\t') {
        ++i;
        continue;
      }
      if (text[i] == '(' || text[i] == '{') {
        const char closing = text[i] == '(' ? ')' : '}';
        int depth = 0;
        std::size_t end = i;
        for (; end < text.size(); ++end) {
          if (text[end] == text[i]) ++depth;
          if (text[end] == closing && --depth == 0) break;
        }
        const std::string_view inner = trimmed(text.substr(i + 1, end - i - 1));
        Element e;
        if (closing == ')') {
          const auto words = words_of(inner);
          if (!words.empty()) {
            e.preposition = lower_words(words[0]);
            const auto rest = trimmed(inner.substr(words[0].size()));
            if (rest.find('+') != std::string_view::npos) e.mark = '+';
            e.heads = heads_of(rest);
          }
        } else {
          e.heads = heads_of(inner);
        }
        add(std::move(e));
        i = end + 1;
        continue;
      }
      std::size_t end = text.find_first_of(" \t({", i);
      if (end == std::string_view::npos) end = text.size();
      std::string_view token = text.substr(i, end - i);
      i = end;
      const auto at = token.find('*');
      if (at == std::string_view::npos) {
        word(token, add);
        continue;
      }
      // "*_OUT", "IN_*", "WITH_*_IN": words tied to the verb.
      star = true;
      if (at > 0) word(token.substr(0, at), add);
      after = true;
      if (at + 1 < token.size()) word(token.substr(at + 1), add);
    }
    if (!star) {
      note(out_.report, number, text, "a pattern without \"*\"");
      return;
    }
    patterns_.push_back(std::move(p));
  }

  template <typename Add>
  void word(std::string_view token, Add&& add) const {
    while (!token.empty() && token.front() == '_') token.remove_prefix(1);
    while (!token.empty() && token.back() == '_') token.remove_suffix(1);
    if (token.empty()) return;
    Element e;
    if (token.find_first_not_of("$+%^") == std::string_view::npos) {
      e.mark = token[0];
      add(std::move(e));
      return;
    }
    e.heads = heads_of(token);
    add(std::move(e));
  }

  void verb(std::string line, std::uint64_t number) {
    flush_patterns_if_any();
    const std::string own = code_in(line);
    line = line.substr(0, line.find_first_of("[{"));
    std::string words = lower_words(line);
    Verb v;
    v.line = number;
    v.code = own.empty() ? block_code_ : own;
    // "RISE_+UP" and "+ABC_DEF": the verb bears the plus; the rest are particles, or lost.
    auto parts = words_of(words);
    std::string head;
    std::vector<std::string> rest;
    for (auto w : parts) {
      if (w[0] == '+' && w.size() > 1) {
        if (!head.empty()) rest.push_back(head);
        head = w.substr(1);
      } else if (head.empty()) {
        head = w;
      } else {
        rest.emplace_back(w);
      }
    }
    std::erase_if(head, [](char c) { return !((c >= 'a' && c <= 'z') || c == '-'); });
    if (head.empty()) {
      note(out_.report, number, line, "no verb");
      return;
    }
    v.word = head;
    for (const auto& r : rest) {
      if (is_in(r, kParticles) && v.particle.empty())
        v.particle = r;
      else
        v.lossy = true;
    }
    if (v.lossy) note(out_.report, number, line, "words beside the verb that are no particle were left out");
    verbs_.push_back(std::move(v));
  }

  void flush_patterns_if_any() {
    if (!patterns_.empty()) flush();
  }

  // "obj=aid to=border" and condition lines of a pattern.
  bool constraints_of(const Pattern& p, std::string& needs, std::string& lines, std::string& remark) const {
    bool obj = false, subj = false;
    const auto join = [](const std::vector<std::string>& heads) {
      std::string s;
      for (const auto& h : heads) {
        if (!s.empty()) s += '/';
        s += h;
      }
      return s;
    };
    std::unordered_set<std::string> used;
    const auto need = [&](const std::string& slot, const std::vector<std::string>& heads) {
      if (!used.insert(slot).second) {
        remark = "two words in one place: the first was taken";
        return;
      }
      if (heads.empty())
        lines += "  if " + slot + " is any\n";
      else
        needs += " " + slot + "=" + join(heads);
    };
    for (std::size_t i = 0; i < p.before.size(); ++i) {
      const Element& e = p.before[i];
      if (e.mark != 0) continue;
      if (!e.preposition.empty() || e.heads.empty()) {
        remark = "words before the verb other than a noun were left out";
        continue;
      }
      const std::string& h = e.heads.front();
      if (is_in(h, kPrepositions) || h == "not" || h == "will" || h == "would" || h == "be" || h == "have" || h == "wa" ||
          h == "were" || h == "is" || h == "has" || h == "had" || h == "to" || h == "did") {
        remark = "words before the verb other than a noun were left out";
        continue;
      }
      if (!subj) need("subj", e.heads);
      subj = true;
    }
    std::string preposition;
    for (const Element& e : p.after) {
      if (e.mark == '%') lines += "  both subj with obj\n";
      std::string with = e.preposition;
      if (with.empty() && e.heads.size() == 1 && is_in(e.heads.front(), kPrepositions) && preposition.empty()) {
        preposition = e.heads.front();
        continue;
      }
      if (with.empty() && !preposition.empty()) with = std::exchange(preposition, {});
      if (!with.empty()) {
        const std::string slot = slot_preposition(with);
        if (!has_slot(slot)) {
          remark = "preposition without a slot: " + with;
          continue;
        }
        if (e.mark == '+' && e.heads.empty())
          lines += "  recipient " + slot + "\n";
        else
          need(slot, e.heads);
        continue;
      }
      if (e.mark != 0 || e.heads.empty()) continue;
      if (e.heads.size() == 1 && is_in(e.heads.front(), kParticles) && !used.contains("obj")) {
        need("prt", e.heads);
        continue;
      }
      if (obj) {
        remark = "two words in one place: the first was taken";
        continue;
      }
      obj = true;
      need("obj", e.heads);
    }
    if (!preposition.empty() && has_slot(slot_preposition(preposition))) need(slot_preposition(preposition), {});
    return true;
  }

  void flush() {
    // Verbs with a particle of their own make entries of their own.
    std::vector<std::string> heads;
    std::unordered_map<std::string, std::string> code_of;
    std::string common;
    for (const auto& v : verbs_) {
      ++out_.report.taken;
      if (v.lossy) ++out_.report.partly;
      std::string remark;
      const std::string sense = sense_of(v.code, remark);
      if (!remark.empty()) {
        note(out_.report, v.line, v.word, remark);
        if (!v.lossy) ++out_.report.partly;
      }
      entry(v.word + " v" + (v.particle.empty() ? "" : " prt=" + v.particle), "  " + sense + "\n");
      if (v.particle.empty() && std::find(heads.begin(), heads.end(), v.word) == heads.end()) heads.push_back(v.word);
      if (!v.particle.empty()) particle_heads_.push_back({v.word, v.particle});
    }
    for (const auto& h : heads) {
      if (!common.empty()) common += ", ";
      common += h;
    }
    for (const auto& p : patterns_) {
      if (common.empty() && particle_heads_.empty()) {
        note(out_.report, p.line, p.code, "a pattern before any verb");
        continue;
      }
      std::string needs, lines, remark, code_remark;
      constraints_of(p, needs, lines, remark);
      const std::string sense = sense_of(p.code, code_remark);
      ++out_.report.taken;
      if (!remark.empty() || !code_remark.empty()) ++out_.report.partly;
      if (!remark.empty()) note(out_.report, p.line, common + needs, remark);
      if (!code_remark.empty()) note(out_.report, p.line, common + needs, code_remark);
      const std::string body = "  " + sense + "\n" + lines;
      if (!common.empty()) entry(common + " v" + needs, body);
      for (const auto& [word, particle] : particle_heads_)
        entry(word + " v" + (needs.find(" prt=") == std::string::npos ? " prt=" + particle : "") + needs, body);
    }
    verbs_.clear();
    patterns_.clear();
    particle_heads_.clear();
  }

  // The first of equal entries holds, as in the old coders.
  void entry(const std::string& head, const std::string& body) {
    if (!seen_.insert(head + (body.find("  if ") == std::string::npos ? "" : body)).second) return;
    out_.content += head + "\n" + body;
  }

  struct Verb {
    std::string word, particle, code;
    std::uint64_t line = 0;
    bool lossy = false;
  };

  const Ontology& ontology_;
  ImportedFile out_;
  std::unordered_map<std::string, std::vector<std::string>> sets_;
  std::string block_code_;
  std::vector<Verb> verbs_;
  std::vector<std::pair<std::string, std::string>> particle_heads_;
  std::vector<Pattern> patterns_;
  std::unordered_set<std::string> seen_;
  bool in_set_ = false;
};

}  // namespace

ImportedFile import_verbs(std::string_view text, std::string_view file_name, const Ontology& ontology) {
  VerbImporter importer(file_name, ontology);
  importer.collect(text);
  LineReader lines(text, false);
  for (std::string line; lines.next(line);)
    if (!line.empty()) importer.line(line, lines.number());
  return importer.finish();
}

}  // namespace dragoman::import_detail
