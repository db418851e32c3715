// SPDX-License-Identifier: Apache-2.0
// A brief as Markdown, HTML and for the terminal.
#include <algorithm>

#include "base/utf8.h"
#include "ledger/brief.h"
#include "ledger/report_text.h"

namespace dragoman {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kIndent = 13;

constexpr std::string_view kStyle =
    "body{font:15px/1.5 Georgia,'Times New Roman',serif;color:#1c1c1c;background:#fff;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}h2{font:600 .82rem/1.3 system-ui,sans-serif;letter-spacing:.06em;text-transform:uppercase;"
    "color:#555;border-bottom:1px solid #ddd;padding-bottom:.2rem;margin:1.6rem 0 .5rem}.standing,.note{font:.85rem/1.4 system-ui,sans-serif;color:#666;margin:0}"
    "ul{list-style:none;margin:0;padding:0}li{display:grid;grid-template-columns:6.2rem 1fr;gap:.7rem;padding:.35rem 0;border-bottom:1px solid #f2f2f2}"
    "time{font:.82rem/1.8 ui-monospace,monospace;color:#666}.conflict>time{border-left:3px solid #b3392f;padding-left:.4rem}"
    ".cooperation>time{border-left:3px solid #2f7d4f;padding-left:.4rem}q{display:block;color:#666;font-style:italic;font-size:.9rem}"
    "a{color:#24539a;text-decoration:none}sup a{font:.72rem system-ui,sans-serif}ol{font:.82rem/1.45 system-ui,sans-serif;color:#555;padding-left:1.6rem}"
    "@media(prefers-color-scheme:dark){body{background:#161616;color:#e6e6e6}h2,.standing,.note,time,q,ol{color:#aaa}li{border-color:#262626}h2{border-color:#333}"
    "a{color:#8fb7f3}}@media print{body{margin:0;font-size:11px;max-width:none}}@media(max-width:32rem){li{grid-template-columns:1fr;gap:0}}";

std::string html(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

bool is_link(const std::string& url) { return url.starts_with("https://") || url.starts_with("http://"); }

std::string described(const CitedStories::Story& story) {
  std::string out = story.source.empty() ? "source not stated" : story.source;
  out += ", " + (story.date.empty() ? "no date" : story.date);
  if (!story.title.empty()) out += ", “" + story.title + "”";
  return out;
}

/// Words of `text` in lines of `width` code points, each after `indent` spaces.
void wrap(std::string& out, std::string_view text, std::size_t indent, std::size_t first_used) {
  std::size_t used = first_used;
  bool at_start = true;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find(' ', at), text.size());
    std::string word(text.substr(at, end - at));
    at = end + 1;
    while (count_code_points(word) > kColumns - indent) {  // a word longer than a line
      const std::string head = shortened(word, kColumns - indent);
      word = head;
    }
    const std::size_t size = count_code_points(word);
    if (!at_start && used + 1 + size > kColumns) {
      out += "\n" + std::string(indent, ' ');
      used = indent;
      at_start = true;
    }
    if (!at_start) out += ' ', ++used;
    out += word;
    used += size;
    at_start = false;
  }
  out += '\n';
}

std::string cites_of(const BriefLine& line) {
  std::string out;
  for (const std::string& cite : line.cites) out.append(out.empty() ? "[" : "] [").append(cite);
  return out.empty() ? out : out + "]";
}

bool needs_stop(const std::string& text) { return !text.ends_with('.') && !text.ends_with('?') && !text.ends_with('!'); }

}  // namespace

std::string brief_markdown(const BriefPage& page) {
  std::string out = "# " + markdown(page.title) + "\n\n" + markdown(page.standing) + "\n";
  if (page.sections.empty()) out += "\n" + std::string(page.empty) + "\n";
  for (const BriefSection& section : page.sections) {
    out += "\n## " + section.title + "\n\n";
    if (!section.note.empty()) out += "*" + section.note + "*\n\n";
    for (const BriefLine& line : section.lines) {
      out += "- ";
      if (!line.date.empty()) out += "**" + markdown(line.date) + "** ";
      out += markdown(line.text) + (needs_stop(line.text) ? "." : "");
      if (!line.quote.empty()) out += " “" + markdown(line.quote) + "”";
      for (const std::string& cite : line.cites) {
        const std::size_t dot = cite.find('.');
        out += " \\[" + cite.substr(0, dot) + ", sentence " + cite.substr(dot + 1) + "\\]";
      }
      out += '\n';
    }
  }
  if (!page.stories.empty()) out += "\n## Stories\n\n";
  for (std::size_t i = 0; i < page.stories.size(); ++i) {
    const CitedStories::Story& story = page.stories[i];
    out += std::to_string(i + 1) + ". " + markdown(described(story));
    if (!story.url.empty()) out += ", " + markdown(story.url);
    out += " (story " + markdown(story.id) + ")\n";
  }
  return out;
}

std::string brief_html(const BriefPage& page) {
  std::string out = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  out.append(html(page.title)).append("</title>\n<style>").append(kStyle).append("</style>\n</head>\n<body>\n<h1>").append(html(page.title));
  out.append("</h1>\n<p class=\"standing\">").append(html(page.standing)).append("</p>\n");
  for (const BriefSection& section : page.sections) {
    out.append("<h2>").append(html(section.title)).append("</h2>\n");
    if (!section.note.empty()) out.append("<p class=\"note\">").append(html(section.note)).append("</p>\n");
    out += "<ul>\n";
    for (const BriefLine& line : section.lines) {
      out.append("<li").append(line.tone.empty() ? "" : " class=\"" + line.tone + "\"").append("><time>").append(html(line.date)).append("</time><div>");
      out.append(html(line.text)).append(needs_stop(line.text) ? "." : "");
      for (const std::string& cite : line.cites) {
        const std::size_t dot = cite.find('.');
        out.append(" <sup><a href=\"#s").append(cite.substr(0, dot)).append("\" title=\"story ").append(cite.substr(0, dot)).append(", sentence ");
        out.append(cite.substr(dot + 1)).append("\">[").append(cite).append("]</a></sup>");
      }
      if (!line.quote.empty()) out.append("<q>").append(html(line.quote)).append("</q>");
      out += "</div></li>\n";
    }
    out += "</ul>\n";
  }
  if (page.sections.empty()) out += "<p>" + page.empty + "</p>\n";
  if (!page.stories.empty()) out += "<h2>Stories</h2>\n<ol>\n";
  for (std::size_t i = 0; i < page.stories.size(); ++i) {
    const CitedStories::Story& story = page.stories[i];
    out.append("<li id=\"s").append(std::to_string(i + 1)).append("\" style=\"display:list-item\">");
    if (is_link(story.url)) out.append("<a href=\"").append(html(story.url)).append("\" rel=\"noreferrer\">").append(html(described(story))).append("</a>");
    else out += html(described(story));
    out.append(" <small>").append(html(story.id)).append("</small></li>\n");
  }
  if (!page.stories.empty()) out += "</ol>\n";
  return out + "</body>\n</html>\n";
}

std::string brief_table(const BriefPage& page, bool colour) {
  const auto styled = [&](const char* code, const std::string& text) { return colour ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text; };
  std::string out = styled("1", shortened(page.title, kColumns)) + "\n";
  wrap(out, page.standing, 0, 0);
  if (page.sections.empty()) out += "no records\n";
  for (const BriefSection& section : page.sections) {
    std::string heading = section.title;
    for (char& c : heading) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    out += "\n" + styled("1", heading) + (section.note.empty() ? "" : "  (" + section.note + ")") + "\n";
    for (const BriefLine& line : section.lines) {
      const bool wide = count_code_points(line.date) > kIndent - 2;
      std::string date = line.date;
      if (!wide) date.resize(kIndent, ' ');
      const char* code = line.tone == "conflict" ? "31" : line.tone == "cooperation" ? "32" : "0";
      out += line.tone.empty() ? date : styled(code, date);
      if (wide) out += "\n" + std::string(kIndent, ' ');
      wrap(out, line.text + " " + cites_of(line), kIndent, kIndent);
      if (line.quote.empty()) continue;
      std::string quote;
      wrap(quote, "“" + line.quote + "”", kIndent + 2, kIndent + 2);
      for (std::size_t at = 0; at < quote.size();) {
        const std::size_t end = quote.find('\n', at);
        const std::string_view row = std::string_view(quote).substr(at, end - at);
        out += std::string(kIndent, ' ') + styled("2", "│ " + std::string(row.substr(std::min(row.find_first_not_of(' '), row.size())))) + "\n";
        at = end + 1;
      }
    }
  }
  if (!page.stories.empty()) out += "\n" + styled("1", "STORIES") + "\n";
  for (std::size_t i = 0; i < page.stories.size(); ++i) {
    const CitedStories::Story& story = page.stories[i];
    std::string number = std::to_string(i + 1) + "  ";
    number.insert(0, number.size() < 5 ? 5 - number.size() : 0, ' ');
    out += number;
    wrap(out, one_line(described(story) + " (" + story.id + ")"), number.size(), number.size());
  }
  return out;
}

}  // namespace dragoman
