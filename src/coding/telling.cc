// SPDX-License-Identifier: Apache-2.0
#include "coding/telling.h"

#include <algorithm>

#include "coding/implied_parties.h"

namespace dragoman {
namespace {

/// "Also promised", "riots also broke out": one more, not the same again.
bool told_anew(const SyntaxView& view, const EventDraft& draft) {
  const auto further = [&](std::uint32_t token) {
    return std::any_of(view.children(token).begin(), view.children(token).end(), [&](std::uint32_t child) {
      const std::string_view norm = view.document().norm(child);
      return view.relation(child) == Deprel::kAdvmod && (norm == "also" || norm == "additionally" || norm == "separately");
    });
  };
  return further(draft.match.head) || further(draft.pivot);
}

/// What the head of a speech act is about: its complement, or what it is on.
std::uint64_t topic_of_words(const SyntaxView& view, const EventDraft& draft) {
  for (const std::uint32_t child : view.children(draft.match.head)) {
    const Deprel r = view.relation(child);
    if (r == Deprel::kXcomp || r == Deprel::kCcomp) return view.lemma_hash(child);
    const std::uint32_t link = r == Deprel::kObl ? view.adposition(child) : kNoToken;
    if (link != kNoToken && (view.document().norm(link) == "on" || view.document().norm(link) == "to")) return view.lemma_hash(child);
  }
  return 0;
}

}  // namespace

std::uint32_t object_of_words(const SyntaxView& view, const EventDraft& draft) {
  for (const std::uint32_t head : {draft.match.head, draft.pivot}) {
    if (view.upos(head) != Upos::kVerb) continue;
    const std::uint32_t object = view.child_with(head, Deprel::kObj);
    if (object != kNoToken) return object;
    for (const std::uint32_t child : view.children(head)) {
      const std::uint32_t link = child > head && view.relation(child) == Deprel::kObl ? view.adposition(child) : kNoToken;
      if (link != kNoToken && (view.document().norm(link) == "at" || view.document().norm(link) == "to")) return child;
    }
    const std::uint32_t subject = view.child_with(head, Deprel::kNsubjPass);
    if (subject != kNoToken) return subject;
  }
  return kNoToken;
}

bool refers_back(const SyntaxView& view, std::uint32_t token) {
  const std::string_view norm = view.document().norm(token);
  if (view.upos(token) == Upos::kPron || view.upos(token) == Upos::kDet) return norm == "it" || norm == "this" || norm == "that" || norm == "these" || norm == "them";
  const std::uint32_t det = view.child_with(token, Deprel::kDet);
  if (det == kNoToken) return false;
  const std::string_view article = view.document().norm(det);
  return article == "the" || article == "this" || article == "that" || article == "these" || article == "those" || article == "such";
}

Telling telling_of(const SyntaxView& view, const EventDraft& draft) {
  Telling telling{told_anew(view, draft), about_deal(view, draft), topic_of_words(view, draft), {}, false, false, draft.implied_recipient};
  const std::uint32_t object = object_of_words(view, draft);
  if (object == kNoToken) return telling;
  telling.object = view.document().lemma(object);
  telling.definite = refers_back(view, object);
  telling.specified = view.child_with(object, Deprel::kNmod) != kNoToken;
  return telling;
}

}  // namespace dragoman
