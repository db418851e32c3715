// SPDX-License-Identifier: Apache-2.0
#include "coding/quote_finder.h"

#include <algorithm>

#include "coding/quote_cues.h"

namespace dragoman {
namespace {

/// Calls `take` with each word of a space-separated list.
template <class Take>
void each_word(std::string_view list, Take take) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) take(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

template <class Table, std::size_t kSize>
void fill(const CueGroup (&groups)[kSize], Table& table) {
  for (const CueGroup& group : groups) {
    each_word(group.lemmas, [&](std::string_view word) {
      const std::size_t plus = word.find('+');
      QuoteFinder::Cue& cue = table[word.substr(0, plus)];
      if (plus != std::string_view::npos) {
        if (cue.slots != 0) return;
        cue.particle = word.substr(plus + 1);
      } else {
        cue.particle = {};
      }
      cue.slots |= group.slots;
      each_word(group.prepositions, [&](std::string_view preposition) { cue.prepositions.push_back(preposition); });
    });
  }
}

bool is_quotation_mark(std::string_view form) {
  return form == "\"" || form == "“" || form == "”" || form == "‘" || form == "’" || form == "''" || form == "``" || form == "«" || form == "»";
}

bool contains(TokenRange range, std::uint32_t token) { return range.begin <= token && token < range.end; }

class Search {
 public:
  Search(const QuoteFinder& finder, const SyntaxView& view, const StoryLayout& layout, QuoteScratch& scratch, std::vector<Quote>& out)
      : finder_(finder), view_(view), d_(view.document()), layout_(layout), s_(scratch), out_(out) {}

  void run() {
    s_.taken.assign(d_.tokens.size(), 0);
    collect_quotations();
    std::size_t first_quotation = 0;
    for (std::uint32_t i = 0; i < d_.sentences.size(); ++i) {
      const Sentence& sentence = d_.sentences[i];
      while (first_quotation < s_.quotations.size() && s_.quotations[first_quotation].end <= sentence.tokens.begin) ++first_quotation;
      quotation_ = first_quotation;
      const std::size_t before = out_.size();
      in_sentence(sentence);
      std::stable_sort(out_.begin() + static_cast<std::ptrdiff_t>(before), out_.end(),
                       [](const Quote& a, const Quote& b) { return a.content.front().begin < b.content.front().begin; });
      run_on(i, before);
    }
    out_.erase(std::remove_if(out_.begin(), out_.end(), [](const Quote& q) { return q.content.empty(); }), out_.end());
  }

 private:
  void collect_quotations() {
    s_.quotations.clear();
    std::uint32_t t = 0;
    for (const Quotation& quotation : layout_.quotations) {
      while (t < d_.tokens.size() && d_.tokens[t].begin_byte < quotation.range.begin) ++t;
      TokenRange range{t, t};
      while (range.end < d_.tokens.size() && d_.tokens[range.end].end_byte <= quotation.range.end) ++range.end;
      if (!range.empty()) s_.quotations.push_back(range);
      t = std::max(t, range.end);
    }
  }

  bool quoted(std::uint32_t token) const { return (d_.tokens[token].flags & kInQuotation) != 0; }

  /// A word of a quotation that is long enough to be somebody's sentence: what is said inside is his.
  bool in_long_quotation(std::uint32_t token) const {
    if (!quoted(token)) return false;
    for (std::size_t i = quotation_; i < s_.quotations.size() && s_.quotations[i].begin <= token; ++i) {
      if (contains(s_.quotations[i], token)) return s_.quotations[i].end - s_.quotations[i].begin >= 4;
    }
    return true;
  }

  void in_sentence(const Sentence& sentence) {
    if (label(sentence)) return;
    // From the root down, so that the outer of two speakers comes first.
    s_.order.clear();
    for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      if (view_.head(t) == kNoToken) s_.order.push_back(t);
    }
    for (std::size_t i = 0; i < s_.order.size(); ++i) {
      for (const std::uint32_t child : view_.children(s_.order[i])) s_.order.push_back(child);
    }
    for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      if (!in_long_quotation(t)) according(t, sentence);
    }
    // First who speaks in a clause of his own, then everything else: what an attitude governs may be his speech.
    for (std::size_t i = 0; i < s_.order.size(); ++i) {
      const std::uint32_t t = s_.order[i];
      if (view_.upos(t) != Upos::kVerb || s_.taken[t] != 0 || in_long_quotation(t)) continue;
      const Deprel r = view_.relation(t);
      if (r != Deprel::kRoot && r != Deprel::kParataxis && r != Deprel::kConj) continue;
      const QuoteFinder::Cue* cue = finder_.cue(Upos::kVerb, d_.lemma(t));
      if (cue != nullptr && (cue->slots & (kCueSpeech | kCueClause)) == (kCueSpeech | kCueClause)) verb(t, *cue, sentence);
    }
    for (std::size_t i = 0; i < s_.order.size(); ++i) {
      const std::uint32_t t = s_.order[i];
      if (s_.taken[t] != 0 || in_long_quotation(t)) continue;
      const QuoteFinder::Cue* cue = finder_.cue(view_.upos(t), d_.lemma(t));
      if (cue == nullptr) continue;
      if (view_.upos(t) == Upos::kVerb) verb(t, *cue, sentence);
      else if (view_.upos(t) == Upos::kNoun) noun(t, *cue);
      else adjective(t, *cue);
    }
  }

  /// "TRUMP: We will win." in an interview.
  bool label(const Sentence& sentence) {
    std::uint32_t t = sentence.tokens.begin;
    while (t < sentence.tokens.end && t < sentence.tokens.begin + 5 && view_.upos(t) == Upos::kPropn) ++t;
    if (t == sentence.tokens.begin || t + 3 >= sentence.tokens.end || d_.form(t) != ":") return false;
    Quote q;
    q.source = {sentence.tokens.begin, t};
    q.cue = {t, t + 1};
    q.cue_head = t;
    q.speech = true;
    q.content.push_back({t + 1, sentence.tokens.end});
    emit(std::move(q));
    return true;
  }

  void according(std::uint32_t t, const Sentence& sentence) {
    if (d_.norm(t) != "according" || t + 2 >= sentence.tokens.end || d_.norm(t + 1) != "to") return;
    std::uint32_t who = kNoToken;
    const Deprel r = view_.relation(t);
    if (r == Deprel::kCase || r == Deprel::kFixed || r == Deprel::kMark) {
      who = view_.head(t);
    } else {
      for (const std::uint32_t child : view_.children(t)) {
        if (view_.relation(child) == Deprel::kObl || view_.relation(child) == Deprel::kNmod) who = child;
      }
    }
    Quote q;
    q.speech = true;
    q.cue = {t, t + 2};
    q.cue_head = t;
    q.source = {t + 2, sentence.tokens.end};
    const bool tree = who != kNoToken && who > t && view_.subtree(who).end > t + 2;
    if (tree) q.source.end = view_.subtree(who).end;
    if (!tree || t == sentence.tokens.begin) {
      // At the front, a comma behind the source ends it, where the tree has not ended it before.
      for (std::uint32_t i = tree ? who + 1 : t + 3; i < q.source.end; ++i) {
        if (d_.form(i) == "," && !(tree && i + 1 < q.source.end && view_.relation(i + 1) == Deprel::kAppos)) q.source.end = i;
      }
    }
    if (q.source.empty()) return;
    if (t <= sentence.tokens.begin + 1) q.content.push_back({q.source.end, sentence.tokens.end});
    else add_outside(sentence.tokens, {q.cue.begin, q.source.end}, q);
    emit(std::move(q));
  }

  std::uint32_t own_subject(std::uint32_t verb) const {
    for (const std::uint32_t child : view_.children(verb)) {
      const Deprel r = view_.deprel(child);
      if (r == Deprel::kNsubj || r == Deprel::kNsubjPass || r == Deprel::kNsubjOuter) return child;
    }
    return kNoToken;
  }

  std::uint32_t agent(std::uint32_t verb) const {
    for (const std::uint32_t child : view_.children(verb)) {
      if (view_.relation(child) != Deprel::kObl) continue;
      const std::uint32_t adposition = view_.adposition(child);
      if (view_.deprel(child) == Deprel::kOblAgent || (adposition != kNoToken && d_.norm(adposition) == "by")) return child;
    }
    return kNoToken;
  }

  /// The subject, also when another verb has it: "refused and said", "wants to ask", "..., saying".
  std::uint32_t subject(std::uint32_t verb) {
    for (int steps = 0; steps < 5; ++steps) {
      const std::uint32_t own = own_subject(verb);
      if (own != kNoToken) return own;
      const std::uint32_t up = view_.head(verb);
      if (up == kNoToken) return kNoToken;
      const Deprel r = view_.relation(verb);
      if (r == Deprel::kAcl) return view_.deprel(verb) == Deprel::kAclRelcl ? kNoToken : up;
      if (r != Deprel::kConj && r != Deprel::kXcomp && r != Deprel::kAdvcl && r != Deprel::kCcomp && r != Deprel::kParataxis) return kNoToken;
      if (r == Deprel::kXcomp || r == Deprel::kAdvcl) {
        // "asked him to say", "was quoted as saying"
        for (const std::uint32_t child : view_.children(up)) {
          if ((r == Deprel::kXcomp || d_.lemma(up) == "quote") && (view_.relation(child) == Deprel::kObj || view_.relation(child) == Deprel::kIobj) && child < verb) return child;
        }
      }
      verb = up;
    }
    return kNoToken;
  }

  bool closes_speech(std::uint32_t t) const { return d_.form(t) == "," || is_quotation_mark(d_.form(t)); }

  /// The source beside a cue of speech that the parser tore from it: "...," said a man who saw it; "...," the man said.
  /// Sets the source; its head where it is one phrase of the tree.
  std::uint32_t beside(std::uint32_t t, Quote& q) const {
    const TokenRange sentence = d_.sentences[d_.tokens[t].sentence].tokens;
    if (q.cue.begin > sentence.begin && closes_speech(q.cue.begin - 1) && q.cue.end < sentence.end && !quoted(q.cue.end)) {
      std::uint32_t head = q.cue.end;
      while (view_.head(head) != kNoToken && view_.head(head) > t && view_.head(head) < t + 15 && view_.is_nominal(view_.head(head))) head = view_.head(head);
      if (view_.is_nominal(head)) {
        q.source = source_phrase(head, t);
        return head;
      }
    }
    for (const std::uint32_t child : view_.children(t)) {
      if (child < t && view_.is_nominal(child) && view_.subtree(child).end == q.cue.begin && !quoted(child)) {
        q.source = source_phrase(child, t);
        return child;
      }
    }
    // From the mark that ends the quotation to the cue, when that is one phrase.
    std::uint32_t begin = q.cue.begin;
    while (begin > sentence.begin && q.cue.begin - begin < 30 && !is_quotation_mark(d_.form(begin - 1)) && !quoted(begin - 1)) --begin;
    if (begin < q.cue.begin && begin > sentence.begin && is_quotation_mark(d_.form(begin - 1))) {
      for (std::uint32_t h = begin; h < q.cue.begin; ++h) {
        if (!view_.is_nominal(h)) continue;
        q.source = {begin, q.cue.begin};
        return h;
      }
    }
    return kNoToken;
  }

  /// The phrase that names the source: with titles, appositions and relatives, without its preposition, and without what
  /// the parser hung on it across the cue.
  TokenRange source_phrase(std::uint32_t head, std::uint32_t cue) const {
    TokenRange range = view_.subtree(head);
    if (head < cue && range.end > cue) {
      range = {head, head + 1};
      for (const std::uint32_t child : view_.children(head)) {
        const TokenRange part = view_.subtree(child);
        if (part.end <= cue) range = {std::min(range.begin, part.begin), std::max(range.end, part.end)};
      }
    } else if (head > cue && range.begin <= cue) {
      range.begin = cue + 1;
    }
    const std::uint32_t adposition = view_.adposition(head);
    if (adposition != kNoToken && adposition == range.begin) ++range.begin;
    return range;
  }

  TokenRange cue_phrase(std::uint32_t verb) const {
    TokenRange cue{verb, verb + 1};
    while (cue.begin > 0 && view_.head(cue.begin - 1) == verb &&
           (view_.relation(cue.begin - 1) == Deprel::kAux || view_.relation(cue.begin - 1) == Deprel::kAdvmod || view_.relation(cue.begin - 1) == Deprel::kCop)) {
      --cue.begin;
    }
    if (cue.end < d_.tokens.size() && view_.head(cue.end) == verb && view_.deprel(cue.end) == Deprel::kCompoundPrt) ++cue.end;
    return cue;
  }

  void add_outside(TokenRange whole, TokenRange hole, Quote& q) const {
    if (hole.end <= whole.begin || whole.end <= hole.begin) {
      if (!whole.empty()) q.content.push_back(whole);
      return;
    }
    if (whole.begin < hole.begin) q.content.push_back({whole.begin, hole.begin});
    if (hole.end < whole.end) q.content.push_back({hole.end, whole.end});
  }

  bool has(const QuoteFinder::Cue& cue, std::uint32_t adposition) const {
    return adposition != kNoToken &&
           std::find(cue.prepositions.begin(), cue.prepositions.end(), d_.norm(adposition)) != cue.prepositions.end();
  }

  void verb(std::uint32_t t, const QuoteFinder::Cue& cue, const Sentence& sentence) {
    if (!cue.particle.empty()) {
      const std::uint32_t particle = view_.child_with(t, Deprel::kCompound);
      if (particle == kNoToken || d_.norm(particle) != cue.particle) return;
    }
    Quote q;
    q.speech = (cue.slots & kCueSpeech) != 0;
    q.cue = cue_phrase(t);
    q.cue_head = t;
    const bool passive = view_.is_passive(t);
    std::uint32_t who = kNoToken;
    if ((cue.slots & kCueNoSource) == 0) who = passive ? agent(t) : subject(t);
    if (who != kNoToken && quoted(who) && !quoted(t)) who = kNoToken;
    if (q.speech && !passive && view_.relation(t) == Deprel::kParataxis && own_subject(t) == kNoToken && beside(t, q) != kNoToken) who = kNoToken;
    if (who == kNoToken && q.speech && !passive) who = beside(t, q);
    else if (who != kNoToken) q.source = source_phrase(who, t);
    clause_content(t, cue, passive, who, q);
    if (q.speech && !quoted(t)) quotations_of(t, sentence, q);
    if (q.content.empty() && (cue.slots & kCueClause) != 0 && q.speech && !q.source.empty() && !passive) before_or_after(t, sentence, q);
    if (q.content.empty()) return;
    emit(std::move(q));
  }

  /// What a speaker says where the tree does not tell: the sentence of quotation before "he asked.", the words before
  /// ", said the man", the words after "the man said".
  void before_or_after(std::uint32_t t, const Sentence& sentence, Quote& q) {
    const Deprel r = view_.relation(t);
    const std::uint32_t index = d_.tokens[t].sentence;
    const bool at_front = std::min(q.cue.begin, q.source.begin) <= sentence.tokens.begin + 1;
    if (at_front && index > 0 && d_.sentences[index - 1].block == sentence.block && quoted_words(d_.sentences[index - 1]) >= 2 &&
        (is_quotation_mark(d_.form(sentence.tokens.begin)) || is_quotation_mark(d_.form(d_.sentences[index - 1].tokens.end - 1)))) {
      const TokenRange said = d_.sentences[index - 1].tokens;
      if (!waiting_.empty()) {
        q.content.push_back(waiting_);
        waiting_ = {};
      } else if (extended_ && last_ < out_.size() && last_sentence_ == index - 1 && out_[last_].content.size() > 1 && out_[last_].content.back().begin >= said.begin) {
        q.content.push_back(said);
        out_[last_].content.pop_back();
        std::fill(s_.taken.begin() + said.begin, s_.taken.begin() + said.end, std::uint8_t{0});
      }
      return;
    }
    if (r != Deprel::kRoot && r != Deprel::kParataxis && r != Deprel::kConj && r != Deprel::kCcomp) return;
    if (q.source.begin > t) {
      if (q.cue.begin > sentence.tokens.begin + 2 && d_.form(q.cue.begin - 1) == ",") q.content.push_back({sentence.tokens.begin, q.cue.begin});
      return;
    }
    if (q.source.end + 3 < q.cue.begin) return;
    const std::string_view lemma = d_.lemma(t);
    if (lemma != "say" && lemma != "tell" && lemma != "write" && lemma != "report" && lemma != "note") return;
    std::uint32_t begin = q.cue.end;
    if (lemma == "tell") {
      const std::uint32_t hearer = view_.child_with(t, Deprel::kObj) != kNoToken ? view_.child_with(t, Deprel::kObj) : view_.child_with(t, Deprel::kIobj);
      if (hearer != kNoToken && hearer > t) begin = hearer + 1;
    }
    if (begin + 1 < sentence.tokens.end) q.content.push_back({begin, sentence.tokens.end});
  }

  void clause_content(std::uint32_t t, const QuoteFinder::Cue& cue, bool passive, std::uint32_t who, Quote& q) {
    const bool says = (cue.slots & kCueClause) != 0;
    const std::uint32_t up = view_.head(t);
    const Deprel r = view_.relation(t);
    bool clause = false;
    for (const std::uint32_t child : view_.children(t)) {
      const Deprel c = view_.relation(child);
      if (says && c == Deprel::kCcomp) {
        q.content.push_back(view_.subtree(child));
        clause = true;
      } else if ((cue.slots & kCueInfinitive) != 0 && (c == Deprel::kXcomp || c == Deprel::kCcomp)) {
        q.content.push_back(view_.subtree(child));
        clause = true;
      } else if (c == Deprel::kParataxis && says && child > t && (cue.slots & kCueSpeech) != 0 && finder_.cue(view_.upos(child), d_.lemma(child)) == nullptr) {
        q.content.push_back(view_.subtree(child));
        clause = true;
      }
    }
    if (!clause && (cue.slots & kCueSpeech) != 0 && says && up != kNoToken) {
      const std::uint32_t mark = view_.child_with(t, Deprel::kMark);
      const bool as = r == Deprel::kAdvcl && ((mark != kNoToken && d_.norm(mark) == "as") || view_.child_with(t, Deprel::kAdvmod) != kNoToken) &&
                      view_.child_with(t, Deprel::kObj) == kNoToken && own_subject(t) != kNoToken;
      if (r == Deprel::kParataxis || r == Deprel::kDep || as) {
        add_outside(view_.subtree(up), view_.subtree(t), q);
        clause = true;
      }
    }
    if (passive) {
      // "was quoted as saying", "is expected to resign": the subject is part of what is thought of it.
      if (clause || view_.child_with(t, Deprel::kXcomp) != kNoToken || (cue.slots & kCueObject) != 0) {
        const std::uint32_t topic = own_subject(t);
        const std::uint32_t what = view_.child_with(t, Deprel::kXcomp);
        if (topic != kNoToken && view_.child_with(t, Deprel::kCcomp) == kNoToken) q.content.push_back(view_.subtree(topic));
        if (what != kNoToken && (cue.slots & kCueInfinitive) == 0) q.content.push_back(view_.subtree(what));
      }
      return;
    }
    if ((cue.slots & kCueNoSource) != 0) {
      const std::uint32_t topic = own_subject(t);
      if (clause && topic != kNoToken && d_.norm(topic) != "it") q.content.push_back(view_.subtree(topic));
      return;
    }
    if (clause) return;
    for (const std::uint32_t child : view_.children(t)) {
      const Deprel c = view_.relation(child);
      if (child == who || quoted(t)) continue;
      if (c == Deprel::kObj && (cue.slots & kCueObject) != 0) q.content.push_back(view_.subtree(child));
      else if ((c == Deprel::kObl || c == Deprel::kXcomp || c == Deprel::kAdvcl) && has(cue, view_.adposition(child))) q.content.push_back(view_.subtree(child));
      else if (c == Deprel::kXcomp && (cue.slots & kCueObject) != 0) q.content.push_back(view_.subtree(child));
    }
  }

  /// Quotations of the sentence are its speaker's: "...," he said, "...".
  void quotations_of(std::uint32_t t, const Sentence& sentence, Quote& q) const {
    const Deprel r = view_.relation(t);
    if (r == Deprel::kAcl && view_.deprel(t) == Deprel::kAclRelcl) return;
    for (std::size_t i = quotation_; i < s_.quotations.size() && s_.quotations[i].begin < sentence.tokens.end; ++i) {
      const TokenRange range{std::max(s_.quotations[i].begin, sentence.tokens.begin), std::min(s_.quotations[i].end, sentence.tokens.end)};
      if (range.empty() || s_.taken[range.begin] != 0) continue;
      const bool inside = std::any_of(q.content.begin(), q.content.end(), [&](TokenRange c) { return c.begin <= range.begin && range.end <= c.end; });
      const bool in_source = q.source.begin <= range.begin && range.end <= q.source.end;
      if (inside || in_source) continue;
      if (range.end - range.begin >= 4 || q.content.empty()) q.content.push_back(range);
    }
  }

  void noun(std::uint32_t t, const QuoteFinder::Cue& cue) {
    Quote q;
    q.speech = (cue.slots & kCueSpeech) != 0;
    q.cue = {t, t + 1};
    q.cue_head = t;
    std::uint32_t who = kNoToken;
    for (const std::uint32_t child : view_.children(t)) {
      const Deprel c = view_.relation(child);
      const std::uint32_t adposition = view_.adposition(child);
      if (view_.deprel(child) == Deprel::kNmodPoss) {
        who = child;
      } else if (c == Deprel::kNmod && adposition != kNoToken && (d_.norm(adposition) == "by" || d_.norm(adposition) == "from")) {
        if (who == kNoToken) who = child;
      } else if (c == Deprel::kNmod && has(cue, adposition)) {
        q.content.push_back(view_.subtree(child));
      } else if (c == Deprel::kAcl && view_.deprel(child) != Deprel::kAclRelcl) {
        const std::uint32_t mark = view_.child_with(child, Deprel::kMark);
        if (mark == kNoToken) continue;
        if (d_.norm(mark) == "to" ? (cue.slots & kCueInfinitive) != 0 : (cue.slots & kCueClause) != 0) q.content.push_back(view_.subtree(child));
      } else if (c == Deprel::kCcomp && (cue.slots & kCueClause) != 0) {
        q.content.push_back(view_.subtree(child));
      }
    }
    if (q.content.empty()) return;
    const std::uint32_t up = view_.head(t);
    if (who == kNoToken && up != kNoToken && view_.relation(t) == Deprel::kObj && view_.upos(up) == Upos::kVerb && !view_.is_passive(up)) {
      who = subject(up);
      if (up < t) q.cue.begin = up;  // "made a promise to"
    }
    if (who == kNoToken) return;
    q.source = source_phrase(who, t);
    emit(std::move(q));
  }

  void adjective(std::uint32_t t, const QuoteFinder::Cue& cue) {
    const std::uint32_t copula = view_.child_with(t, Deprel::kCop);
    if (copula == kNoToken && view_.relation(t) != Deprel::kXcomp) return;
    const std::uint32_t who = subject(t);
    if (who == kNoToken) return;
    Quote q;
    q.cue = cue_phrase(t);
    q.cue_head = t;
    q.source = source_phrase(who, q.cue.begin);
    for (const std::uint32_t child : view_.children(t)) {
      const Deprel c = view_.relation(child);
      if ((c == Deprel::kCcomp || c == Deprel::kAdvcl) && (cue.slots & kCueClause) != 0) q.content.push_back(view_.subtree(child));
      else if ((c == Deprel::kXcomp || c == Deprel::kCcomp || c == Deprel::kAdvcl) && (cue.slots & kCueInfinitive) != 0) q.content.push_back(view_.subtree(child));
      else if (c == Deprel::kObl && has(cue, view_.adposition(child))) q.content.push_back(view_.subtree(child));
    }
    if (!q.content.empty()) emit(std::move(q));
  }

  /// "..., adding that he would go": what the same speaker adds is reported by the participle.
  TokenRange added(TokenRange range, const Quote& q) const {
    for (std::uint32_t t = std::max(range.begin, std::uint32_t{1}); t < range.end; ++t) {
      if (view_.upos(t) != Upos::kVerb || t == q.cue_head || quoted(t) || !d_.norm(t).ends_with("ing") || d_.form(t - 1) != ",") continue;
      const QuoteFinder::Cue* cue = finder_.cue(Upos::kVerb, d_.lemma(t));
      if (cue != nullptr && (cue->slots & kCueSpeech) != 0) return view_.subtree(t);
    }
    return {};
  }

  /// Cuts cue and source out of the content, brings its parts in order and takes them for this speaker.
  void emit(Quote q) {
    s_.ranges.clear();
    TokenRange holes[3] = {q.cue, q.source, {}};
    for (TokenRange range : q.content) {
      holes[2] = q.speech ? added(range, q) : TokenRange{};
      const auto out_of_it = [&](std::uint32_t t) { return contains(holes[0], t) || contains(holes[1], t) || contains(holes[2], t); };
      for (std::uint32_t t = range.begin; t < range.end;) {
        while (t < range.end && out_of_it(t)) ++t;
        TokenRange part{t, t};
        while (part.end < range.end && !out_of_it(part.end)) ++part.end;
        if (!part.empty()) s_.ranges.push_back(part);
        t = part.end;
      }
    }
    std::sort(s_.ranges.begin(), s_.ranges.end(), [](TokenRange a, TokenRange b) { return a.begin < b.begin; });
    q.content.clear();
    for (TokenRange range : s_.ranges) {
      while (!range.empty() && view_.upos(range.begin) == Upos::kPunct && !is_quotation_mark(d_.form(range.begin))) ++range.begin;
      while (!range.empty() && view_.upos(range.end - 1) == Upos::kPunct && !is_quotation_mark(d_.form(range.end - 1)) && !quoted(range.end - 1)) --range.end;
      if (range.empty()) continue;
      if (range.begin > 0 && is_quotation_mark(d_.form(range.begin - 1)) && quoted(range.begin)) --range.begin;
      if (range.end < d_.tokens.size() && is_quotation_mark(d_.form(range.end)) && quoted(range.end - 1)) ++range.end;
      if (!q.content.empty() && range.begin <= q.content.back().end + 1) q.content.back().end = std::max(q.content.back().end, range.end);
      else q.content.push_back(range);
    }
    if (q.content.empty()) return;
    for (const TokenRange range : q.content) {
      if (s_.taken[range.begin] != 0 && s_.taken[range.end - 1] != 0) return;
    }
    for (const TokenRange range : q.content) std::fill(s_.taken.begin() + range.begin, s_.taken.begin() + range.end, std::uint8_t{1});
    std::fill(s_.taken.begin() + q.cue.begin, s_.taken.begin() + q.cue.end, std::uint8_t{1});
    out_.push_back(std::move(q));
  }

  std::uint32_t quoted_words(const Sentence& sentence) const {
    std::uint32_t count = 0;
    for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) count += quoted(t) || is_quotation_mark(d_.form(t)) ? 1 : 0;
    return count;
  }

  /// A sentence of quotation without a cue goes on with the speaker before, or begins what the next sentence ends.
  void run_on(std::uint32_t index, std::size_t before) {
    const Sentence& sentence = d_.sentences[index];
    const std::uint32_t size = sentence.tokens.end - sentence.tokens.begin;
    const bool bare = quoted_words(sentence) * 10 >= size * 7 && out_.size() == before;
    if (bare) {
      const bool next_names = index + 1 < d_.sentences.size() && d_.sentences[index + 1].block == sentence.block &&
                              quoted(d_.sentences[index + 1].tokens.begin + (is_quotation_mark(d_.form(d_.sentences[index + 1].tokens.begin)) ? 1 : 0)) &&
                              quoted_words(d_.sentences[index + 1]) * 20 < (d_.sentences[index + 1].tokens.end - d_.sentences[index + 1].tokens.begin) * 19;
      if (last_ < out_.size() && index - last_sentence_ <= 1 && !(next_names && d_.sentences[last_sentence_].block != sentence.block)) {
        extend(out_[last_], sentence.tokens);
        last_sentence_ = index;
        extended_ = true;
      } else {
        if (waiting_.empty()) waiting_ = sentence.tokens;
        else waiting_.end = sentence.tokens.end;
      }
      return;
    }
    for (std::size_t i = before; i < out_.size(); ++i) {
      if (!out_[i].speech) continue;
      if (!waiting_.empty() && i == first_speech(before)) {
        out_[i].content.insert(out_[i].content.begin(), waiting_);
      }
      last_ = i;
      last_sentence_ = index;
      extended_ = false;
    }
    waiting_ = {};
  }

  std::size_t first_speech(std::size_t from) const {
    while (from < out_.size() && !out_[from].speech) ++from;
    return from;
  }

  void extend(Quote& q, TokenRange range) const {
    q.content.push_back(range);
  }

  const QuoteFinder& finder_;
  const SyntaxView& view_;
  const Document& d_;
  const StoryLayout& layout_;
  QuoteScratch& s_;
  std::vector<Quote>& out_;
  std::size_t quotation_ = 0;          ///< first that may reach into the sentence
  std::size_t last_ = ~std::size_t{0};  ///< last attribution of speech
  std::uint32_t last_sentence_ = 0;
  bool extended_ = false;              ///< its last range is a sentence that goes on with it
  TokenRange waiting_;                 ///< quotation whose speaker comes after it
};

}  // namespace

QuoteFinder::QuoteFinder() {
  fill(kCueVerbs, verbs_);
  fill(kCueNouns, nouns_);
  fill(kCueAdjectives, adjectives_);
}

const QuoteFinder::Cue* QuoteFinder::cue(Upos pos, std::string_view lemma) const {
  const Table* table = pos == Upos::kVerb ? &verbs_ : pos == Upos::kNoun ? &nouns_ : pos == Upos::kAdj ? &adjectives_ : nullptr;
  if (table == nullptr) return nullptr;
  const auto found = table->find(lemma);
  return found == table->end() ? nullptr : &found->second;
}

void QuoteFinder::find(const SyntaxView& view, const StoryLayout& layout, QuoteScratch& scratch, std::vector<Quote>& out) const {
  out.clear();
  Search(*this, view, layout, scratch, out).run();
}

}  // namespace dragoman
